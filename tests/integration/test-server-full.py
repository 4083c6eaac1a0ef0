#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that is full: a small one of its own, where the system lets one be mounted."""
import json
import os
import pathlib
import random
import sqlite3
import subprocess
import tempfile
import unittest

import server_support
from server_support import EXE, Server

DISK = 24 << 20
ROOM = 5 << 20   # bytes left to an import that needs more
RECORDS = 1500


class FullDisk(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        self.disk = self.root / 'disk'
        self.disk.mkdir()
        done = subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={DISK}', 'tmpfs', self.disk],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            self.folder.cleanup()
            self.skipTest(f'no disk can be mounted here: {done.stderr.strip()}')
        self.database = self.disk / 'catalogue.db'
        self.filler = self.disk / 'filler'

    def tearDown(self):
        subprocess.run(['umount', '-l', self.disk], check=True)
        self.folder.cleanup()

    def fill(self, leave=0):
        info = os.statvfs(self.disk)
        with open(self.filler, 'wb') as file:
            os.posix_fallocate(file.fileno(), 0, info.f_bavail * info.f_frsize - leave)

    def write_file(self):
        draw = random.Random(1)
        path = self.root / 'suppliers.json'
        path.write_text(json.dumps([
            {'external_id': f'x:{n}', 'name': f'Atelier {n}', 'kind': 'EI',
             'description': draw.randbytes(2000).hex()} for n in range(RECORDS)]), encoding='utf-8')
        return path

    def load(self, path):
        return subprocess.run([EXE, '--database', str(self.database), '--import', 'json', str(path)],
                              capture_output=True, text=True, check=False, timeout=60)

    def check(self):
        with sqlite3.connect(f'file:{self.database}?mode=ro', uri=True) as rows:
            self.assertEqual(rows.execute('PRAGMA integrity_check').fetchall(), [('ok',)])
            n = rows.execute("SELECT count(*) FROM record WHERE type = 'supplier'").fetchone()[0]
        rows.close()
        return n

    def test_reads_go_on_and_health_says_so(self):
        server = Server(self.database, '--demo')
        manifest = server.wait_for_snapshot()
        self.assertEqual(server.get('/healthz').json()['status'], 'ok')
        self.fill()
        health = server.get('/healthz')
        self.assertEqual((health.status, health.json()['status']), (200, 'disk-full'))
        self.assertEqual(health.json()['disk_free_bytes'], 0)
        self.assertEqual(len(server.get(manifest['url']).raw), manifest['size'])
        self.assertGreater(len(server.get('/v1/changes').lines()), 100)
        self.assertEqual(server.get('/v1/suppliers?q=bois').status, 200)
        self.filler.unlink()
        self.assertEqual(server.get('/healthz').json()['status'], 'ok')
        self.assertEqual(server.stop()[0], 0)

    def test_import_fails_clearly_and_goes_on_with_room(self):
        Server(self.database, '--demo').stop()
        before = self.check()
        path = self.write_file()
        self.fill(leave=ROOM)
        failed = self.load(path)
        self.assertEqual(failed.returncode, 1, failed.stdout)
        self.assertIn(f'The disk that holds {self.database} is full', failed.stderr)
        kept = self.check() - before
        self.assertEqual(kept % 500, 0, 'whole batches')
        self.assertIn(f'Created: {kept}\n', failed.stdout)
        self.filler.unlink()
        again = self.load(path)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertIn(f'Created: {RECORDS - kept}\n', again.stdout)
        self.assertEqual(self.check() - before, RECORDS)

    def test_it_starts_without_room_for_a_snapshot(self):
        self.load(self.write_file())
        self.fill()
        with self.assertRaisesRegex(RuntimeError, f'The disk that holds {self.database} is full'):
            Server(self.database)
        self.filler.unlink()
        self.fill(leave=256 << 10)
        server = Server(self.database)
        self.assertEqual(server.get('/healthz').json()['status'], 'disk-full')
        self.assertEqual(server.get('/v1/suppliers').json()['count'], RECORDS)
        refused = server.get('/v1/snapshot')
        self.assertEqual((refused.status, refused.headers['Retry-After']), (503, '2'))
        self.assertGreater(len(server.get('/v1/changes').lines()), 900)
        code, errors = server.stop()
        self.assertEqual(code, 0)
        self.assertRegex(errors, r'No snapshot could be made: .*snapshots/new: .*[Nn]o space')
        self.filler.unlink()
        self.assertEqual(self.check(), RECORDS)


if __name__ == '__main__':
    server_support.main('__main__')
