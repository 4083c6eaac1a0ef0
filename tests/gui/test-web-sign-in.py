#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-web-sign-in.py PROGRAM: the real window, server and OpenID provider, and a browser that the
desktop opens. Prints TAP."""
import os
import socket
import sys
import tempfile
import urllib.parse

import driver
import tap
from web_browser import Browser, Platform

WITH = 'Sign In with Connexion Pro'
NAME = 'Camille Essai'
PASSWORD = 'demonstration ouverte'


def begin(app):
    app.do('Sign In', 'push button')
    app.do(WITH, 'push button')


def wait_opened(app, n):
    """The port that the browser is to come back to, once so many pages were opened."""
    driver.wait_for(lambda: len(app.browser.opened()) == n, f'{n} pages in the browser')
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(app.browser.opened()[-1]).query))
    return urllib.parse.urlsplit(query['redirect_uri']).port


def is_open(port):
    with socket.socket() as end:
        return end.connect_ex(('127.0.0.1', port)) == 0


def sign_out(app):
    app.do('Acting for .*Account menu')
    app.do('Sign Out', 'menu item')
    app.wait('Sign In', 'push button')


def test_browser_is_opened_and_opened_again(app):
    app.wait('Exchanges with the platform: Up to date', seconds=60)
    begin(app)
    app.wait('Your browser shows the page.*')
    port = wait_opened(app, 1)
    assert is_open(port)
    app.do('Open the Browser Again', 'push button')
    assert wait_opened(app, 2) == port
    app.do('Cancel', 'push button')
    app.wait(WITH, 'push button')
    driver.wait_for(lambda: not is_open(port), 'end of the port')
    app.press('Escape')


def test_who_is_new_says_as_what_he_comes(app):
    app.browser.be('camille@example.org')
    begin(app)
    app.wait('You have no account here yet. One is created for camille@example.org.*')
    app.wait_focus('Supplier')
    app.click('Buyer')
    app.walk_to('Your name')
    app.press('ctrl+a')
    app.type(NAME)
    app.press('Return')
    app.wait(f'Hello {NAME}')
    app.press('Escape')
    app.wait(f'Acting for {NAME}. Account menu')


def test_who_is_known_comes_in_at_once(app):
    sign_out(app)
    begin(app)
    app.wait(f'Hello {NAME}')
    app.press('Escape')


def test_account_with_a_password_is_asked_for_it_once(app):
    sign_out(app)
    app.browser.be('acheteuse@example.org')
    begin(app)
    app.wait('acheteuse@example.org has an account here already.*')
    app.wait_focus('Password')
    app.type('pas le bon mot')
    app.press('Return')
    app.wait('The address or the password is not right.*')
    app.wait_focus('Password')
    app.type(PASSWORD)
    app.press('Return')
    app.wait('Acting for .*Account menu')
    sign_out(app)
    begin(app)
    app.wait('Acting for .*Account menu')


def test_what_is_refused_there_can_be_begun_again(app):
    sign_out(app)
    app.browser.be('nobody')
    begin(app)
    app.wait('You were not signed in: it was not confirmed.*')
    app.browser.be('camille@example.org')
    app.do('Begin Again', 'push button')
    app.wait(f'Hello {NAME}')
    app.press('Escape')


def is_within(node, name):
    return node is not None and (node.name == name or is_within(node.parent, name))


def test_account_without_a_password_is_closed_without_one(app):
    app.settle()
    app.do('Acting for .*Account menu')
    app.do('My Data', 'menu item')
    app.do('Close My Account…', 'push button')
    app.wait('Your account has no password.*')
    # GTK leaves pages that are gone on the bus: what counts is the one of the way out.
    assert not any(n.name == 'Password' and n.shown and is_within(n, 'SolCloseAccountPage') for n in app.nodes()), \
        'a password is asked that there is not'
    app.wait_focus('Close My Account')
    app.press('Return')
    app.wait('Your account is closed. It is erased on .*')
    begin(app)
    app.wait('Your account stays.*')
    app.press('Escape')


def test_no_warning_was_written(app):
    assert not app.warnings(), app.warnings()[:5]


def main():
    tests = [test for name, test in globals().items() if name.startswith('test_')]
    told = tap.Tap(len(tests))
    with tempfile.TemporaryDirectory(prefix='sol-web-') as home:
        platform = Platform(home, 'Connexion Pro')
        with driver.Program(os.path.abspath(sys.argv[1]), '--server', platform.url, '--data-dir', f'{home}/catalogue',
                            home=home, animations=False, keyring=True, started=False) as app:
            app.browser = Browser(home)
            app.start()
            for test in tests:  # each goes on from where the last one left
                if not told.run(test, app):
                    app.picture(f'{os.environ.get("TMPDIR", "/tmp")}/test-web-sign-in.png')
                    break
        platform.stop()
    told.end()


if __name__ == '__main__':
    main()
