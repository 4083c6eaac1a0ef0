#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks and labels that the program does not carry: from an import to the reader of a name."""
import gzip
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import server_support
from server_support import EXE, Server

CLIENT = os.environ['SOL_CLIENT']
ENVIRONMENT = {name: value for name, value in os.environ.items()
               if name not in ('DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS')}
NETWORK, LABEL = 'Réseau des ateliers d’ici', 'Terre neuve'
FIXTURES = [
    {'model': 'siaes.siae', 'pk': 1, 'fields': {
        'name': 'Atelier du pont', 'kind': 'ACI', 'siret': '00041238700011',
        'post_code': '84000', 'city': 'Avignon', 'department': '84'}},
    {'model': 'networks.network', 'pk': 77, 'fields': {
        'name': NETWORK, 'slug': 'ateliers-d-ici'}},
    {'model': 'networks.network', 'pk': 78, 'fields': {'name': 'UNAPEI', 'slug': 'other'}},
    {'model': 'labels.label', 'pk': 9, 'fields': {'name': LABEL, 'slug': 'terre-neuve'}},
    {'model': 'siaes.siae_networks', 'fields': {'siae': 1, 'network': 77}},
    {'model': 'siaes.siae_networks', 'fields': {'siae': 1, 'network': 78}},
    {'model': 'siaes.siaelabel', 'pk': 3, 'fields': {'siae': 1, 'label': 9}},
]


class Terms(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.folder.name)
        cls.database = cls.root / 'catalogue.db'
        (cls.root / 'structures.json').write_text(json.dumps(FIXTURES, indent=1), encoding='utf-8')
        cls.first = cls.load('le-marche', cls.root / 'structures.json')
        cls.again = cls.load('le-marche', cls.root / 'structures.json')
        cls.server = Server(cls.database)
        cls.server.wait_for_snapshot()
        cls.synced = cls.client(cls.root / 'data', '--sync', '--server', cls.server.url)

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.folder.cleanup()

    @classmethod
    def load(cls, kind, path, *options):
        return subprocess.run([EXE, '--database', str(cls.database), '--import', kind, str(path),
                               *options], capture_output=True, text=True, check=True).stdout

    @staticmethod
    def client(folder, *options):
        return subprocess.run([CLIENT, '--data-dir', str(folder), *options], capture_output=True,
                              text=True, encoding='utf-8', timeout=60, check=True, env=ENVIRONMENT)

    def test_report_tells_each_new_code_once(self):
        self.assertEqual(self.first.count('added with its name'), 2, self.first)
        self.assertIn('Created: 1', self.first)
        self.assertIn('Left as they are: 1', self.again)
        self.assertNotIn('added', self.again)

    def test_feed_and_snapshot_tell_them_before_what_uses_them(self):
        feed = self.server.get('/v1/changes').lines()
        packed = self.server.get(self.server.wait_for_snapshot()['url']).raw
        snapshot = [json.loads(line) for line in gzip.decompress(packed).splitlines()]
        for lines in (feed, snapshot):
            self.assertEqual([line['t'] for line in lines[:3]], ['term', 'term', 'supplier'])
            self.assertIn({'list': 'networks', 'code': 'ateliers-d-ici', 'label_fr': NETWORK},
                          [line['doc'] for line in lines[:2]])
            self.assertEqual(lines[2]['doc']['networks'], ['ateliers-d-ici', 'unapei'])

    def test_lists_are_merged_the_programs_own_first(self):
        answer = self.server.get('/v1/referentials/networks').json()
        self.assertEqual(answer['count'], len(answer['items']))
        self.assertEqual(answer['items'][0]['code'], 'unea')
        self.assertEqual((answer['items'][-1]['code'], answer['items'][-1]['label_fr']),
                         ('ateliers-d-ici', NETWORK))
        lengths = {item['list']: item['count']
                   for item in self.server.get('/v1/referentials').json()['lists']}
        self.assertEqual(lengths['networks'], answer['count'])
        self.assertEqual(lengths['labels'], self.server.get('/v1/referentials/labels').json()['count'])

    def test_query_finds_by_code_and_by_a_word_of_the_name(self):
        for query in ('network=ateliers-d-ici', 'q=ateliers+ici', 'label=terre-neuve'):
            self.assertEqual(self.server.get(f'/v1/suppliers?{query}').json()['count'], 1, query)

    def test_client_reads_the_names_offline(self):
        """In another process than the one that synced: what is held is read at opening."""
        table = self.client(self.root / 'data', '--search', '', '--format', 'csv').stdout
        self.assertIn(NETWORK, table)
        self.assertIn(LABEL, table)
        found = self.client(self.root / 'data', '--search', 'ateliers ici', '--network',
                            'ateliers-d-ici', '--format', 'json').stdout
        self.assertEqual(json.loads(found)['total'], 1)

    def test_table_of_terms(self):
        table = self.root / 'terms.csv'
        table.write_text('list;code;label_fr;label_en\n'
                         'labels;;Main d’œuvre d’ici;Made here\n'
                         f'networks;ateliers-d-ici;{NETWORK};Workshops from here\n'
                         'networks;unapei;Autre nom;\nkinds;X;Inconnue;\nlabels;sans-nom;;\n'
                         'labels;main-d-oeuvre-d-ici;Encore;\n', encoding='utf-8')
        self.server.stop()
        preview = self.load('terms', table, '--preview')
        told = self.load('terms', table)
        again = self.load('terms', table)
        for text, counts in ((preview, 'Would be created: 1\nWould be updated: 1\n'),
                             (told, 'Created: 1\nUpdated: 1\n'),
                             (again, 'Created: 0\nUpdated: 0\nLeft as they are: 2\n')):
            self.assertIn(counts, text)
            self.assertIn('Refused: 3\nDoubtful: 1\n', text)
        self.load_csv_structure()
        undone = subprocess.run([EXE, '--database', str(self.database), *told.split('\n')[-2].split()],
                                capture_output=True, text=True, check=True).stdout
        self.assertIn('Created: 1\nUpdated: 1\n', undone)
        type(self).server = Server(self.database)
        codes = [item['code'] for item in self.server.get('/v1/referentials/labels').json()['items']]
        self.assertNotIn('main-d-oeuvre-d-ici', codes)

    def load_csv_structure(self):
        """A label of the platform's own is known to the next import, by its name."""
        table = self.root / 'structures.csv'
        table.write_text('external_id;name;kind;labels\n7;Atelier du lac;EI;main d’œuvre d’ici\n',
                         encoding='utf-8')
        self.assertNotIn('not known', self.load('csv', table))


if __name__ == '__main__':
    server_support.main('__main__')
