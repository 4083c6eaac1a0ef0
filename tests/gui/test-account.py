#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-account.py SERVER PROGRAM: the real window on the real backend, by which one comes in, is signed
out elsewhere, and comes back. Prints TAP."""
import atexit
import fcntl
import http.client
import itertools
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import urllib.parse

import driver
import tap
import tree

ADDRESS, PASSWORD = 'camille@example.org', 'quatre mots faciles'
NAME = 'Camille Essai'
SIGN_IN = 'Sign In'
STAYS = 'Another program has the files of your account open.*'
MENU = 'Acting for .*'
EXCHANGES = 'Exchanges with the platform: Up to date'
NETWORKS = itertools.count()  # each request of ours as of another computer


class Server:
    """The demonstration, which prints the codes that it would send."""

    def __init__(self, program, folder, *options):
        self.codes, self.told = [], threading.Condition()
        self.process = subprocess.Popen(
            [program, '--demo', '--show-codes', '--password-passes', '1', '--password-kib', '8',
             '--database', f'{folder}/server.db', '--listen', '127.0.0.1:0', *options], stdout=subprocess.PIPE, text=True)
        self.url = next(line for line in self.process.stdout if line.startswith('Listening')).split()[-1]
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            with self.told:
                self.codes.append(line.split()[1:])
                self.told.notify_all()

    def wait_code(self, kind, address):
        with self.told:
            self.told.wait_for(lambda: any(c[:2] == [kind, address] for c in self.codes), 20)
            return [c[2] for c in self.codes if c[:2] == [kind, address]][-1]

    def ask(self, method, path, body=None, token=None):
        n = next(NETWORKS)
        connection = http.client.HTTPConnection('127.0.0.1', urllib.parse.urlsplit(self.url).port, timeout=20,
                                                source_address=(f'127.0.{1 + n // 250}.{2 + n % 250}', 0))
        headers = {'Content-Type': 'application/json'} | ({'Authorization': f'Bearer {token}'} if token else {})
        connection.request(method, path, json.dumps(body) if body else None, headers)
        with connection.getresponse() as answer:
            text = answer.read()
            return answer.status, json.loads(text) if text else None

    def sign_in(self, client, password=PASSWORD):
        status, said = self.ask('POST', '/v1/sessions', {'address': ADDRESS, 'password': password, 'client': client})
        assert status == 200, (status, said)
        return said['access']

    def stop(self):
        self.process.terminate()
        assert self.process.wait(20) == 0


def write(app, name, text):
    """Into the field of that name, in place of what it holds, by keys."""
    # GTK leaves the pages of a stack on the bus: the last one is the one that was opened last.
    app.click_at(driver.wait_for(tree.hold_still(lambda: (
        [n for n in app.nodes() if n.name == name and n.focusable and n.shown] or [None])[-1]), f'still field {name}'))
    app.wait_focus(name)
    app.press('ctrl+a')
    app.type(text)


def test_way_in_is_in_the_header(app):
    app.wait(EXCHANGES, seconds=60)
    app.do(SIGN_IN, 'push button')
    app.wait_focus('Mail address')


def test_what_is_missing_is_told_at_its_field(app):
    app.do('Create an account', 'push button')
    app.do('Create the Account', 'push button')
    assert app.wait_focus('Your name').description == 'Type your name'
    app.type(NAME)
    write(app, 'Mail address', 'camille')
    app.do('Create the Account', 'push button')
    app.wait('This is not a mail address.*')
    assert 'not a mail address' in app.wait_focus('Mail address').description
    write(app, 'Mail address', ADDRESS)
    write(app, 'Password', 'court')
    app.wait('5 more characters are needed')


def test_account_is_opened_by_its_code(app):
    write(app, 'Password', PASSWORD)
    app.press('Return')
    app.wait('This platform sends no mails: those who run it have your code.*')
    app.wait_focus('Code')
    app.type('AAAAA-AAAAA')
    app.press('Return')
    app.wait('The code is not right.*')
    assert 'not right' in app.wait_focus('Code').description
    write(app, 'Code', app.server.wait_code('confirm', ADDRESS))
    app.press('Return')
    app.wait(f'Hello {NAME}')
    app.wait('You belong to no organisation yet.*')
    app.do('Not Now', 'push button')
    app.wait(f'Acting for {NAME}. Account menu')
    app.wait_focus('Search structures')


def test_one_signs_out_by_the_menu(app):
    """Another program of this computer has the account's files open."""
    lock, = pathlib.Path(app.session.home).glob('data/**/account-[0-9a-f]*/open')
    with open(lock, encoding='utf-8') as held:
        fcntl.flock(held, fcntl.LOCK_SH)
        app.do(MENU)
        app.do('Sign Out', 'menu item')
        app.wait('You are signed out')
        app.wait(SIGN_IN, 'push button')
        app.wait(STAYS, 'label')


