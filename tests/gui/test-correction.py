#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-correction.py SERVER PROGRAM: the real window on the real backend, in which somebody says without a line what is
wrong of a structure, from its page, and a moderator accepts it. Prints TAP."""
import json
import os
import signal
import sys
import tempfile
import urllib.request

import driver

AUTHOR, MODERATOR = 'gerante@example.org', 'moderation@example.org'
RIGHT = 'Les Amis du Luberon'

account = driver.load('test-account')
claim = driver.load('test-claim')
listing = driver.load('test-listing')
review = driver.load('test-review')


def read_name(server, supplier):
    with urllib.request.urlopen(f'{server.url}/v1/changes?limit=1000&types=supplier', timeout=20) as answer:
        lines = [json.loads(line) for line in answer.read().splitlines()]
    return next(line['doc']['name'] for line in lines if line.get('id') == supplier['id'] and 'doc' in line)


def test_what_is_wrong_is_told_without_a_line(app):
    app.wait(account.EXCHANGES, seconds=60)
    app.wrong = claim.read_free(app.server)[0]
    name = app.wrong['doc']['name']
    app.press('ctrl+f')
    app.type(name)
    app.wait(f'{name}.*', 'list item')
    app.press('Return')
    app.do('More actions( More actions)?')
    app.do('Propose a correction.*', 'menu item')
    review.enter(app, AUTHOR)  # who corrects signs in, and is led back to what he corrects
    app.wait(f'An error about {name}')
    app.wait(f'The catalogue says: {name}')
    app.wait_focus('Usual name')
    app.press('Tab')
    app.wait_focus('What is right')
    app.type(RIGHT)
    app.press('Return')
    assert 'Write how you know it' in app.wait_focus('How you know it').description
    app.type('Vu sur place')
    os.kill(app.server.process.pid, signal.SIGSTOP)
    app.do('Propose the Correction', 'push button')
    app.wait('The correction is on its way')
    os.kill(app.server.process.pid, signal.SIGCONT)
    app.press('ctrl+r')
    token = listing.sign_in(app.server, AUTHOR)
    driver.wait_for(lambda: listing.read_lines(app.server, token, 'correction'), 'correction that was sent', 90)
    assert read_name(app.server, app.wrong) == name
    review.go_out(app)


def test_a_moderator_accepts(app):
    name = app.wrong['doc']['name']
    review.come_in(app, MODERATOR)
    app.do('Reviewing', 'page tab')
    app.wait('Corrections that are proposed')
    app.click(f'{name}.*', 'list item')
    app.wait(RIGHT)
    app.do(f'Accept the correction of {name}', 'push button')
    app.wait_gone(f'Accept the correction of {name}', 'push button')
    driver.wait_for(lambda: read_name(app.server, app.wrong) == RIGHT, 'structure that is corrected', 90)


def test_no_warning_was_written(app):
    assert not app.warnings(), app.warnings()


def main():
    server_program, program = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='sol-correction-') as home:
        server = account.Server(server_program, home)
        return listing.run(globals(), program, server, server.url, home)


if __name__ == '__main__':
    sys.exit(main())
