# SPDX-License-Identifier: GPL-3.0-or-later
"""A real mail server, and the codes in what it receives."""
import atexit
import email
import email.policy
import pathlib
import re
import socket
import subprocess

from server_support import wait_for

CODE = re.compile(r'^ {4}([0-9A-Z]{5}(?:-[0-9A-Z]{5})+)$', re.M)


class Sink:
    """A mail server that keeps what it is given."""

    def __init__(self, folder, port=None, scheme='smtp'):
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            self.port = port or free.getsockname()[1]
        self.url = f'{scheme}://127.0.0.1:{self.port}'
        self.folder = pathlib.Path(folder) / 'mails'
        self.seen = set()
        self.process = None

    def start(self, *options):
        """@options: of the program, such as its certificate."""
        self.process = subprocess.Popen(['aiosmtpd', '-n', '-c', 'aiosmtpd.handlers.Mailbox',
                                         '-l', f'127.0.0.1:{self.port}', *map(str, options),
                                         str(self.folder)],
                                        stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        atexit.register(self.process.kill)  # a test that failed leaves none behind
        wait_for(lambda: not socket.socket().connect_ex(('127.0.0.1', self.port)), 'mail server')

    def stop(self):
        self.process.kill()
        self.process.wait()

    def next(self):
        """The mail that came since the last one."""
        path = wait_for(lambda: next((path for path in self.folder.glob('new/*')
                                      if path not in self.seen), None), 'mail')
        self.seen.add(path)
        return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)

    def code(self):
        return CODE.search(self.next().get_content()).group(1)
