#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports into the server's storage by its command line, and what the server then answers."""
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import tempfile
import unittest

import server_support
from server_support import EXE, Server

REAL = os.environ.get('SOL_REAL_DATA')
ROWS = [
    {'external_id': 'x:1', 'name': 'Atelier un', 'kind': 'ACI', 'siret': '00041238700011'},
    {'external_id': 'x:2', 'name': 'Atelier deux', 'kind': 'EI', 'siret': '00041238700011'},
    {'external_id': 'x:3', 'name': 'Atelier trois', 'kind': 'ESAT'},
]


class Import(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.database = pathlib.Path(self.folder.name) / 'catalogue.db'
        self.file = pathlib.Path(self.folder.name) / 'suppliers.json'

    def tearDown(self):
        self.folder.cleanup()

    def run_server(self, *options, code=0):
        done = subprocess.run([EXE, '--database', str(self.database), *options], check=False,
                              capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout if code == 0 else done.stderr

    def load(self, rows, *options):
        self.file.write_text(json.dumps(rows, indent=1), encoding='utf-8')
        return self.run_server('--import', 'json', str(self.file), *options)

    def counts(self, text):
        return [int(n) for n in re.findall(r': (\d+)$', text, re.M)[:3]]

    def names(self):
        server = Server(self.database)
        items = server.get('/v1/suppliers?limit=200').json()['items']
        server.stop()
        return sorted(item['name'] for item in items)

    def test_preview_writes_nothing(self):
        self.assertEqual(self.counts(self.load(ROWS, '--preview')), [3, 0, 0])
        self.assertEqual(self.names(), [])

    def test_twice_changes_nothing_and_one_siret_keeps_two_kinds(self):
        self.assertEqual(self.counts(self.load(ROWS)), [3, 0, 0])
        self.assertEqual(self.counts(self.load(ROWS)), [0, 0, 3])
        self.assertEqual(self.names(), ['Atelier deux', 'Atelier trois', 'Atelier un'])

    def test_undo_leaves_what_changed_since(self):
        text = self.load(ROWS)
        undo = re.search(r'--undo-import (\S+)', text)[1]
        changed = [dict(ROWS[2], name='Atelier changé')]
        self.assertEqual(self.counts(self.load(changed)), [0, 1, 0])
        left = self.run_server('--undo-import', undo)
        self.assertEqual(self.counts(left), [2, 0, 1])
        self.assertEqual(self.names(), ['Atelier changé'])
        database = sqlite3.connect(self.database)
        scopes = {row[0] for row in database.execute(
            "SELECT DISTINCT scope FROM record WHERE type = 'supplier'")}
        database.close()
        self.assertEqual(scopes, {'public'})

    def test_clients_are_told_of_an_import_and_its_undoing(self):
        server = Server(self.database)
        cursor = server.get('/v1/changes').lines()[-1]['next']
        server.stop()
        undo = re.search(r'--undo-import (\S+)', self.load(ROWS))[1]
        server = Server(self.database)
        lines = server.get(f'/v1/changes?since={cursor}').lines()
        server.stop()
        self.assertEqual(sorted(line['doc']['name'] for line in lines[:-1]),
                         ['Atelier deux', 'Atelier trois', 'Atelier un'])
        self.run_server('--undo-import', undo)
        server = Server(self.database)
        gone = server.get(f'/v1/changes?since={lines[-1]["next"]}').lines()
        server.stop()
        self.assertEqual({line['id'] for line in gone[:-1] if line['del'] == 'deleted'},
                         {line['id'] for line in lines[:-1]})

    def test_faults_are_told(self):
        self.assertIn('nowhere', self.run_server('--import', 'json', '/nowhere.json', code=1))
        self.run_server('--import', 'nothing', str(self.file), code=1)
        self.run_server('--import', 'json', code=2)
        self.run_server('--preview', code=2)
        self.run_server('--undo-import', 'none', code=1)

    @unittest.skipUnless(REAL and pathlib.Path(REAL, 'le-marche').exists(),
                         'no real records on this machine')
    def test_real_structures_come_and_go(self):
        folder = str(pathlib.Path(REAL, 'le-marche'))
        text = self.run_server('--import', 'le-marche', folder)
        self.assertEqual(self.counts(text), [3853, 0, 0])
        self.assertEqual(self.counts(self.run_server('--import', 'le-marche', folder)),
                         [0, 0, 3853])
        server = Server(self.database)
        self.assertEqual(server.get('/v1/suppliers').json()['count'], 3853)
        self.assertEqual(server.wait_for_snapshot()['count'], 3853)
        self.assertNotIn(b'supplier_contact', server.get('/v1/changes').body)
        server.stop()
        self.run_server('--undo-import', re.search(r'--undo-import (\S+)', text)[1])
        self.assertEqual(self.names(), [])


if __name__ == '__main__':
    server_support.main('__main__')
