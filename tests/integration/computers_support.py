# SPDX-License-Identifier: GPL-3.0-or-later
"""Computers with the real client on them, that write to a real server by the command line."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

from server_support import Server, ServerTest

EXE = os.environ['SOL_CLIENT']
ENVIRONMENT = {name: value for name, value in os.environ.items()
               if name not in ('DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS')}
PASSWORD = 'demonstration ouverte'
MANAGER = 'gerante@example.org'


def launch(words):
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)


class Computer:
    """A folder of data and a file with the session of one person."""
    launch = staticmethod(launch)

    def __init__(self, test, name):
        self.test, self.data = test, test.root / name
        self.session = test.root / f'{name}.session'

    def start(self, *words):
        """The client at work; what it is told is its caller's to write."""
        return self.launch([EXE, '--data-dir', str(self.data), '--server', self.test.url,
                            '--session', str(self.session), *words])

    def run(self, *words, stdin='', status=0):
        """@status: that it has to end with; None for any"""
        process = self.start(*words)
        try:
            out, err = process.communicate(stdin, timeout=120)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        self.test.logs += out + err
        if status is not None:
            self.test.assertEqual(process.returncode, status, err)
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def sign_in(self, address=MANAGER):
        self.run('--sign-in', address, stdin=PASSWORD + '\n')
        self.run('--sync')

    def outbox(self, option='--outbox'):
        return json.loads(self.run(option, '--format', 'json').stdout)['entries']

    def files(self):
        return [path for path in self.data.rglob('*') if path.is_file()]


class WritingTest(unittest.TestCase):
    options = ServerTest.options

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        self.logs = ''
        self.server, self.server_port, self.url = None, None, None
        self.start_server()
        self.one = Computer(self, 'one')

    def tearDown(self):
        self.stop_server()
        self.folder.cleanup()

    def start_server(self):
        """The same one again, where it was."""
        listen = f'127.0.0.1:{self.server_port or 0}'
        self.server = Server(self.root / 'catalogue.db', *self.options, listen=listen)
        self.server_port = self.server.port
        self.url = self.url or self.server.url
        self.server.wait_for_snapshot()

    def stop_server(self):
        if self.server:
            self.assertEqual(self.server.stop()[0], 0)
        self.server = None

    def make_organisation(self):
        made = self.one.run('--edit', 'organisation', 'new', 'name=Semailles du Gard',
                            'kind=supplier').stdout.strip()
        self.one.run('--sync')
        self.one.run('--sync')  # that its maker manages it is told by the next one
        return made

    def make_listing(self):
        self.make_organisation()
        made = self.one.run('--as', 'semailles du gard', '--edit', 'listing', 'new',
                            'name=Semailles', 'kind=ACI').stdout.strip()
        self.one.run('--sync')
        self.assertEqual(self.one.outbox(), [])
        return made
