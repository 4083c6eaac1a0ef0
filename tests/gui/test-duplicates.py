#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-duplicates.py SERVER PROGRAM: the real window on the real backend, in which a moderator sees two structures
of an import side by side, merges them without a line, undoes that, and says of two others that they are two. Prints
TAP."""
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import urllib.request

import driver

MODERATOR = 'moderation@example.org'
SIREN, OTHER = '73282932000074', '73282932000082'
TWICE = [
    {'name': 'Verger Solidaire', 'kind': 'ACI', 'siret': SIREN, 'city': 'Avignon', 'external_id': '1'},
    {'name': 'Le Verger Solidaire', 'kind': 'ACI', 'siret': OTHER, 'city': 'Avignon', 'phone': '0490000001', 'external_id': '2'},
    {'name': 'Lavoir des Tilleuls', 'kind': 'EI', 'city': 'Apt', 'external_id': '3'},
    {'name': 'Lavoirs des Tilleuls', 'kind': 'EI', 'city': 'Apt', 'external_id': '4'},
]
PAIR = 'Le Verger Solidaire and Verger Solidaire|Verger Solidaire and Le Verger Solidaire'
SECOND = 'Lavoirs? des Tilleuls and Lavoirs? des Tilleuls'
KEEP = 'Keep “Verger Solidaire”, merge “Le Verger Solidaire” with it'

account = driver.load('test-account')
listing = driver.load('test-listing')
review = driver.load('test-review')


def read_catalogue(server):
    """What buyers see of the four, by name."""
    with urllib.request.urlopen(f'{server.url}/v1/changes?limit=1000', timeout=20) as answer:
        lines = [json.loads(line) for line in answer.read().splitlines()]
    return {line['doc']['name']: line['doc'] for line in lines
            if line.get('t') == 'supplier' and line.get('doc', {}).get('source') == 'liste'}


def open_pair(app, pair):
    app.click(f'({pair}).*', 'list item')


def test_pairs_wait_in_the_review(app):
    app.wait(account.EXCHANGES, seconds=60)
    review.come_in(app, MODERATOR)
    app.do('Reviewing', 'page tab')
    app.do(r'Duplicates \(3\)', 'push button')
    app.wait('3 pairs of structures to look at')


def test_two_stand_side_by_side(app):
    open_pair(app, PAIR)
    app.wait(KEEP, 'push button')
    app.wait('different')
    app.wait('0490000001')


def test_one_is_kept_without_a_line(app):
    os.kill(app.server.process.pid, signal.SIGSTOP)
    app.do(KEEP, 'push button')
    app.wait('2 pairs of structures to look at')
    app.wait(f'Merged: ({PAIR})')
    app.wait(f'Undo the answer on ({PAIR})', 'push button')
    os.kill(app.server.process.pid, signal.SIGCONT)
    app.press('ctrl+r')
    driver.wait_for(lambda: 'Le Verger Solidaire' not in read_catalogue(app.server), 'catalogue with one of the two', 90)
    assert read_catalogue(app.server)['Verger Solidaire']['phone'] == '0490000001'


def test_it_is_undone_long_after(app):
    app.do(f'Undo the answer on ({PAIR})', 'push button')
    app.wait('3 pairs of structures to look at')
    driver.wait_for(lambda: 'Le Verger Solidaire' in read_catalogue(app.server), 'catalogue with both', 90)
    assert 'phone' not in read_catalogue(app.server)['Verger Solidaire']


def test_two_are_two_and_at_once_not(app):
    open_pair(app, SECOND)
    app.do(f'They are two: ({SECOND})', 'push button')
    app.wait('2 pairs of structures to look at')
    app.do('Undo', 'push button')
    app.wait('3 pairs of structures to look at')


def test_one_goes_back_to_the_queue(app):
    app.press('alt+Left')
    app.wait(r'Duplicates \(3\)', 'push button')


def test_no_warning_was_written(app):
    assert not app.warnings(), app.warnings()


def main():
    server_program, program = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='sol-duplicates-') as home:
        rows = pathlib.Path(home) / 'liste.json'
        rows.write_text(json.dumps([row | {'source': 'liste', 'department': '84', 'commune': '84007' if row['city'] == 'Avignon'
                                           else '84003'} for row in TWICE]), encoding='utf-8')
        subprocess.run([server_program, f'--database={home}/server.db', '--import=json', rows], check=True,
                       stdout=subprocess.DEVNULL, timeout=60)
        server = account.Server(server_program, home)
        return listing.run(globals(), program, server, server.url, home)


if __name__ == '__main__':
    sys.exit(main())