def test_wrong_password_is_told_and_then_throttled(app):
    app.do(SIGN_IN, 'push button')
    write(app, 'Mail address', 'moderation@example.org')
    for _ in range(5):
        write(app, 'Password', 'pas le bon mot')
        app.press('Return')
        app.wait('The address or the password is not right.*')
    assert 'not right' in app.wait_focus('Password').description
    write(app, 'Password', 'pas le bon mot')
    app.press('Return')
    app.wait('There were too many attempts. Try again in 1[0-9] minutes.')


def test_one_signs_in(app):
    write(app, 'Mail address', ADDRESS)
    write(app, 'Password', PASSWORD)
    app.press('Return')
    app.wait(f'Hello {NAME}')
    app.wait_gone(STAYS, 'label')
    app.press('Escape')
    app.wait(f'Acting for {NAME}. Account menu')


def test_session_elsewhere_is_seen_and_ended(app):
    token = app.server.sign_in('un ordinateur partagé')
    app.do(MENU)
    app.do('My Sessions', 'menu item')
    app.wait('.* \\(here\\)')
    app.do('Sign out on un ordinateur partagé', 'push button')
    app.wait_gone('un ordinateur partagé', 'list item')
    assert app.server.ask('GET', '/v1/account', token=token)[0] == 401
    app.press('Escape')


def test_ended_elsewhere_says_so_and_leads_back(app):
    token = app.server.sign_in('ailleurs')
    assert app.server.ask('DELETE', '/v1/sessions/others', token=token)[0] == 204
    app.do(MENU)
    app.do('My Sessions', 'menu item')
    app.wait('You are signed out. What you wrote is kept here.', 'label')
    app.press('Escape')
    app.do(SIGN_IN, 'push button')
    app.wait_focus('Password')
    app.type(PASSWORD)
    app.press('Return')
    app.wait(f'Hello {NAME}')
    app.press('Escape')
    app.wait_gone('You are signed out. What you wrote is kept here.', 'label')


def test_password_is_replaced_by_a_code(app):
    app.do(MENU)
    app.do('Change Account.*', 'menu item')
    app.do('I forgot my password', 'push button')
    write(app, 'Mail address', ADDRESS)
    app.press('Return')
    app.wait('Choose another password')
    app.wait_focus('Code')
    app.type(app.server.wait_code('reset', ADDRESS))
    write(app, 'New password', PASSWORD + ' 2')
    app.press('Return')
    app.wait(f'Hello {NAME}')
    app.press('Escape')


def open_row(app, name):
    app.walk_to(name)
    app.press('Return')


def be(app, person):
    """Somebody of the demonstration, in place of who is signed in."""
    app.do(MENU)
    app.do('Change Account.*', 'menu item')
    app.do('Take an account of the demonstration', 'push button')
    app.wait('Just Look', 'push button')
    app.wait(f'{person} Exemple.*')
    app.wait_focus('Just Look')
    open_row(app, f'{person} Exemple.*')


