#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-my-data.py SERVER PROGRAM: the real window on the real backend, by which one signs out while work
waits, reads what is held on oneself, takes it away, and closes one's account. Prints TAP."""
import atexit
import json
import os
import pathlib
import sys
import tempfile

import driver
import tap

outbox = driver.load('test-outbox')
account = driver.load('test-account')

MANAGER, BUYER = outbox.MANAGER, 'acheteuse@example.org'
MENU = 'Acting for .*Account menu'
WROTE = 'Écrit sans ligne'


def open_menu(app, item):
    app.settle()  # what one leaves takes the focus, and closes a menu
    app.do(MENU)
    app.do(item, 'menu item')


def answer(app, response):
    """To what is asked of who signs out while a change waits."""
    open_menu(app, 'Sign Out')
    app.wait_dialog()
    app.wait('1 change was not sent yet')
    app.do(f'_?{response}( {response})?', 'push button')
    app.wait_gone('1 change was not sent yet')


def come_back(app):
    app.wait('Sign In', 'push button')
    app.line.mend()
    app.do('Sign In', 'push button')
    account.write(app, 'Mail address', MANAGER)
    account.write(app, 'Password', outbox.PASSWORD)
    app.press('Return')
    app.wait(MENU)


def test_notice_tells_what_the_platform_keeps_to(app):
    app.hand.sign_in(MANAGER)
    app.hand.choose()
    open_menu(app, 'My Data')
    app.wait('.* It is kept for 77 days.', 'label')
    app.wait('.* Those that ended are forgotten after 30 days.', 'label')
    app.wait('Those who run the platform: .*@.*')


def test_all_of_it_is_in_a_file(app):
    path = pathlib.Path(app.home) / 'mine.json'
    app.do('Download My Data…', 'push button')
    app.wait_dialog('Download My Data')
    app.wait('Name:?', 'text').write(str(path))
    app.do('_?Save( Save)?', 'push button')
    app.wait('Your data is in “mine.json”')
    data = json.loads(path.read_text(encoding='utf-8'))
    assert data['account'][0]['address'] == MANAGER, data['account']


def test_last_manager_is_told_what_to_do(app):
    app.wait_windows(1)
    app.do('Close My Account…', 'push button')
    app.wait_focus('Password')
    app.type('pas le bon mot')
    app.press('Return')
    app.wait('The password is not right')
    assert app.wait_focus('Password').text() in (None, ''), 'the password stays'
    app.type(outbox.PASSWORD)
    app.press('Return')
    app.wait('Others belong to “Semailles des Remparts”.*')
    app.press('Escape', 'Escape')
    app.wait(MENU)


def test_stays_who_says_so(app):
    app.line.cut()
    app.hand.write('Usual name', WROTE)
    answer(app, 'Stay Signed In')
    app.wait(MENU)


def test_work_is_backed_up_before(app):
    answer(app, 'Back Up to a File…')
    app.wait_dialog('Back Up My Work')
    assert app.find('Name:?', 'text'), 'no name is asked'
    app.press('Escape')
    app.wait_windows(1)
    app.press('Escape')
    app.wait(MENU)


def test_kept_work_waits_for_its_owner(app):
    answer(app, 'Keep Them Here')
    come_back(app)
    outbox.driver.wait_for(lambda: read_name(app) == WROTE, 'what was kept, at the platform')


def read_name(app):
    app.server.manager = app.hand.listing.sign_in(app.server, MANAGER)
    return app.hand.listing.read_listing(app.server)['doc'].get('name')


def test_discarded_work_is_gone(app):
    app.hand.choose()
    app.line.cut()
    app.hand.write('Usual name', 'Jeté')
    answer(app, 'Discard Them')
    come_back(app)
    app.wait(outbox.MARK.format('Up to date'))
    assert read_name(app) == WROTE, read_name(app)


def test_closed_account_signs_in_and_stays(app):
    open_menu(app, 'Sign Out')
    app.hand.sign_in(BUYER)
    app.wait(MENU)
    open_menu(app, 'My Data')
    app.do('Close My Account…', 'push button')
    app.wait('A closed account is signed out everywhere, and erased after 7 days.*')
    app.wait_focus('Password')
    app.type(outbox.PASSWORD)
    app.press('Return')
    app.wait('Your account is closed. It is erased on .*')
    app.hand.sign_in(BUYER)
    app.wait('Your account stays.*')


def test_no_warning_was_written(app):
    assert not app.warnings(), app.warnings()[:5]


def main():
    server_program, program = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='sol-my-data-') as home:
        server = account.Server(server_program, home, '--keep-audit', '77')
        atexit.register(server.process.kill)  # a test that failed leaves none behind
        line = outbox.Line(int(server.url.rsplit(':', maxsplit=1)[1].strip('/')))
        with driver.Program(program, '--server', line.url, '--data-dir', f'{home}/data', home=home, settings=True,
                            animations=False, keyring=True) as app:
            app.server, app.line, app.home, app.hand = server, line, home, outbox.Hand(app)
            status = tap.run_in_turn(globals(), app, app)
        server.stop()
    return status


if __name__ == '__main__':
    sys.exit(main())
