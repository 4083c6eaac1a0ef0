#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client's command line, without a display, against a running server and after its end."""
import csv
import io
import json
import math
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

import server_support
from server_support import Server

EXE = os.environ['SOL_CLIENT']
REAL = os.environ.get('SOL_REAL_DATA', '')
ENVIRONMENT = {name: value for name, value in os.environ.items()
               if name not in ('DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS')}


def client(data_dir, *options, **rest):
    return subprocess.run([EXE, '--data-dir', str(data_dir), *options], capture_output=True,
                          text=True, encoding='utf-8', timeout=120, check=False,
                          env=ENVIRONMENT, **rest)


def distance_km(a, b):
    lat_a, lon_a, lat_b, lon_b = (math.radians(x) for x in (a['lat'], a['lon'], b['lat'], b['lon']))
    h = (math.sin((lat_b - lat_a) / 2) ** 2
         + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2)
    return 2 * 6371 * math.asin(math.sqrt(h))


class Catalogue(unittest.TestCase):
    """Synced once from a real server, which is then ended: all is asked offline."""
    options = ['--demo']
    least = 120

    @classmethod
    def make_server(cls, database):
        return Server(database, '--demo')

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        root = pathlib.Path(cls.folder.name)
        cls.data = root / 'client'
        server = cls.make_server(root / 'catalogue.db')
        try:
            cls.url = server.url
            cls.docs = cls.read_all(server)
            server.wait_for_snapshot()
            cls.synced = client(cls.data, '--sync', '--server', cls.url)
        finally:
            server.stop()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @staticmethod
    def read_all(server):
        docs, since, more = {}, '', True
        while more:
            lines = server.get(f'/v1/changes?since={since}', timeout=60).lines()
            docs.update({line['id']: line['doc'] for line in lines
                         if line.get('t') == 'supplier' and 'doc' in line})
            since, more = lines[-1]['next'], lines[-1]['more']
        return docs

    def search(self, *options):
        done = client(self.data, '--format', 'json', *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = json.loads(done.stdout)
        self.assertLessEqual(len(answer['suppliers']), answer['total'])
        return answer

    def ids(self, *options):
        return {supplier['id'] for supplier in self.search(*options)['suppliers']}

    def expect(self, predicate, *options):
        expected = {id for id, doc in self.docs.items() if predicate(doc)}
        self.assertTrue(expected, 'nothing to find, nothing is proven')
        self.assertEqual(self.ids(*options), expected)

    def test_sync_brings_all(self):
        self.assertEqual(self.synced.returncode, 0, self.synced.stderr)
        self.assertGreaterEqual(len(self.docs), self.least)
        self.assertEqual(self.ids('--search', ''), set(self.docs))

    def test_document_comes_whole(self):
        answer = self.search('--search', '')
        for supplier in answer['suppliers'][:50]:
            doc = self.docs[supplier['id']]
            for key in ('name', 'siret', 'kind', 'external_id', 'city', 'activities', 'networks'):
                value = doc.get(key)
                # A set of codes has no order of its own; the client keeps it sorted.
                value = sorted(value) if key == 'networks' and value else value
                self.assertEqual(supplier.get(key), value, key)

    def test_found_by_name(self):
        for id, doc in list(self.docs.items())[::max(1, len(self.docs) // 5)]:
            self.assertIn(id, self.ids('--search', doc['name']), doc['name'])

    def test_found_by_siret_with_and_without_spaces(self):
        id, doc = next((id, doc) for id, doc in self.docs.items() if doc.get('siret'))
        siret = doc['siret']
        spaced = f'{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}'
        same = {i for i, d in self.docs.items() if d.get('siret') == siret}
        self.assertIn(id, same)
        self.assertEqual(self.ids('--search', siret), same)
        self.assertEqual(self.ids('--search', spaced), same)

    def test_found_by_department_and_kind(self):
        doc = next(d for d in self.docs.values() if d.get('department') and d.get('kind'))
        place, kind = doc['department'], doc['kind']
        self.expect(lambda d: d.get('department') == place, '--department', place)
        self.expect(lambda d: d.get('department') == place and d.get('kind') == kind,
                    '--department', place, '--kind', kind)

    def test_found_by_sector(self):
        sector = next(d['activities'][0]['sector'] for d in self.docs.values()
                      if d.get('activities'))
        self.expect(lambda d: any(a['sector'] == sector for a in d.get('activities', [])),
                    '--sector', sector)

    def test_found_by_network(self):
        network = next(d['networks'][0] for d in self.docs.values() if d.get('networks'))
        self.expect(lambda d: network in d.get('networks', []), '--network', network)

    def test_found_by_distance_nearest_first(self):
        centre = next(d['place'] for d in self.docs.values() if d.get('place'))
        near = f'{centre["lat"]},{centre["lon"]}'
        answer = self.search('--search', '', '--near', near, '--radius', '30', '--sort', 'distance')
        found = {s['id']: s['distance_km'] for s in answer['suppliers']}
        for id, doc in self.docs.items():
            km = distance_km(centre, doc['place']) if doc.get('place') else math.inf
            if abs(km - 30) > 0.5:
                self.assertEqual(id in found, km < 30, (id, km))
            if id in found:
                self.assertAlmostEqual(found[id], km, delta=0.2 + km * 0.01)
        self.assertEqual(list(found.values()), sorted(found.values()))
        self.assertEqual(answer['without_place'],
                         sum(1 for d in self.docs.values() if not d.get('place')))

    def test_found_by_commune_near_and_at_work(self):
        doc = next(d for d in self.docs.values() if d.get('commune') and d.get('place'))
        id = next(i for i, d in self.docs.items() if d is doc)
        self.assertIn(id, self.ids('--near', doc['commune'], '--radius', '30'))
        self.assertIn(id, self.ids('--search', doc['city']))
        active = next((i, d) for i, d in self.docs.items()
                      if d.get('activities') and d.get('commune'))
        self.assertIn(active[0], self.ids('--works-in', active[1]['commune']))

    def test_order_is_stable_and_limit_holds(self):
        once = client(self.data, '--search', '', '--format', 'json', '--limit', '7').stdout
        again = client(self.data, '--search', '', '--format', 'json', '--limit', '7').stdout
        self.assertEqual(once, again)
        answer = json.loads(once)
        self.assertEqual(len(answer['suppliers']), 7)
        self.assertEqual(answer['total'], len(self.docs))

    def test_counts_are_those_of_the_documents(self):
        counts = self.search('--search', '', '--counts', '--limit', '1')['counts']
        kinds = {}
        for doc in self.docs.values():
            kind = doc.get('kind', 'unknown')
            kinds[kind] = kinds.get(kind, 0) + 1
        self.assertEqual({k: n for k, n in counts['kind'].items() if n}, kinds)

    def test_counts_are_told_without_rows_to_load(self):
        """Structures are counted after they are found, and here nothing else takes time."""
        pairs = {(doc['department'], doc['kind']) for doc in self.docs.values()
                 if doc.get('department') and doc.get('kind')}
        place, missing = next((place, kind) for place, _ in sorted(pairs) for _, kind in sorted(pairs)
                              if (place, kind) not in pairs)
        there = {kind for at, kind in pairs if at == place}
        answer = self.search('--department', place, '--kind', missing, '--counts')
        self.assertEqual(answer['total'], 0)
        self.assertLessEqual(there, {kind for kind, n in answer['counts']['kind'].items() if n})

    def test_csv_has_the_same_rows(self):
        done = client(self.data, '--search', '', '--format', 'csv')
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = list(csv.reader(io.StringIO(done.stdout.lstrip('\ufeff'), newline=''), delimiter=';'))
        self.assertEqual(len(rows), 1 + len(self.docs))
        self.assertTrue(all(len(row) == len(rows[0]) for row in rows))

    def test_wrong_values_are_told(self):
        for options, word in ((['--near', 'Nullepart-sur-Rien'], 'postcode'),
                              (['--near', '200,300'], 'LATITUDE'),
                              (['--works-in', 'Nullepart'], 'département'),
                              (['--radius', '10'], '--near'),
                              (['--near', 'Apt', '--radius', 'loin'], 'kilometres'),
                              (['--sort', 'colour'], 'relevance'),
                              (['--sort', 'distance'], '--near'),
                              (['--limit', '-3'], '1000000'),
                              (['--search', 'x', '--format', 'xml'], 'json'),
                              (['--kind', 'XX'], 'ACI'),
                              (['--kind', 'EI', '--kind', 'XX'], 'ACI'),
                              (['--kind', 'EI,XX'], 'ACI'),
                              (['--region', 'Atlantide'], '93'),
                              (['--department', '999'], '--counts'),
                              (['--sector', 'rien-de-tel'], '--counts'),
                              (['--mode', 'X'], 'PREST'),
                              (['--criterion', '12:9'], '3:2'),
                              (['--sync'], '--server')):
            done = client(self.data, *options)
            self.assertEqual(done.returncode, 1, options)
            self.assertIn(word, done.stderr)
            self.assertIn(options[-2] if len(options) > 1 else options[0], done.stderr)
            self.assertEqual(done.stdout, '')

    def test_values_are_read_as_people_write_them(self):
        self.assertEqual(self.ids('--kind', 'EI', '--kind', 'ACI'), self.ids('--kind', 'EI,ACI'))
        self.assertEqual(self.ids('--kind', 'Entreprise d’insertion'), self.ids('--kind', 'EI'))
        self.assertEqual(self.ids('--region', 'Provence-Alpes-Côte d’Azur'),
                         self.ids('--region', '93'))
        self.assertEqual(self.ids('--department', 'vaucluse'), self.ids('--department', '84'))

    def test_output_is_utf8_in_any_locale(self):
        for form in ('json', 'csv'):
            done = subprocess.run([EXE, '--data-dir', str(self.data), '--search', '', '--format',
                                   form], capture_output=True, timeout=60, check=True,
                                  env={**ENVIRONMENT, 'LC_ALL': 'C'})
            self.assertIn('é', done.stdout.decode('utf-8'))

    def test_output_that_ends_early(self):
        command = [EXE, '--data-dir', str(self.data), '--search', '', '--format', 'json']
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env=ENVIRONMENT) as process:
            process.stdout.readline()
            process.stdout.close()
            self.assertEqual(process.stderr.read(), b'', 'a reader that leaves is no error')
        with open('/dev/full', 'w', encoding='utf-8') as full:
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True,
                                  timeout=60, check=False, env=ENVIRONMENT)
        self.assertEqual(done.returncode, 1)
        self.assertIn('could not be written', done.stderr)

    def test_preview_compares_with_the_catalogue(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / 'some.json'
            some = self.search('--search', '', '--limit', '40')['suppliers']
            imported = next(one for one in some if 'organisation' not in one)
            imported['name'] += ' et compagnie'
            for published in (one for one in some if 'organisation' in one):
                published['name'] += ': its people say so themselves'
            path.write_text('\n'.join(map(json.dumps, some)), 'utf-8')
            done = client(self.data, '--import-preview', path, '--format', 'json')
            self.assertEqual(done.returncode, 0, done.stderr)
            report = json.loads(done.stdout)
            self.assertEqual([report[name] for name in VERDICTS], [0, 1, 39, 0, 0])
            self.assertEqual(len(self.ids('--search', '')), len(self.docs))

    def test_without_server_it_says_so_and_keeps_all(self):
        done = client(self.data, '--sync', '--server', self.url)
        self.assertEqual(done.returncode, 1)
        self.assertTrue(done.stderr.strip())
        self.assertEqual(self.ids('--search', ''), set(self.docs))


VERDICTS = ('created', 'updated', 'unchanged', 'refused', 'doubtful')


class Preview(unittest.TestCase):
    """Without a catalogue to compare with."""
    TEXT = ('external_id;name;kind;siret\n1;=Menuiserie;EI;\n2;Sans nature;;\n3;;EI;\n'
            '4;Faux;EI;73282932000075\n')

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)

    def preview(self, text, *options, status=0):
        path = self.root / 'file.csv'
        path.write_bytes(text if isinstance(text, bytes) else text.encode('utf-8'))
        done = client(self.root / 'data', '--import-preview', path, *options)
        self.assertEqual(done.returncode, status, done.stderr)
        self.assertFalse((self.root / 'data').exists(), 'a preview writes nothing')
        return done

    def test_json_tells_lines_and_reasons(self):
        report = json.loads(self.preview(self.TEXT, '--format', 'json').stdout)
        self.assertEqual([report[name] for name in VERDICTS], [2, 0, 0, 1, 1])
        self.assertEqual([(line['line'], line['verdict'], line['code'])
                          for line in report['lines']],
                         [(3, 'doubtful', 'kind-missing'), (4, 'refused', 'no-name'),
                          (5, 'created', 'siret-fault')])
        self.assertTrue(all(line['why'] for line in report['lines']))

    def test_csv_and_text_tell_the_same(self):
        text = self.preview(self.TEXT, '--format', 'csv').stdout.lstrip('\ufeff')
        rows = list(csv.reader(io.StringIO(text, newline=''), delimiter=';'))
        self.assertEqual(rows[0], ['line', 'verdict', 'name', 'code', 'why'])
        self.assertEqual([row[0] for row in rows[1:]], ['3', '4', '5'])
        said = self.preview(self.TEXT).stdout
        self.assertIn('Would be created: 2', said)
        for row in rows[1:]:
            self.assertIn(f'Line {row[0]}', said)
            self.assertIn(row[4], said)

    def test_what_cannot_be_read_is_told(self):
        for text, word in ((b'', 'empty'), (b'PK\3\4...', 'CSV'), (b'a;b\n1;2\n', 'name')):
            self.assertIn(word, self.preview(text, status=1).stderr)
        done = client(self.root / 'data', '--import-preview', self.root / 'none.csv')
        self.assertEqual(done.returncode, 1)
        self.assertIn('none.csv', done.stderr)


class Preferences(unittest.TestCase):
    """What the window was told, the command line knows."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        self.server = Server(self.root / 'catalogue.db', '--demo')
        self.addCleanup(self.server.stop)

    def prefer(self, **settings):
        path = self.root / 'config' / 'glib-2.0' / 'settings' / 'keyfile'
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('[org/achetonssolidaires/AchetonsSolidaires]\n' + ''.join(
            f"{name.replace('_', '-')}='{value}'\n" for name, value in settings.items()), 'utf-8')

    def client(self, *options):
        return subprocess.run([EXE, *options], capture_output=True, text=True, encoding='utf-8',
                              timeout=120, check=False,
                              env={**ENVIRONMENT, 'GSETTINGS_BACKEND': 'keyfile',
                                   'XDG_CONFIG_HOME': str(self.root / 'config'),
                                   'XDG_DATA_HOME': str(self.root / 'data')})

    def total(self, *options):
        done = self.client('--search', '', '--format', 'json', '--limit', '1', *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)['total']

    def test_platform_of_the_preferences(self):
        self.prefer(catalogue='server', server=self.server.url)
        self.assertGreaterEqual(self.total(), 120)
        self.server.stop()
        self.assertGreaterEqual(self.total(), 120)

    def test_sync_needs_no_server_named(self):
        self.prefer(catalogue='server', server=self.server.url)
        done = self.client('--sync')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stderr, r'\d+ records received')

    def test_file_of_the_preferences_among_several(self):
        self.prefer(catalogue='', server='')
        self.assertIn('--sync', self.client('--search', '').stderr)
        for name in ('one', 'two'):
            client(self.root / name, '--sync', '--server', self.server.url)
        folder = self.root / 'data' / 'achetons-solidaires'
        folder.mkdir(parents=True)
        for name in ('one', 'two'):
            next((self.root / name).iterdir()).rename(folder / name)
        self.assertIn('--server', self.client('--search', '').stderr)
        (folder / 'two').rename(folder / 'demo')
        self.prefer(catalogue='demo', server='')
        self.assertGreaterEqual(self.total(), 120)


class Demo(Catalogue):
    pass


class Real(Catalogue):
    least = 3853

    @classmethod
    def setUpClass(cls):
        if not REAL or not (pathlib.Path(REAL) / 'le-marche').is_dir():
            raise unittest.SkipTest('no real records: -Dreal_data=FOLDER')
        super().setUpClass()

    @classmethod
    def make_server(cls, database):
        done = subprocess.run([server_support.EXE, '--database', str(database), '--import',
                               'le-marche', str(pathlib.Path(REAL) / 'le-marche')],
                              capture_output=True, text=True, timeout=300, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return Server(database)


class Sync(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        self.server = Server(self.root / 'catalogue.db', '--demo')
        self.server.wait_for_snapshot()
        self.addCleanup(self.folder.cleanup)
        self.addCleanup(self.server.stop)

    def count(self, data):
        done = client(data, '--search', '', '--format', 'json', '--limit', '1')
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)['total']

    def test_search_of_an_empty_folder_syncs_first(self):
        done = client(self.root / 'new', '--server', self.server.url, '--search', '', '--format',
                      'json', '--limit', '1')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertGreaterEqual(json.loads(done.stdout)['total'], 120)

    def test_killed_at_any_moment_it_goes_on(self):
        data = self.root / 'killed'
        command = [EXE, '--data-dir', str(data), '--sync', '--server', self.server.url]
        n_killed = 0
        for step in range(25):
            with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                  env=ENVIRONMENT) as process:
                time.sleep(0.004 * step)
                n_killed += process.poll() is None
                process.send_signal(signal.SIGKILL)
        self.assertGreater(n_killed, 5)
        done = client(data, '--sync', '--server', self.server.url)
        self.assertEqual(done.returncode, 0, done.stderr)
        fresh = self.root / 'fresh'
        client(fresh, '--sync', '--server', self.server.url)
        self.assertEqual(self.count(data), self.count(fresh))
        self.assertEqual(list(data.rglob('snapshot-*')), [])

    def test_killed_within_a_snapshot_of_several_members_it_goes_on(self):
        """Of 4 members and the one that counts them; killed all along a whole sync."""
        rows = ['source;external_id;name;kind;postcode;city']
        rows += [f'test;{n};Atelier {n};EI;84200;Carpentras' for n in range(3500)]
        table = self.root / 'many.csv'
        table.write_text('\n'.join(rows), encoding='utf-8')
        done = subprocess.run([server_support.EXE, '--database', str(self.root / 'many.db'),
                               '--import', 'csv', str(table)], capture_output=True, text=True,
                              timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        server = Server(self.root / 'many.db')
        self.addCleanup(server.stop)
        self.assertEqual(len(server.wait_for_snapshot()['members']), 5)

        command = [EXE, '--sync', '--server', server.url, '--data-dir']
        start = time.monotonic()
        subprocess.run([*command, str(self.root / 'fresh')], capture_output=True, timeout=120,
                       check=True, env=ENVIRONMENT)
        whole = time.monotonic() - start
        data = self.root / 'killed'
        n_killed = 0
        for step in range(12):
            with subprocess.Popen([*command, str(data)], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, env=ENVIRONMENT) as process:
                time.sleep(whole * step / 12)
                n_killed += process.poll() is None
                process.send_signal(signal.SIGKILL)
        self.assertGreater(n_killed, 3)
        done = client(data, '--sync', '--server', server.url)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.count(data), 3500)
        self.assertEqual(list(data.rglob('snapshot-*')), [])
        self.assertEqual(list(data.rglob('*.new')), [])

    def test_second_sync_brings_nothing(self):
        data = self.root / 'twice'
        client(data, '--sync', '--server', self.server.url)
        done = client(data, '--sync', '--server', self.server.url)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stderr, r'\b0 records')

    def test_another_database_behind_the_address(self):
        data = self.root / 'other'
        client(data, '--sync', '--server', self.server.url)
        before = self.count(data)
        port = self.server.port
        self.server.stop()
        other = Server(self.root / 'other.db', '--demo', listen=f'127.0.0.1:{port}')
        self.addCleanup(other.stop)
        other.wait_for_snapshot()
        done = client(data, '--sync', '--server', other.url)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.count(data), before)


class Version(unittest.TestCase):
    def test_version_and_help_need_no_display(self):
        for option, word in (('--version', 'achetons-solidaires '), ('--help', '--works-in')):
            done = subprocess.run([EXE, option], capture_output=True, text=True, env=ENVIRONMENT,
                                  timeout=30, check=False)
            self.assertEqual(done.returncode, 0)
            self.assertIn(word, done.stdout)


# The base class tells what both catalogues must do; by itself it has none.
del Catalogue

if __name__ == '__main__':
    server_support.main('__main__')
