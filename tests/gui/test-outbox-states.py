#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-outbox-states.py SERVER PROGRAM: one real window on the real backend, whose line, session, version and
disk fail one after the other while its user writes: what is told, and what the button does. Then one act is taken
back, and all are backed up, and restored elsewhere. Prints TAP."""
import ctypes
import fcntl
import importlib.util
import os
import pathlib
import signal
import socket
import struct
import subprocess
import sys
import tempfile

import driver
import tap

NAME = 'Usual name'
NEW = 0x20000 | 0x40000000  # CLONE_NEWNS, CLONE_NEWNET: the disks and the network of this test alone
DISPLAYS = '/tmp/.X11-unix'
PAGE = ('All this is kept on this computer.*', 'label')


def load(name):
    """A test with a dash in its name."""
    spec = importlib.util.spec_from_file_location(name.replace('-', '_'), driver.HERE / f'{name}.py')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


outbox, account = load('test-outbox'), load('test-account')
listing = load('test-listing')


def set_network(up):
    """Of this computer: without an address there is no way to anywhere."""
    address = socket.inet_aton('127.0.0.1' if up else '0.0.0.0')
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack('16sH14x', b'lo', 1))  # SIOCSIFFLAGS, IFF_UP
        fcntl.ioctl(any_socket, 0x8916, struct.pack('16sH2x4s8x', b'lo', socket.AF_INET, address))  # SIOCSIFADDR


def get_port(server):
    return int(server.url.rstrip('/').rsplit(':', 1)[1])


def be_alone():
    """Returns whether this computer's disks and network may be taken away, from this test alone."""
    if ctypes.CDLL(None).unshare(NEW):
        return False
    subprocess.run(['mount', '--make-rprivate', '/'], check=True)
    # Displays are told apart by sockets of the network: those in a folder would be taken from each other.
    os.makedirs(DISPLAYS, exist_ok=True)
    subprocess.run(['mount', '-t', 'tmpfs', '-o', 'mode=1777', 'tmpfs', DISPLAYS], check=True)
    set_network(True)
    return True


class Desk:
    """The window, and what others do meanwhile."""

    def __init__(self, app, server, line, home):
        self.app, self.server, self.line, self.home = app, server, line, home
        self.hand = outbox.Hand(app)
        self.token, self.alone = None, False
        self.strict_port = None  # of one that finds this application too old

    def sign_in(self):
        self.hand.sign_in(outbox.MANAGER)
        self.hand.choose()

    def mark(self, text):
        self.app.wait(outbox.MARK.format(text))

    def open(self):
        """The key does nothing before the files of the account are open."""
        driver.wait_for(lambda: self.app.press('ctrl+j') or self.app.find(*PAGE), 'page of what is sent')

    def write(self, text):
        if self.app.find(*PAGE):
            self.app.press('Escape')
        self.hand.write(NAME, text)

    def trouble(self, mark, said, waits, seconds=60):
        """What its header and its page say."""
        self.mark(mark)
        self.open()
        self.app.wait(said, 'label', seconds)
        self.app.wait(waits, 'label')
        self.app.wait('since .*', 'label')

    def try_again(self, mend):
        """By its button, found before @mend: it goes when the program tries by itself first."""
        button = self.app.wait('Try Again', 'push button')
        mend()
        assert button.act() or not self.app.find('Try Again', 'push button'), 'it does not act'

    def sent(self, text):
        """It leaves, and the platform has it."""
        self.app.wait('Sent Lately', 'label')
        driver.wait_for(lambda: self.read()['doc'].get('name') == text, f'{text} at the platform')
        self.mark('Up to date')

    def ask(self, method, path, body=None):
        self.token = self.token or listing.sign_in(self.server, outbox.MANAGER)
        status, said = self.server.ask(method, path, body, self.token)
        assert status < 300, (status, said)
        return said

    def read(self):
        self.server.manager = self.token = self.token or listing.sign_in(self.server, outbox.MANAGER)
        return listing.read_listing(self.server)


def test_offline_waits_for_the_network(desk):
    desk.sign_in()
    listing.open_listing(desk.app)
    if not desk.alone:
        return 'no network of its own here'
    desk.line.cut()  # what is open would only be waited for
    desk.write('Hors ligne')
    desk.mark('Platform away · 1 to send')
    set_network(False)
    desk.line.mend()
    desk.app.press('ctrl+r')
    desk.trouble('Offline · 1 to send', 'This computer has no network. Go on working.*', 'Waits for the network')
    desk.app.wait('Offline since .*', 'label')
    set_network(True)
    desk.sent('Hors ligne')  # by itself: who would press for it may come too late
    return None


def test_server_away_says_when_it_tries_again(desk):
    desk.line.cut()
    desk.write('Sans plateforme')
    desk.trouble('Platform away · 1 to send', 'The platform does not answer.*Next attempt: .*', 'Waits for the platform')
    desk.try_again(desk.line.mend)
    desk.sent('Sans plateforme')


