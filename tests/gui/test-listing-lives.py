#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-listing-lives.py SERVER PROGRAM: the real window on the real backend, in which a second listing begins from
the first, is discarded, put back and sent, and the first one withdrawn, back, and withdrawn again. Prints TAP."""
import os
import re
import sys
import tempfile
import time

import driver

listing = driver.load('test-listing')
account = listing.account
FIRST = f'{listing.ORGANISATION} · ACI'
COPY = listing.ORGANISATION
CLOSE = 'Our structure has closed…'
DAY_TYPED, WHY = '30/6/2026', 'Une autre structure a repris nos jardins'


def choose(app, item):
    app.do('More about this listing')
    app.wait(item, 'menu item')
    app.do(item, 'menu item')


def open_other(app, now, item):
    app.do(f'{now}, other listings')
    app.wait(item, 'menu item')
    app.do(item, 'menu item')


def close_down(app, day, why):
    choose(app, CLOSE)
    app.wait_focus('Closed since').write(day)
    app.press('Tab')
    app.wait_focus('Why, if you want to say it').write(why)
    app.do('Close the listing', 'push button')


def read_closing(server):
    line, = (line for line in listing.read_lines(server, server.manager, 'listing') if 'closed_on' in line['doc'])
    return line['doc']['closed_on'], line['doc'].get('closed_why')


def read_states(server):
    """Of the listings at the platform."""
    lines = listing.read_lines(server, server.manager, 'listing')
    return {line['id']: line['doc'].get('state', 'draft') for line in lines}.values()


def test_second_listing_begins_from_the_first(app):
    listing.test_listing_is_a_section_of_who_offers(app)
    choose(app, 'Begin another listing from this one')
    app.wait('Say what kind of structure you are.*', 'push button')
    app.wait(f'{COPY}, other listings')
    listing.field(app, 'SIRET number')


def test_discarded_draft_comes_back(app):
    choose(app, 'Discard this draft')
    app.wait('The draft is discarded')
    app.do('Undo.*', 'push button')
    app.wait('Only on this computer so far.')
    app.wait(f'{COPY}, other listings')


def test_each_is_found_in_the_menu(app):
    open_other(app, COPY, FIRST)
    app.wait('Published since .*')
    open_other(app, FIRST, COPY)
    app.wait('Only on this computer so far.')
    app.press('ctrl+s')
    app.wait('Only your organisation sees it, until it was reviewed.')


def test_withdrawing_is_undone(app):
    open_other(app, COPY, FIRST)
    app.wait('Published since .*')
    choose(app, 'Withdraw this listing')
    app.wait('The listing is withdrawn')
    app.do('Undo.*', 'push button')
    app.wait('Published since .*')


def test_what_is_withdrawn_is_opened_again(app):
    choose(app, 'Withdraw this listing')
    app.wait('Withdrawn on .*')
    app.press('ctrl+r')
    app.server.manager = listing.sign_in(app.server, listing.MANAGER)
    driver.wait_for(lambda: 'archived' in read_states(app.server), 'withdrawn at the platform')
    app.do('Open it again', 'push button')
    app.wait('Only your organisation sees it, until it was reviewed.')


def test_day_that_is_none_or_to_come_is_refused(app):
    driver.wait_for(lambda: 'archived' not in read_states(app.server), 'open at the platform')
    for typed, said in (('bientôt', 'Write a day.*'), ('01/01/2999', 'That day has not come yet.*')):
        close_down(app, typed, WHY)
        assert re.fullmatch(said, app.wait_focus('Closed since').description), said
        app.press('Tab')
        assert app.wait_focus('Why, if you want to say it').text() == WHY, 'the reason is lost'
        app.press('Escape')
        app.wait('More about this listing')
    choose(app, CLOSE)
    today = time.strftime('%d/%m/%Y')
    assert app.wait_focus('Closed since').text() == today, 'today is not proposed'
    app.press('Escape')
    assert 'closed' not in read_states(app.server)


def test_structure_that_closed_is_opened_again(app):
    driver.wait_for(lambda: 'archived' not in read_states(app.server), 'open at the platform')
    close_down(app, DAY_TYPED, WHY)
    app.wait('Closed since 30 Jun 2026.*')
    app.do('Undo.*', 'push button')
    app.wait('Only your organisation sees it, until it was reviewed.')
    close_down(app, DAY_TYPED, WHY)
    app.wait('Closed since 30 Jun 2026.*')
    app.wait_gone('Undo.*', 'push button')
    driver.wait_for(lambda: 'closed' in read_states(app.server), 'closed at the platform')
    assert read_closing(app.server) == ('2026-06-30', WHY), read_closing(app.server)
    app.do('Open it again', 'push button')
    app.wait('Only your organisation sees it, until it was reviewed.')


def test_no_warning_was_written(app):
    assert not app.warnings(), app.warnings()[:5]


def main():
    server_program, program = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='sol-lives-') as home:
        server = account.Server(server_program, home)
        return listing.run(globals(), program, server, server.url, home)


if __name__ == '__main__':
    sys.exit(main())
