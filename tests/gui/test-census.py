#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-census.py SERVER PROGRAM: the real window on the real backend, in which a moderator sees how many structures
are known, how far they came and how near the goal is, and an animator censuses those of a file, invites some and
sees who answered. Prints TAP."""
import os
import re
import sys
import tempfile

import driver

account = driver.load('test-account')
review = driver.load('test-review')
listing = review.listing

ANIMATOR, NETWORK = 'reseau@example.org', 'Réseau des Restanques'
CLAIMED = 'Semailles des Remparts;ACI;00041238700011;Avignon;84000;'
KNOWN = 'Le Fil Clair;ACI;00041596800015;Orange;84100;'
WRONG = 'Aiguilles;ACI;73282932000075;Apt;84400;paniers@example.org'
CODE = r'[0-9A-Z]{5}(-[0-9A-Z]{5}){3}'
GOAL = r'([\d,]+) of 100 structures censused by 31 Dec 2026'


def turn(app, section):
    """A catalogue that is being opened takes the section once it is there."""
    app.wait(section, 'page tab')
    app.click(section, 'page tab')


def count(app, place):
    """What its bar is called: censused, claimed, complete, admitted."""
    bar = app.find(f'{re.escape(place)}: .*')
    return bar and tuple(map(int, re.findall(r'(\d+) [a-z]', bar.name)))


def wait_count(app, place, wanted):
    driver.wait_for(lambda: count(app, place) == wanted, lambda: f'{wanted} at {place}, but {count(app, place)}')


def test_moderator_sees_how_near_the_goal_is(app):
    app.wait(account.EXCHANGES, seconds=60)
    review.come_in(app, review.MODERATOR)
    driver.wait_for(lambda: turn(app, 'Census') or app.find(GOAL, 'heading'), 'goal')
    app.before = count(app, 'Vaucluse (84)')
    assert app.before[0] > 1, app.before


def test_listing_that_is_sent_counts_at_once(app):
    author = review.Author(app.server)
    author.act('edit', set={'phone': '04 65 71 23 45'})
    author.act('submit')
    app.press('ctrl+r')
    wait_count(app, 'Vaucluse (84)', (app.before[0], app.before[1] + 1, app.before[2] + 1, app.before[3] + 1))


def test_networks_are_counted_and_filtered(app):
    app.click('By network')
    app.wait('No network told')
    app.click('By département')
    wait_count(app, 'Vaucluse (84)', (app.before[0], app.before[1] + 1, app.before[2] + 1, app.before[3] + 1))


def make_siret(number):
    """One whose key is right."""
    first = f'9{number:012}'
    digits = [int(d) * (2 - i % 2) if i % 2 == 0 else int(d) for i, d in enumerate(first)]
    return first + str(-sum(d - 9 if d > 9 else d for d in digits) % 10)


def write_file(folder):
    path = os.path.join(folder, 'reseau.csv')
    lines = [f'Atelier {n:02};EI;{make_siret(n)};Orange;84100;a{n}@example.org' for n in range(10)]
    with open(path, 'w', encoding='utf-8') as file:
        file.write('\n'.join(['name;kind;siret;city;postcode;email', CLAIMED, WRONG, KNOWN, *lines, '']))
    return path


def test_animator_sees_what_a_file_holds(app):
    path = write_file(app.folder)
    review.go_out(app)
    review.come_in(app, ANIMATOR)
    app.wait(f'Acting for {NETWORK}.*')
    driver.wait_for(lambda: turn(app, 'Census') or app.find('No structure here'), 'census')
    app.do('Census from a file…', 'push button')
    app.wait_dialog('Census from a File')
    app.type('/')  # opens the place for a path
    app.wait_heard()
    app.settle()
    app.press('ctrl+a')
    app.type(path)
    app.settle()
    app.press('Return')
    app.wait('12 structures to census')
    app.wait('1 in the catalogue already · 1 claimed already · 1 SIRET to check')
    app.wait('Already in the catalogue', 'heading')
    app.wait('Its people have its listing already: not invited')
    app.wait('In the catalogue already: invited to claim its listing')
    app.wait('Line 3: Aiguilles')
    if os.environ.get('SOL_PICTURES'):
        app.picture(os.environ['SOL_PICTURES'] + '/import.png')


def test_what_the_file_holds_is_censused(app):
    app.do('Census 12 structures', 'push button')
    app.wait('12 structures', 'heading')
    app.wait('SIRET to check')
    app.wait_gone('Exchanges with the platform: .* to send.*')
    app.wait(account.EXCHANGES)


def is_sent(app, name):
    """Its row is made anew when it is."""
    box = app.find(f'Choose {name}', 'check box')
    return box and box.sensitive


def test_three_are_invited(app):
    for name in ('Atelier 00', 'Atelier 01', 'Atelier 02'):
        driver.wait_for(lambda: is_sent(app, name), 'structure that is sent')  # pylint: disable=cell-var-from-loop
        app.click(f'Choose {name}', 'check box')
    app.do('Invite 3 structures', 'push button')
    app.wait('3 codes to hand over, shown below until you leave.')
    app.code = app.wait(CODE, 'label').name
    app.wait('Atelier 00, Invited on .*', 'list item')


def test_one_answers_and_is_counted(app):
    guest = listing.sign_in(app.server, 'acheteuse@example.org')
    status, said = app.server.ask('POST', '/v1/invitations/confirm', {'code': app.code}, guest)
    assert status == 200, (status, said)
    status, said = app.server.ask('POST', '/v1/invitations/confirm', {'code': app.code},
                                  listing.sign_in(app.server, 'gerante@example.org'))
    assert status == 403, (status, said)
    app.press('ctrl+r')
    app.wait('Atelier 0., Answered on .*', 'list item')
    app.click('Figures')
    wait_count(app, 'Vaucluse (84)', (12, 1, 0, 0))


def test_no_warning_was_written(app):
    listing.test_no_warning_was_written(app)


def main():
    server_program, program = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='sol-census-') as home:
        server = account.Server(server_program, home, '--goal', '100', '--goal-until', '2026-12-31')
        return listing.run(globals(), program, server, server.url, home)


if __name__ == '__main__':
    sys.exit(main())
