#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-census.py SERVER PROGRAM: the real window on the real backend, in which a moderator sees how many structures
are known, how far they came and how near the goal is. Prints TAP."""
import os
import re
import sys
import tempfile

import driver
import tap

account = driver.load('test-account')
review = driver.load('test-review')

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
    app.do('Not Now', 'push button')
    driver.wait_for(lambda: turn(app, 'Census') or app.find(GOAL, 'heading'), 'goal')
    app.before = count(app, 'Vaucluse (84)')
    assert app.before[0] > 1 and app.before[2] == 0, app.before


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


def main():
    server_program, program = map(os.path.abspath, sys.argv[1:3])
    tests = [test for name, test in globals().items() if name.startswith('test_')]
    run = tap.Tap(len(tests))
    with tempfile.TemporaryDirectory(prefix='sol-census-') as home:
        server = account.Server(server_program, home, '--goal', '100', '--goal-until', '2026-12-31')
        with driver.Program(program, '--server', server.url, '--data-dir', f'{home}/data', home=home, settings=True,
                            animations=False, keyring=True) as app:
            app.server = server
            run.run_in_turn(tests, app)
            for line in app.warnings():
                print(f'# {line}')
                run.faults += 1
            if os.environ.get('PICTURE'):
                app.picture(os.environ['PICTURE'])
        server.stop()
    run.end()


if __name__ == '__main__':
    main()