def test_leaving_leads_back_to_what_one_did(desk):
    desk.app.press('Escape')
    listing.open_listing(desk.app)
    desk.open()
    desk.app.press('Escape')
    desk.app.press('alt+Page_Down')  # which does nothing elsewhere
    desk.app.wait('What we do', 'heading')
    desk.app.press('alt+Page_Up')
    desk.app.wait('Who we are', 'heading')


def test_signed_out_leads_to_signing_in(desk):
    desk.line.cut()
    desk.write('Session finie')
    desk.ask('DELETE', '/v1/sessions/others')
    desk.line.mend()
    desk.app.press('ctrl+r')
    desk.trouble('Signed out · 1 to send', 'Your session has ended.*', 'Waits until you sign in')
    desk.app.do('Sign In', 'push button')
    desk.app.wait_focus('Password')
    desk.app.type(outbox.PASSWORD)
    desk.app.press('Return')
    desk.app.wait('Acting for .*|Hello .*')
    desk.hand.choose()
    desk.open()
    desk.sent('Session finie')


def test_too_old_asks_for_the_update(desk):
    desk.line.cut()
    desk.write('Version ancienne')
    port, desk.line.port = desk.line.port, desk.strict_port
    desk.line.mend()
    desk.app.press('ctrl+r')
    desk.trouble('Update needed · 1 to send', 'The platform asks for a newer version.*Update it.*',
                 'Waits for the update of this application')
    desk.line.cut()
    desk.line.port = port
    desk.line.mend()
    desk.app.press('ctrl+r')
    desk.sent('Version ancienne')


def test_full_disk_keeps_what_is_written(desk):
    if not desk.alone:
        return 'no disk of its own here'
    desk.line.cut()
    desk.write('Disque plein')
    folder = next(path.parent for path in desk.home.rglob('public.db'))
    subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=100m', 'tmpfs', folder], check=True)
    desk.line.mend()
    desk.app.press('ctrl+r')
    desk.trouble('Disk full · 1 to send', 'The disk is full.*what you wrote is kept here.*', 'Waits for room on the disk')
    desk.try_again(lambda: subprocess.run(['umount', '-l', folder], check=True))
    desk.sent('Disque plein')
    return None


def test_one_is_taken_back_and_taken_up_again(desk):
    desk.line.cut()
    desk.write('Repris')
    desk.open()
    for _ in range(2):
        desk.app.do(f'Discard “Listing: {NAME}”', 'push button')
        desk.app.wait(f'“Listing: {NAME}” is discarded')
        desk.app.wait_gone('Waits for the platform', 'label')
        desk.app.do('Undo.*', 'push button')
        desk.app.wait('Waits for the platform', 'label')


def choose_file(app, title, path):
    app.wait_dialog(title)
    app.press('ctrl+a')
    app.type(path)
    app.press('Return')
    app.wait_windows(1)


def test_work_is_backed_up_in_one_file(desk):
    desk.app.do('Back-up of my work')
    desk.app.do('Back Up My Work…', 'menu item')
    choose_file(desk.app, 'Back Up My Work', f'{desk.home}/travail.solidaires')
    desk.app.wait('1 change is backed up')
    assert (desk.home / 'travail.solidaires').stat().st_size > 100


def test_another_computer_restores_and_sends_it(desk):
    """The first one was stolen before its work left."""
    os.kill(desk.app.process.pid, signal.SIGKILL)
    desk.app.process.wait(20)
    command = desk.app.options.command
    command[command.index('--data-dir') + 1] = f'{desk.home}/other'
    desk.line.mend()
    desk.app.start()
    desk.sign_in()
    listing.open_listing(desk.app)
    desk.open()
    desk.app.do('Back-up of my work')
    desk.app.do('Restore a Back-Up…', 'menu item')
    choose_file(desk.app, 'Restore a Back-Up', f'{desk.home}/travail.solidaires')
    desk.app.wait('1 change is restored')
    desk.sent('Repris')


def test_no_warning_was_written(desk):
    assert not desk.app.warnings(), desk.app.warnings()[:5]


def main():
    server_program, program = map(os.path.abspath, sys.argv[1:3])
    alone = be_alone()
    with tempfile.TemporaryDirectory(prefix='sol-outbox-') as home:
        server = account.Server(server_program, home)
        line = outbox.Line(get_port(server))
        os.mkdir(f'{home}/strict')
        strict = account.Server(server_program, f'{home}/strict', '--minimum-client', '99.0')
        with driver.Program(program, '--server', line.url, '--data-dir', f'{home}/data', home=home, settings=True,
                            animations=False, keyring=True) as app:
            desk = Desk(app, server, line, pathlib.Path(home))
            desk.alone, desk.strict_port = alone, get_port(strict)
            status = tap.run_in_turn(globals(), desk, app)
        server.stop()
        strict.stop()
    return status


if __name__ == '__main__':
    sys.exit(main())
