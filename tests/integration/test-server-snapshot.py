#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The snapshot and its ranges, against a running server."""
import gzip
import hashlib
import json
import os
import sqlite3
import time
import zlib

import server_support
from server_support import Server, ServerTest


class Snapshot(ServerTest):
    def setUp(self):
        self.manifest = self.server.wait_for_snapshot()
        self.file = self.get(self.manifest['url'])

    def members(self):
        starts = [*self.manifest['members'], self.manifest['size']]
        return [self.file.raw[a:b] for a, b in zip(starts, starts[1:])]

    def test_manifest_tells_the_file(self):
        self.assertEqual(hashlib.sha256(self.file.raw).hexdigest(), self.manifest['sha256'])
        self.assertEqual(len(self.file.raw), self.manifest['size'])
        self.assertIn(self.manifest['sha256'], self.manifest['url'])
        self.assertEqual(self.manifest['schema'], 1)

    def test_each_member_stands_alone_and_the_last_has_the_count(self):
        members = [gzip.decompress(member) for member in self.members()]
        self.assertEqual(json.loads(members[-1]), {'count': self.manifest['count']})
        lines = [line for member in members[:-1] for line in member.splitlines()]
        self.assertEqual(len(lines), self.manifest['count'])
        for member in members[:-1]:
            self.assertLessEqual(len(member.splitlines()), 1000)
            self.assertTrue(member.endswith(b'\n'))

    def test_lines_are_those_of_the_feed(self):
        lines = gzip.decompress(self.file.raw).splitlines()[:-1]
        feed = [line for line in self.get('/v1/changes').body.splitlines() if b'"t":' in line]
        self.assertEqual(lines, feed)

    def test_conditional_requests(self):
        tag = self.get('/v1/snapshot').headers['ETag']
        self.assertEqual(self.get('/v1/snapshot', If_None_Match=tag).status, 304)
        again = self.get(self.manifest['url'], If_None_Match=self.file.headers['ETag'])
        self.assertEqual((again.status, again.raw), (304, b''))

    def test_one_range_goes_on_where_it_was(self):
        size, url = self.manifest['size'], self.manifest['url']
        for header, first, end in (('bytes=0-', 0, size), ('bytes=100-', 100, size),
                                   ('bytes=5-9', 5, 10), ('bytes=-7', size - 7, size),
                                   (f'bytes={size - 1}-{size + 50}', size - 1, size)):
            answer = self.get(url, Range=header)
            self.assertEqual(answer.status, 206, header)
            self.assertEqual(answer.raw, self.file.raw[first:end])
            self.assertEqual(answer.headers['Content-Range'], f'bytes {first}-{end - 1}/{size}')
        start = self.manifest['members'][-1]
        last = self.get(url, Range=f'bytes={start}-').raw
        self.assertEqual(json.loads(zlib.decompress(last, 31)), {'count': self.manifest['count']})

    def test_range_of_another_file_gives_the_whole(self):
        answer = self.get(self.manifest['url'], Range='bytes=5-', If_Range='"other"')
        self.assertEqual((answer.status, answer.raw), (200, self.file.raw))
        same = self.get(self.manifest['url'], Range='bytes=5-',
                        If_Range=self.file.headers['ETag'])
        self.assertEqual(same.status, 206)

    def test_several_ranges_are_refused(self):
        size = self.manifest['size']
        few = 'bytes=' + ','.join(f'{n}-{n + 1}' for n in range(300))
        for header in ('bytes=0-1,4-5', few, f'bytes={size}-', 'bytes=5-1', 'bytes=-0',
                       'bytes=x-', 'lines=1-2', 'bytes=0-1;'):
            answer = self.get(self.manifest['url'], Range=header)
            self.assert_problem(answer, 416, 'range')
            self.assertEqual(answer.headers['Content-Range'], f'bytes */{size}')

    def test_9000_ranges_are_refused(self):
        before = self.server.memory()
        many = 'bytes=' + ','.join('0-' for _ in range(9000))
        for _ in range(20):
            answer = self.server.raw(
                f'GET {self.manifest["url"]} HTTP/1.1\r\nHost: a\r\nRange: {many}\r\n\r\n'
                .encode())
            self.assertRegex(answer[:20], rb'^HTTP/1.1 4\d\d ')
            self.assertLess(len(answer), 2000)
        self.assertLess(self.server.memory() - before, 8 << 20)

    def test_files_that_are_none_are_404(self):
        for name in ('x', '0' * 64 + '.ndjson.gz', '..', '%2e%2e%2fcatalogue.db',
                     '../catalogue.db', 'new'):
            self.assertEqual(self.get(f'/v1/snapshot/{name}').status, 404, name)

    def test_snapshot_and_changes_are_the_database(self):
        held = {}
        lines = [json.loads(line) for line in gzip.decompress(self.file.raw).splitlines()[:-1]]
        self.server.stop()
        database = sqlite3.connect(self.database)
        with database:
            database.execute("UPDATE record SET doc = json_set (doc, '$.city', 'Ailleurs'), "
                             "rev = rev + 1, seq = 500 + seq WHERE seq IN (3, 50, 90) "
                             "AND scope = 'public'")
            database.execute("UPDATE record SET doc = NULL, rev = rev + 1, seq = 700, "
                             "changed_at = unixepoch () WHERE seq = 4 AND scope = 'public'")
            database.execute("UPDATE meta SET value = '700' WHERE name = 'seq'")
        type(self).server = Server(self.database)
        lines += self.get(f'/v1/changes?since={self.manifest["cursor"]}').lines()[:-1]
        for line in lines:
            if 'del' in line:
                del held[line['id']]
            elif line['rev'] > held.get(line['id'], (0,))[0]:
                held[line['id']] = (line['rev'], line['doc'])
        rows = database.execute("SELECT id, rev, doc FROM record "
                                "WHERE doc IS NOT NULL AND scope = 'public'")
        self.assertEqual(held, {id: (rev, json.loads(doc)) for id, rev, doc in rows})
        database.close()
        self.assertEqual(self.get(self.manifest['url']).status, 200, 'the old one is kept')
        old = self.database.parent / 'catalogue.db.snapshots' / self.manifest['url'].split('/')[-1]
        os.utime(old, (time.time() - 25 * 3600,) * 2)
        self.server.stop()
        type(self).server = Server(self.database)
        self.assertEqual(self.get(self.manifest['url']).status, 404, 'and goes after a day')


if __name__ == '__main__':
    server_support.main('__main__')
