#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The feed of changes, against a running server."""
import pathlib
import tempfile

import server_support
from accounts_support import AccountsTest
from server_support import Server, ServerTest


class Feed(ServerTest):
    def read_all(self, limit, **headers):
        records, since = [], ''
        while True:
            answer = self.get(f'/v1/changes?since={since}&limit={limit}', **headers)
            self.assertEqual(answer.status, 200)
            lines = answer.lines()
            self.assertLessEqual(len([line for line in lines if 't' in line]), limit)
            self.assertIn('next', lines[-1])
            records += [line for line in lines if 't' in line]
            since = lines[-1]['next']
            if not lines[-1]['more']:
                return records, since

    def test_all_records_come_once_and_in_order_whatever_the_page(self):
        whole, cursor = self.read_all(1000)
        self.assertGreaterEqual(len(whole), 120)
        self.assertEqual(self.read_all(7), (whole, cursor))
        seqs = [line['seq'] for line in whole]
        self.assertEqual(seqs, sorted(set(seqs)))
        for line in whole:
            self.assertEqual(list(line), ['t', 'id', 's', 'rev', 'seq', 'doc'])
            self.assertEqual(line['s'], 'public')
            self.assertTrue(line['doc']['invented'])

    def test_cursor_is_short_and_opaque(self):
        cursor = self.read_all(1000)[1]
        self.assertLessEqual(len(cursor), 200)
        self.assertRegex(cursor, r'^[A-Za-z0-9_-]+$')

    def test_nothing_new_is_304_and_under_1_kb(self):
        cursor = self.read_all(1000)[1]
        answer = self.server.raw(
            f'GET /v1/changes?since={cursor} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n'
            f'If-None-Match: "{cursor}"\r\n\r\n'.encode())
        self.assertTrue(answer.startswith(b'HTTP/1.1 304 '), answer)
        self.assertLess(len(answer), 1000)
        older = self.get(f'/v1/changes?since={cursor}', If_None_Match='"other"')
        self.assertEqual(older.status, 200)
        self.assertEqual(older.lines(), [{'next': cursor, 'more': False}])

    def test_gzip_is_the_same_and_smaller(self):
        plain = self.get('/v1/changes')
        packed = self.get('/v1/changes', Accept_Encoding='gzip')
        self.assertEqual(packed.headers['Content-Encoding'], 'gzip')
        self.assertEqual(packed.body, plain.body)
        self.assertLess(len(packed.raw) * 2, len(plain.raw))
        refused = self.get('/v1/changes', Accept_Encoding='gzip;q=0')
        self.assertIsNone(refused.headers['Content-Encoding'])

    def test_types_are_held(self):
        self.assertEqual(self.get('/v1/changes?types=supplier').body.count(b'"t":"supplier"'),
                         self.get('/v1/changes').body.count(b'"t":"supplier"'))
        lines = self.get('/v1/changes?types=term').lines()
        self.assertTrue(all(line['t'] == 'term' for line in lines[:-1]))
        self.assert_problem(self.get('/v1/changes?types=nothing'), 400, 'types')
        self.assert_problem(self.get(f'/v1/changes?types=supplier&since={lines[-1]["next"]}'),
                            410, 'types')

    def test_forged_cursors_are_refused(self):
        cursor = self.read_all(1000)[1]
        forged = cursor[:60] + ('A' if cursor[60] != 'A' else 'B') + cursor[61:]
        for text in ('x', forged, 'A' * 76, 'A' * 5000, '%ff', '%00'):
            self.assertEqual(self.get(f'/v1/changes?since={text}').status,
                             410 if text == 'A' * 0 else 400, text)

    def test_cursor_of_another_database_is_410_feed(self):
        with tempfile.TemporaryDirectory() as folder:
            other = Server(pathlib.Path(folder) / 'other.db', '--demo')
            cursor = other.get('/v1/changes').lines()[-1]['next']
            other.stop()
        self.assert_problem(self.get(f'/v1/changes?since={cursor}'), 410, 'feed')

    def test_wrong_parameters_are_told(self):
        for query in ('limit=-1', 'limit=x', 'limit=1001', 'limit=1&limit=2', 'until=3'):
            self.assert_problem(self.get(f'/v1/changes?{query}'), 400, 'parameter')


class Restore(AccountsTest):
    def restart(self, *options):
        self.assertEqual(self.server.stop()[0], 0)
        type(self).server = Server(self.database, *options)

    def feed(self):
        return self.get('/v1/about').json()['feed']

    def test_a_restart_keeps_the_feed_a_backup_changes_it(self):
        first = self.feed()
        cursor = self.get('/v1/changes').lines()[-1]['next']
        self.restart('--demo')
        self.assertEqual(self.feed(), first)
        self.assertEqual(len(self.get(f'/v1/changes?since={cursor}').lines()), 1)
        self.server.stop()
        self.sql("UPDATE meta SET value = '100' WHERE name = 'seq'")
        self.restart()
        self.assertNotEqual(self.feed(), first)
        self.assert_problem(self.get(f'/v1/changes?since={cursor}'), 410, 'feed')

    def test_restored_changes_the_feed(self):
        first = self.feed()
        self.restart('--restored')
        self.assertNotEqual(self.feed(), first)

    def test_what_was_ended_since_the_backup_does_not_go_on(self):
        self.restart(*self.options)
        session = self.sign_in()
        self.restart(*self.options)
        self.assertTrue(self.is_in(session['access']))
        self.restart(*self.options, '--restored')
        self.assertFalse(self.is_in(session['access']))
        self.assert_problem(self.refresh(session['refresh']), 403, 'signed-out')
        self.assertTrue(self.is_in(self.sign_in()['access']))

    def test_tombstones_are_told_then_expire(self):
        since = self.get('/v1/changes?limit=1').lines()[-1]['next']
        self.server.stop()
        self.sql("UPDATE record SET doc = NULL, rev = rev + 1, seq = 900, changed_at = "
                     "unixepoch () - 179 * 86400 WHERE seq = 9")
        self.sql("UPDATE meta SET value = '900' WHERE name = 'seq'")
        self.restart()
        told = [line for line in self.get(f'/v1/changes?since={since}').lines() if 'del' in line]
        self.assertEqual([line['del'] for line in told], ['deleted'])
        afresh = self.get('/v1/changes')
        self.assertNotIn(b'"del"', afresh.body)
        self.server.stop()
        self.sql('UPDATE record SET changed_at = 0 WHERE doc IS NULL')
        self.restart()
        self.assert_problem(self.get(f'/v1/changes?since={since}'), 410, 'expired')
        again = self.get('/v1/changes?limit=3').lines()[-1]['next']
        self.assertEqual(self.get(f'/v1/changes?since={again}').status, 200)


if __name__ == '__main__':
    server_support.main('__main__')
