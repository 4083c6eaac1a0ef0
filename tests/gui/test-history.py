#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-history.py SERVER PROGRAM: the real window on the real backend, in which a member reads what was written in
place of what in the listing, and puts it back without a line. Prints TAP."""
import os
import signal
import sys
import time
import uuid

import driver

listing, lives = driver.load('test-listing'), driver.load('test-listing-lives')
PAGE = 'History of the listing'
FIRST, SECOND, THIRD = 'Les Semailles', 'Semailles et Cie', 'Semailles du rempart'


def write(server, op='edit', **rest):
    """What the manager does, on another computer."""
    server.n += 1
    line = listing.read_listing(server)
    mutation = {'id': str(uuid.uuid4()), 'n': server.n, 't': 'listing', 'target': line['id'], 'op': op,
                'base_rev': line['rev'], **rest}
    status, said = server.ask('POST', '/v1/mutations', {
        'client': server.client, 'organisation': line['s'].split(':')[1], 'mutations': [mutation]}, server.manager)
    assert status == 200 and said['answers'][0]['result'] == 'applied', (status, said)


def put_back(app, part):
    """By its newest button, once the page stays as it is: a line that comes makes it anew."""
    def press():
        found = [n for n in app.nodes() if n.role == 'push button' and n.name == 'Put back' and n.shown
                 and n.description == part]
        return app.find('Send', 'push button') or found and found[0].act() and app.find('Send', 'push button')
    driver.wait_for(press, f'{part} put back')


def wait_again(app):
    """The button of the page: the banner above has one of that name too."""
    def find():
        buttons = [n for n in app.nodes() if n.role == 'push button']
        back = next(n for n in buttons if n.name == 'Back to my listing')
        return next((n for n in buttons if n.name == 'Try Again' and n.box[1] > back.box[1]), None)
    return driver.wait_for(find, 'what asks again')


def test_history_is_by_day_and_person(app):
    listing.test_listing_is_a_section_of_who_offers(app)
    app.server.manager = listing.sign_in(app.server, listing.MANAGER)
    write(app.server, set={'brand': FIRST})
    write(app.server, set={'brand': SECOND},
          items=[{'path': 'references/x', 'act': 'add', 'at': 'zz', 'set': {'name': 'Mairie du Thor'}}])
    write(app.server, items=[{'path': 'references/x', 'act': 'remove'}])
    app.press('ctrl+r')
    lives.choose(app, 'History of this listing')
    app.wait(PAGE, 'heading')
    app.wait_focus('Back to my listing')
    app.wait(FIRST, 'label')
    app.wait('Removed', 'label')
    names = [n.name for n in app.nodes() if n.role == 'heading' and n.shown]
    assert time.strftime('%-d %b %Y') in names and 'Ada Exemple (gérante)' in names, names


def test_new_line_comes_by_itself(app):
    write(app.server, set={'brand': THIRD})
    app.press('ctrl+r')
    driver.wait_for(lambda: [n for n in app.nodes() if n.name == THIRD and n.role == 'label'], 'new line')


def test_what_was_there_is_put_back_without_a_line_and_undone(app):
    os.kill(app.server.process.pid, signal.SIGSTOP)
    put_back(app, 'Trade name')
    app.wait('Put back in your listing, and not sent yet')
    app.wait('So it is in your listing now.')
    app.do('Undo.*', 'push button')
    app.wait_gone('Send', 'push button')


def test_what_is_put_back_is_sent_like_any_edit(app):
    put_back(app, 'Trade name')
    app.wait('Send', 'push button')
    app.wait_focus('Send')
    app.press('ctrl+s')
    app.wait('Exchanges with the platform: 1 to send')
    os.kill(app.server.process.pid, signal.SIGCONT)
    app.press('ctrl+r')
    driver.wait_for(lambda: listing.read_listing(app.server)['doc'].get('brand') == SECOND, 'what was put back')


def test_removed_item_comes_back_by_what_it_is(app):
    put_back(app, 'Clients and references · Mairie du Thor')
    app.press('ctrl+s')
    driver.wait_for(lambda: any(one.get('name') == 'Mairie du Thor' for one in
                                listing.read_listing(app.server)['doc'].get('references', [])), 'item')


def test_without_a_line_it_says_so_and_asks_again(app):
    app.do('Back to my listing', 'push button')
    listing.field(app, 'Usual name')
    app.server.process.terminate()
    os.waitid(os.P_PID, app.server.process.pid, os.WEXITED | os.WNOWAIT)  # whoever ends the test still finds it
    lives.choose(app, 'History of this listing')
    app.wait_focus('Back to my listing')
    wait_again(app).act()
    wait_again(app)


def test_it_can_be_left_as_it_asks_again(app):
    wait_again(app).act()
    app.press('alt+Left')  # before GTK tells of the button, a moment after the key
    listing.field(app, 'Usual name')
    app.wait_heard()


def test_no_warning_was_written(app):
    assert not app.warnings(), app.warnings()[:5]


if __name__ == '__main__':
    sys.exit(listing.run_alone(globals()))
