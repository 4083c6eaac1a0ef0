#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-correction.py SERVER PROGRAM: the real window on the real backend, in which somebody says without a line what is
wrong of a structure, from its page, and a moderator accepts it. Prints TAP."""
import contextlib
import json
import os
import pathlib
import signal
import sqlite3
import sys
import tempfile
import urllib.request

import driver

AUTHOR, MODERATOR = 'gerante@example.org', 'moderation@example.org'
RIGHT, HOW = 'Les Amis du Luberon', 'Vu sur place'

account = driver.load('test-account')
claim = driver.load('test-claim')
listing = driver.load('test-listing')
review = driver.load('test-review')


def read_name(server, supplier):
    with urllib.request.urlopen(f'{server.url}/v1/changes?limit=1000&types=supplier', timeout=20) as answer:
        lines = [json.loads(line) for line in answer.read().splitlines()]
    return next(line['doc']['name'] for line in lines if line.get('id') == supplier['id'] and 'doc' in line)


def propose(app, name):
    app.wait(account.EXCHANGES, seconds=60)
    app.press('ctrl+f', 'ctrl+a')
    app.type(name)
    app.wait(f'{name}.*', 'list item')
    app.press('Return')
    app.do('More actions( More actions)?')
    app.do('Report an error.*', 'menu item')


def read_drafts(app):
    """What his computer keeps of corrections that he began."""
    docs = []
    for path in pathlib.Path(app.server.home).rglob('account-*/user.db'):
        with contextlib.closing(sqlite3.connect(f'file:{path}?mode=ro', uri=True)) as db:
            docs += db.execute("SELECT doc FROM draft WHERE type = 'correction' AND discarded_at IS NULL")
    return [json.loads(doc) for doc, in docs]


def wait_for_draft(app):
    driver.wait_for(lambda: [(doc['value'], doc.get('message')) for doc in read_drafts(app)] == [(RIGHT, HOW)], 'draft')


def test_what_is_wrong_is_told(app):
    app.wrong = claim.read_free(app.server)[0]
    name = app.wrong['doc']['name']
    propose(app, name)
    review.enter(app, AUTHOR)  # who corrects signs in, and is led back to what he corrects
    app.wait(f'An error about {name}')
    app.wait(f'The catalogue says: {name}')
    app.wait_focus('Usual name')
    app.press('Tab')
    app.wait_focus('What is right')
    app.type(RIGHT)
    app.press('Return')
    assert 'Write how you know it' in app.wait_focus('How you know it').description
    app.type(HOW)


def test_what_was_typed_outlives_a_kill(app):
    wait_for_draft(app)
    os.kill(app.process.pid, signal.SIGKILL)
    app.process.wait(20)
    app.start()
    propose(app, app.wrong['doc']['name'])
    driver.wait_for(lambda: [listing.field(app, of).text() for of in ('What is right', 'How you know it')] == [RIGHT, HOW],
                    'what was typed')


def test_the_page_is_of_what_one_comes_for(app):
    """Through the sections, which leave it open behind them; what was begun stays."""
    other = claim.read_free(app.server)[1]['doc']['name']
    app.press('alt+2')
    propose(app, other)
    app.wait(f'An error about {other}')
    assert listing.field(app, 'What is right').text() == ''
    app.press('alt+2')
    propose(app, app.wrong['doc']['name'])
    app.wait(f"An error about {app.wrong['doc']['name']}")
    driver.wait_for(lambda: listing.field(app, 'What is right').text() == RIGHT, 'what was typed')


def test_it_leaves_without_a_line(app):
    name = app.wrong['doc']['name']
    os.kill(app.server.process.pid, signal.SIGSTOP)
    app.do('Propose the Correction', 'push button')
    app.wait('Exchanges with the platform: 1 to send', 'push button')  # a toast may come and go unseen
    driver.wait_for(lambda: not read_drafts(app), 'no draft of what was sent')
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
        server.home = home
        return listing.run(globals(), program, server, server.url, home)


if __name__ == '__main__':
    sys.exit(main())
