#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-looks.py SERVER PROGRAM: in the real window on the real backend, a buyer looks at a structure without a line; once
there is one again, its people, and they alone, see that a public buyer looked. Prints TAP."""
import os
import pathlib
import signal
import sqlite3
import sys
import tempfile
import time
import urllib.request

import driver

account = driver.load('test-account')
listing = driver.load('test-listing')
review = driver.load('test-review')
MANAGER, BUYER = 'gerante@example.org', 'acheteuse@example.org'
NAME, OTHER = 'Semailles des Remparts', 'La Bêche Carmine'
LOOKED_AFTER = 3  # seconds, and one more
SITE = 'https://achats.example.org'
READER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'


def picture(app, name):
    """For who wants to see."""
    if folder := os.environ.get('SOL_PICTURES'):
        app.settle()
        app.picture(os.path.join(folder, f'looks-{name}.png'))


def read_kept(app):
    """What this computer keeps of looks: (structure, whose, whether it is counted)."""
    found = []
    for path in pathlib.Path(app.folder, 'data').rglob('user.db'):
        database = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
        if database.execute("SELECT 1 FROM sqlite_master WHERE name = 'look'").fetchone():
            found += database.execute('SELECT supplier, account, sent FROM look').fetchall()
        database.close()
    return found




def open_structure(app, name):
    app.press('alt+1')
    app.click(f'{name}, .*', 'list item')


def open_looks(app):
    listing.open_listing(app)
    app.do('More about this listing( More about this listing)?')
    app.do('Who looks at it.*', 'menu item')
    app.wait('Who looks at your listing')


def test_structure_reads_what_to_do_while_nobody_looked(app):
    app.wait(account.EXCHANGES, seconds=60)
    review.come_in(app, MANAGER)
    app.wait(f'Acting for {listing.ORGANISATION}.*')
    open_looks(app)
    app.wait('Nobody has looked at it yet.*')
    app.wait('Copy the Link', 'push button')
    picture(app, 'empty')
    app.do('Copy the Link', 'push button')
    app.wait('Link copied')
    app.press('Escape')
    review.go_out(app)


def test_buyer_looks_without_a_line(app):
    review.come_in(app, BUYER)
    app.wait('Acting for .*Account menu')
    app.wait(account.EXCHANGES)
    os.kill(app.server.process.pid, signal.SIGSTOP)
    open_structure(app, NAME)
    driver.wait_for(lambda: len(read_kept(app)) == 1, 'look that is kept', 30)
    app.mark_without = read_kept(app)[0]
    assert app.mark_without[1] and not app.mark_without[2], app.mark_without
    assert not app.find('Exchanges with the platform: .* to send.*')


def test_it_is_counted_once_there_is_a_line(app):
    os.kill(app.server.process.pid, signal.SIGCONT)
    app.press('ctrl+r')
    driver.wait_for(lambda: all(sent for _, _, sent in read_kept(app)), 'look that is counted', 90)
    open_structure(app, OTHER)
    driver.wait_for(lambda: len(read_kept(app)) == 2, 'another look', 30)
    open_structure(app, NAME)
    app.press('ctrl+r')
    driver.wait_for(lambda: all(sent for _, _, sent in read_kept(app)), 'looks that are counted', 90)
    assert len(read_kept(app)) == 2, read_kept(app)


def test_what_he_opened_is_no_look_of_who_comes_after_him(app):
    open_structure(app, OTHER)
    open_structure(app, NAME)
    review.go_out(app)
    time.sleep(LOOKED_AFTER)
    assert app.find(f'{NAME}, .*', 'list item') and len(read_kept(app)) == 2, read_kept(app)


def test_browser_reads_the_page(app):
    address = f'{app.server.url.rstrip("/")}/s/{app.mark_without[0]}'
    with urllib.request.urlopen(urllib.request.Request(address, headers={'User-Agent': READER}), timeout=20) as page:
        assert NAME in page.read().decode()


def test_structure_sees_that_a_public_buyer_looked(app):
    review.come_in(app, MANAGER)
    app.wait(f'Acting for {listing.ORGANISATION}.*')
    open_looks(app)
    app.wait('Looked at [12] times? in twelve months, [12] of them this month.', seconds=90)
    app.wait('Public buyers: 1')
    app.wait('Private buyers: 0')
    app.wait('Visitors without an account: 0')
    picture(app, 'full')


def test_no_warning_was_written(app):
    listing.test_no_warning_was_written(app)


def main():
    server_program, program = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='sol-looks-') as home:
        server = account.Server(server_program, home, '--public-address', SITE)
        return listing.run(globals(), program, server, server.url, home)


if __name__ == '__main__':
    sys.exit(main())
