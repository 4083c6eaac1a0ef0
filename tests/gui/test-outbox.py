#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-outbox.py SERVER PROGRAM: the real windows of two members of one organisation, who write without a
line, each on a computer of his own; what they wrote is sent, and settled. Prints TAP."""
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import traceback

import driver

PASSWORD = 'demonstration ouverte'
ORGANISATION = 'Semailles des Remparts'
MANAGER, MEMBER = 'gerante@example.org', 'encadrant@example.org'
MARK = 'Exchanges with the platform: {}'
MINE, THEIRS = 'Écrit par la gérante', 'Écrit par l’encadrant'


class Line:
    """To the server, as long as it is not cut."""

    def __init__(self, port):
        self.port, self.ends, self.cut_off = port, [], False
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.url = f'http://127.0.0.1:{self.listener.getsockname()[1]}'
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            end, _ = self.listener.accept()
            if self.cut_off:
                end.close()
                continue
            other = socket.create_connection(('127.0.0.1', self.port))
            self.ends += [end, other]
            for pair in ((end, other), (other, end)):
                threading.Thread(target=self.carry, args=pair, daemon=True).start()

    @staticmethod
    def carry(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def cut(self):
        self.cut_off = True
        for end in self.ends:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        self.ends = []

    def mend(self):
        self.cut_off = False


class Hand:
    """What is done in one window, in the process that it is driven from."""

    def __init__(self, app):
        self.app, self.listing = app, driver.load('test-listing')

    def sign_in(self, address):
        self.app.wait(MARK.format('Up to date'), seconds=60)
        self.app.do('Sign In', 'push button')
        self.app.wait_focus('Mail address')
        self.app.type(address)
        self.app.press('Tab')
        self.app.wait_focus('Password')
        self.app.type(PASSWORD)
        self.app.press('Return')
        self.app.wait('Acting for .*|Hello .*')

    def choose(self):
        """Who belongs to several organisations says for which one he acts."""
        if not self.app.find(f'Acting for {ORGANISATION}.*'):
            self.app.click(f'{ORGANISATION}.*', 'list item')
            self.app.wait(f'Acting for {ORGANISATION}.*')

    def save(self, field, text):
        self.listing.open_listing(self.app)
        assert self.listing.field(self.app, field).write(text)
        self.app.wait('Saved on this computer')
        self.app.do('Send', 'push button')

    def write(self, field, text):
        self.save(field, text)
        self.app.wait('To be sent')

    def open(self):
        self.listing.open_listing(self.app)

    def send(self):
        self.app.press('ctrl+r')

    def see(self, name, role=None):
        self.app.wait(name, role)

    def gone(self, name, role=None):
        self.app.wait_gone(name, role)

    def do(self, name, role=None):
        self.app.do(name, role)

    def click(self, name, role=None):
        self.app.click(name, role)

    def open_row(self, name):
        """Of a list that stands by itself, by keys."""
        self.app.wait(name, 'list item')
        self.app.walk_to(name, ('Tab',) * 3)
        self.app.press('Return')

    def may(self, name, role=None):
        """It is there, and acts."""
        driver.wait_for(lambda: (lambda n: n and n.sensitive)(self.app.find(name, role, acts=True)), f'{name} that acts')

    def press(self, *keys):
        self.app.press(*keys)

    def focus(self, name):
        self.app.wait_focus(name)

    def type(self, text):
        self.app.type(text)

    def paste(self, name):
        """Into the empty field of that name, by keys: a pointer finds it where it was. Returns what it holds then"""
        self.app.walk_to(name, ('Tab',) * 3)
        self.app.press('ctrl+v')
        return driver.wait_for(lambda: [n.text() for n in self.app.nodes() if n.name == name and n.focusable and n.text()],
                               'what was copied')[-1]

    def my_organisation(self):
        driver.load('test-organisation').open_organisation(self.app)

    def sign_out(self):
        driver.load('test-review').go_out(self.app)

    def outbox(self):
        self.app.do('Acting for .*')
        self.app.do('What I Send', 'menu item')
        self.app.wait('What was done on this computer', 'list')

    def picture(self, path):
        self.app.picture(path)

    def warnings(self):
        return self.app.warnings()


def obey(program, url, home):
    """One window: the accessibility bus is joined once in a process."""
    with driver.Program(program, '--server', url, '--data-dir', f'{home}/data', home=home, settings=True,
                        animations=False, keyring=True) as app:
        hand = Hand(app)
        for line in sys.stdin:
            name, *arguments = json.loads(line)
            try:
                said = [True, getattr(hand, name)(*arguments)]
            except Exception:  # told to whoever asked
                said = [False, traceback.format_exc()]
            print(json.dumps(said), flush=True)


class Window:
    """The same from here: what is asked of it is done there."""

    def __init__(self, program, line, home):
        pathlib.Path(home).mkdir()
        self.line = line
        self.process = subprocess.Popen([sys.executable, __file__, '--window', program, line.url, home],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __getattr__(self, name):
        def ask(*arguments):
            self.process.stdin.write(json.dumps([name, *arguments]) + '\n')
            self.process.stdin.flush()
            done, said = json.loads(self.process.stdout.readline() or '[false, "its window is gone"]')
            assert done, said
            return said
        return ask

    def close(self):
        self.process.stdin.close()
        self.process.wait(60)


def read_listing(office):
    """As the platform has it."""
    listing = driver.load('test-listing')
    office.server.manager = listing.sign_in(office.server, MANAGER)
    return listing.read_listing(office.server)['doc']


def wait_listing(office, **values):
    driver.wait_for(lambda: all(read_listing(office).get(k) == v for k, v in values.items()), f'{values} at the platform')


def test_two_members_are_signed_in(office):
    for window, address in ((office.ada, MANAGER), (office.ben, MEMBER)):
        window.sign_in(address)
        window.choose()


def test_other_fields_go_together(office):
    for window in (office.ada, office.ben):
        window.line.cut()
    office.ada.write('Usual name', MINE)
    office.ben.write('Trade name', THEIRS)
    office.ben.see(MARK.format('.*1 to send'))
    for window in (office.ada, office.ben):
        window.line.mend()
        window.send()
        window.gone('To be sent')
    wait_listing(office, name=MINE, brand=THEIRS)


def test_same_field_is_a_conflict_of_the_second(office):
    for window, text in ((office.ada, MINE), (office.ben, THEIRS)):
        window.send()
        window.see(MARK.format('Up to date'))
        window.line.cut()
        window.write('Usual name', text + ' encore')
    office.ada.line.mend()
    office.ada.send()
    wait_listing(office, name=f'{MINE} encore')
    office.ben.line.mend()
    office.ben.send()
    office.ben.see(MARK.format('1 to decide'))


def test_conflict_says_who_and_both_texts(office):
    office.ben.outbox()
    office.ben.see('Also changed by Ada Exemple.*')
    office.ben.do('Compare…', 'push button')
    office.ben.see(f'{MINE} encore', 'label')
    office.ben.see(f'{THEIRS} encore', 'label')
    office.ben.see('Keep the version of Ada Exemple.*', 'radio button')


def test_choice_is_kept_when_one_leaves(office):
    office.ben.click('Keep my version', 'radio button')
    office.ben.may('Settle and Send', 'push button')
    office.ben.press('Escape')
    office.ben.do('Compare…', 'push button')
    office.ben.may('Settle and Send', 'push button')


def test_settled_both_and_the_platform_agree(office):
    office.ben.do('Settle and Send', 'push button')
    office.ben.see('It is settled, and leaves with the next exchange')
    office.ben.gone('Compare…', 'push button')
    wait_listing(office, name=f'{THEIRS} encore', brand=THEIRS)
    office.ben.see(MARK.format('Up to date'))
    office.ada.send()
    office.ada.see(f'{THEIRS} encore')


def test_no_warning_was_written(office):
    for window in (office.ada, office.ben):
        assert not window.warnings(), window.warnings()[:5]


class Office:
    LINE = Line

    def __init__(self, server, program, home):
        account = driver.load('test-account')
        self.server = account.Server(server, home)
        port = int(self.server.url.rstrip('/').rsplit(':', 1)[1])
        self.ada = Window(program, self.LINE(port), f'{home}/ada')
        self.ben = Window(program, self.LINE(port), f'{home}/ben')

    def picture(self):
        for window in (self.ada, self.ben):
            window.picture(f'{os.environ.get("TMPDIR", "/tmp")}/test-outbox-{"ab"[window is self.ben]}.png')

    def close(self):
        self.ada.close()
        self.ben.close()
        self.server.stop()


def run(office, test):
    """Returns whether it holds."""
    try:
        test(office)
        return True
    except (AssertionError, OSError, IndexError, ValueError) as error:
        print('\n'.join(f'# {line}' for line in str(error).splitlines()) or '# failed')
        office.picture()
        return False


def main():
    if sys.argv[1] == '--window':
        obey(*sys.argv[2:])
        return 0
    tests = [(name, test) for name, test in globals().items() if name.startswith('test_')]
    good = True
    print(f'1..{len(tests)}')
    with tempfile.TemporaryDirectory(prefix='sol-outbox-') as home:
        office = Office(*map(os.path.abspath, sys.argv[1:3]), home)
        for number, (name, test) in enumerate(tests, 1):
            good = good and run(office, test)  # each goes on from where the last one left
            print(f"{'ok' if good else 'not ok'} {number} {name.removeprefix('test_').replace('_', '-')}", flush=True)
        office.close()
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