def open_ways(app):
    app.do(MENU)
    app.do('Join or Found.*', 'menu item')
    app.wait('Not in the list.*')


def test_ready_account_is_one_click(app):
    be(app, 'Chloé')
    app.wait('You act for Communauté.*')


def test_one_asks_to_join(app):
    """An organisation of the catalogue, found by a part of its SIRET."""
    open_ways(app)
    open_row(app, 'Ask to join one.*')
    app.wait_focus('Its name or SIRET')
    app.type('000 412 387 00011')
    app.wait('Semailles des Remparts, .*', 'list item')
    app.press('Return')
    app.wait_focus('A word to its managers')
    app.type('Nous achetons vos paniers')
    app.press('Return')
    app.wait('The request is on its way')
    app.wait('Asked .*, not answered yet', seconds=30)


def test_one_asks_once(app):
    write(app, 'Its name or SIRET', 'semailles')
    app.wait('Semailles des Remparts, .*', 'list item')
    app.press('Return')
    app.wait_focus('A word to its managers')
    app.press('Return')
    app.wait('You asked already.*')
    app.press('Escape')
    app.press('Escape')


def test_manager_accepts_who_asks(app):
    be(app, 'Ada')
    app.wait('You act for Semailles.*')
    app.do(MENU)
    app.do('My Organisation', 'menu item')
    app.wait('Ada Exemple.*you.*')
    app.wait('Nous achetons vos paniers', seconds=30)
    app.do('Accept Chloé Exemple.*', 'push button')
    app.wait('What to do with Chloé Exemple.*', seconds=30)
    app.wait_gone('Accept Chloé Exemple.*', 'push button')


def test_manager_invites_and_sees_who_joins(app):
    """By a code that is shown: another person, elsewhere, joins with it."""
    app.do('Make a Code', 'push button')
    code = app.wait('[0-9A-Z]{5}(-[0-9A-Z]{5})+', 'label').name
    status, said = app.server.ask('POST', '/v1/invitations/confirm', {'code': code},
                                  app.server.sign_in('ailleurs', PASSWORD + ' 2'))
    assert status == 200, (status, said)
    app.press('ctrl+r')
    app.wait(NAME)
    app.wait(f'What to do with {NAME}')
    app.press('Escape')


def test_who_was_accepted_changes_between_two(app):
    be(app, 'Chloé')
    app.wait('Hello Chloé Exemple.*')
    app.press('Escape')
    open_ways(app)
    open_row(app, 'Ask to join one.*')
    app.wait('Accepted .*')
    app.do('Remove the request to Semailles.*', 'push button')
    app.wait_gone('Accepted .*')
    app.press('Escape')
    app.press('Escape')
    for name in ('Semailles', 'Communauté'):
        open_ways(app)
        open_row(app, f'{name}.*')
        app.wait(f'Acting for {name}.*')


def test_next_start_is_still_signed_in(app):
    app.press('Escape')
    app.press('ctrl+q')
    assert app.process.wait(20) == 0
    app.start()
    app.wait(MENU, seconds=60)
    app.do(MENU)
    app.do('My Sessions', 'menu item')
    app.wait('.* \\(here\\)')


def test_no_warning_was_written(app):
    assert not app.warnings(), app.warnings()[:5]


def run(namespace, name):
    """Its tests, in one window. Returns the status to leave with."""
    server_program, program = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix=f'sol-{name}-') as home:
        server = Server(server_program, home)
        atexit.register(server.process.kill)  # a test that failed leaves none behind
        with driver.Program(program, '--server', server.url, '--data-dir', f'{home}/data', home=home, settings=True,
                            animations=False, keyring=True) as app:
            app.server = server
            status = tap.run_in_turn(namespace, app, app)
        server.stop()
    return status


if __name__ == '__main__':
    sys.exit(run(globals(), 'account'))
