#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests that are wrong or mean, and the ends of the process."""
import contextlib
import os
import pathlib
import resource
import select
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest

import server_support
from server_support import EXE, Server, ServerTest

HEALTH = b'GET /healthz HTTP/1.1\r\n'
HALVES = 900  # connections; the server's limit is 1 000


def run(*options):
    return subprocess.run([EXE, *options], capture_output=True, text=True, timeout=30, check=False)


class Hostile(ServerTest):
    def refuse(self, request, status=b'400'):
        answer = self.server.raw(request)
        self.assertTrue(answer.startswith(b'HTTP/1.1 ' + status), answer[:200])
        return answer

    def test_two_hosts(self):
        answer = self.refuse(HEALTH + b'Host: a\r\nHost: b\r\n\r\n')
        self.assertIn(b'"reason":"host"', answer)

    def test_no_host(self):
        self.refuse(HEALTH + b'Connection: close\r\n\r\n')

    def test_both_lengths(self):
        for headers in (b'Content-Length: 0\r\nTransfer-Encoding: chunked\r\n',
                        b'Transfer-Encoding: chunked\r\nContent-Length: 5\r\n',
                        b'Content-Length: 0\r\nContent-Length: 3\r\n',
                        b'content-length: 0\r\nCONTENT-LENGTH: 0\r\n'):
            self.refuse(HEALTH + b'Host: a\r\n' + headers + b'\r\n0\r\n\r\n')

    def test_what_follows_a_refused_request_is_not_read(self):
        smuggled = b'GET /v1/about HTTP/1.1\r\nHost: a\r\n\r\n'
        answer = self.refuse(HEALTH + b'Host: a\r\nContent-Length: 0\r\n'
                             b'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n' + smuggled)
        self.assertEqual(answer.count(b'HTTP/1.1 '), 1)

    def test_body_of_2_gb_is_refused_at_its_head(self):
        before = self.server.memory()
        answer = self.refuse(b'POST /v1/about HTTP/1.1\r\nHost: a\r\nContent-Length: 2147483648'
                             b'\r\n\r\n' + b'x' * 1000, b'413')
        self.assertIn(b'"reason":"body"', answer)
        self.refuse(b'GET /v1/about HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n'
                    b'ffffff\r\n', b'413')
        self.assertLess(self.server.memory() - before, 4 << 20)

    def test_length_that_is_no_number(self):
        for length in (b'-1', b'1e3', b'99999999999999999999999', b'0x10'):
            self.refuse(HEALTH + b'Host: a\r\nContent-Length: ' + length + b'\r\n\r\n', b'4')

    def test_long_heads_are_refused(self):
        answer = self.server.raw(b'GET /' + b'a' * 70000 + b' HTTP/1.1\r\nHost: a\r\n\r\n')
        self.assertRegex(answer[:20], rb'^HTTP/1.\d 4\d\d ')
        answer = self.server.raw(HEALTH + b'Host: a\r\n' + b'X: y\r\n' * 9000 + b'\r\n')
        self.assertRegex(answer[:20], rb'^HTTP/1.\d 4\d\d ')

    def test_malformed_headers(self):
        for header in (b'Transfer-Encoding : chunked', b'Content-Length : 5', b' Folded: first',
                       b'X\tY: z', b'X(): z', b'X: a\rContent-Length: 5', b'X: a\x0bb',
                       b'Transfer-Encoding:\x0bchunked', b'no colon at all'):
            answer = self.refuse(HEALTH + b'Host: a\r\n' + header + b'\r\n\r\n')
            self.assertNotIn(b' 200 ', answer, header)

    def test_absolute_form_is_the_path(self):
        for form, status in ((b'http://a/healthz', b'200'), (b'HTTP://a:80/healthz', b'200'),
                             (b'http://a', b'404'), (b'https://a/healthz', b'404'), (b'*', b'404'),
                             (b'a:443', b'404')):
            self.refuse(b'GET ' + form + b' HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', status)

    def test_nul_and_broken_escapes(self):
        for path, reason in (('/v1/suppliers?q=a%00b', 'path'), ('/v1/suppliers?%00=a', 'path'),
                             ('/v1/suppliers?q=%ff%fe', 'parameters')):
            self.assert_problem(self.get(path), 400, reason)
        for path in ('/v1/suppliers?q=%zz%4', '/v1/suppliers?q=%'):
            self.assertEqual(self.get(path).status, 200)
        for path in ('/v1/snapshot/..%2f..%2fcatalogue.db', '/v1/snapshot/%2e%2e', '/v1/../healthz'):
            self.assertEqual(self.get(path).status, 404)

    def test_parameters_without_end(self):
        self.assert_problem(self.get('/v1/suppliers?' + 'q=&' * 201), 400, 'parameters')
        for name in ('q', 'sort', 'limit', 'near', 'counts'):
            self.assert_problem(self.get(f'/v1/suppliers?{name}=1&{name}=2'), 400, 'parameter')
        self.assertEqual(self.get('/v1/suppliers?kind=EI&kind=ACI').status, 200)
        self.assert_problem(self.get('/v1/suppliers?q=' + 'a+' * 3000), 400, 'parameter')

    def test_head_is_get_without_its_body(self):
        url = self.server.wait_for_snapshot()['url']
        one = self.get('/v1/changes?limit=1').lines()[0]['id']
        for path in ('/healthz', '/metrics', '/v1/about', '/v1/changes', '/v1/snapshot', url,
                     '/v1/suppliers', f'/v1/suppliers/{one}', '/v1/referentials',
                     '/v1/referentials/kinds', '/v1/nothing'):
            answer = self.server.raw(b'HEAD ' + path.encode() + b' HTTP/1.1\r\nHost: a\r\n'
                                     b'Connection: close\r\n\r\n')
            whole = self.get(path)
            head, body = answer.split(b'\r\n\r\n', 1)
            self.assertEqual(body, b'', path)
            self.assertRegex(head, rf'^HTTP/1.[01] {whole.status} '.encode())
            length = whole.headers['Content-Length']
            if length and path not in ('/healthz', '/metrics'):  # which tell what changes
                self.assertIn(f'\r\nContent-Length: {length}'.encode(), head)
            if whole.headers['ETag']:
                self.assertIn(f'\r\nETag: {whole.headers["ETag"]}'.encode(), head)

    def test_pipelined_requests_are_answered_one_after_the_other(self):
        before = self.server.memory()
        ask = b'GET /v1/changes?limit=1 HTTP/1.1\r\nHost: a\r\n\r\n'
        answer = self.server.raw(ask * 200 + HEALTH + b'Host: a\r\nConnection: close\r\n\r\n')
        self.assertEqual(answer.count(b'HTTP/1.1 200'), 201)
        self.assertLess(self.server.memory() - before, 8 << 20)

    def test_pipelined_requests_that_nobody_reads_hold_no_memory(self):
        before = self.server.memory()
        with socket.create_connection(('127.0.0.1', self.server.port)) as deaf:
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            deaf.setblocking(False)
            ask = b'GET /v1/changes HTTP/1.1\r\nHost: a\r\n\r\n' * 1000
            sent = 0
            while select.select([], [deaf], [], 1)[1] and sent < 64 << 20:
                sent += deaf.send(ask)
            self.assertLess(sent, 16 << 20, 'it reads on though nobody takes its answers')
            self.assertEqual(self.get('/healthz').status, 200)
            self.assertLess(self.server.memory() - before, 8 << 20)

    def test_conditions_without_end(self):
        cursor = self.get('/v1/changes').lines()[-1]['next']
        for tags, status in ((f'"{cursor}"', 304), (f'W/"{cursor}"', 304), ('*', 304),
                             (f'"x", "{cursor}"', 304), (cursor, 200), ('"', 200), ('', 200),
                             ('"x",' * 2000, 200)):
            self.assertEqual(self.get('/v1/changes', If_None_Match=tags).status, status, tags[:40])

    def test_no_request_at_all(self):
        for rubbish in (b'\x16\x03\x01\x02\x00' * 20 + b'\r\n\r\n', b'\r\n\r\n\r\n' * 3 + b'X\r\n\r\n',
                        b'GET\r\n\r\n', b'GET /healthz HTTP/9.9\r\nHost: a\r\n\r\n'):
            answer = self.server.raw(rubbish)
            self.assertNotIn(b' 200 ', answer[:20])
        self.assertEqual(self.get('/healthz').status, 200)

    def test_methods_and_paths_that_are_none(self):
        for method in ('POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'):
            answer = self.get('/v1/about', method=method)
            self.assert_problem(answer, 405, 'method')
            self.assertEqual(answer.headers['Allow'], 'GET, HEAD')
        for path in ('/', '/v1', '/v1/about/', '//v1/about', '/v1/nothing', '/v1/snapshot/a/b'):
            self.assert_problem(self.get(path), 404, 'route')
        self.assert_problem(self.get('/v1/about%00x'), 400, 'path')
        self.assert_problem(self.get('/v1/%ff'), 400, 'path')
        head = self.get('/v1/about', method='HEAD')
        self.assertEqual((head.status, head.raw), (200, b''))
        self.assertGreater(int(head.headers['Content-Length']), 100)

    def test_half_requests_are_closed_and_do_not_stop_the_others(self):
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, HALVES * 2), most))
        before = self.server.memory()
        began = time.monotonic()
        halves = [socket.create_connection(('127.0.0.1', self.server.port)) for _ in range(HALVES)]
        for half in halves:
            half.sendall(HEALTH + b'Host:')
        self.assertEqual(self.get('/healthz').status, 200)
        self.assertLess(self.server.memory() - before, HALVES * 32 << 10)
        for half in halves:
            half.settimeout(25)
            while half.recv(4096):  # a 408 may come first
                pass
            half.close()
        self.assertLess(time.monotonic() - began, 60)


class Process(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.database = pathlib.Path(self.folder.name) / 'catalogue.db'

    def tearDown(self):
        self.folder.cleanup()

    def test_second_process_is_told(self):
        server = Server(self.database)
        second = run('--database', str(self.database), '--listen', '127.0.0.1:0')
        self.assertEqual(second.returncode, 1)
        self.assertIn('in use by another process', second.stderr)
        self.assertEqual(server.get('/healthz').status, 200)
        self.assertEqual(server.stop()[0], 0)

    def test_sigterm_lets_an_answer_end(self):
        Server(self.database, '--demo').stop()
        with contextlib.closing(sqlite3.connect(self.database)) as database, database:
            # More than what the kernel keeps on the way, whatever its buffers grow to.
            database.execute("UPDATE record SET doc = json_set (doc, '$.unknown', "
                             "hex (zeroblob (60000))) WHERE scope = 'public'")
        server = Server(self.database)
        whole = server.get('/v1/changes').raw
        with socket.create_connection(('127.0.0.1', server.port)) as slow:
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
            slow.sendall(b'GET /v1/changes HTTP/1.0\r\nHost: a\r\n\r\n')
            answer = slow.recv(1000)
            stopped = []
            stopping = threading.Thread(target=lambda: stopped.append(server.stop()))
            stopping.start()
            server.wait_refused()
            self.assertIsNone(server.process.poll())
            while part := slow.recv(65536):
                answer += part
            stopping.join()
        self.assertEqual(answer.split(b'\r\n\r\n', 1)[1], whole)
        self.assertEqual(stopped[0][0], 0)

    def test_sigterm_does_not_wait_for_idle_ones(self):
        server = Server(self.database)
        with socket.create_connection(('127.0.0.1', server.port)) as idle:
            idle.sendall(HEALTH)
            began = time.monotonic()
            self.assertEqual(server.stop()[0], 0)
            self.assertLess(time.monotonic() - began, 10, 'it waited')

    def test_unix_socket(self):
        path = pathlib.Path(self.folder.name) / 'server.sock'
        for _ in range(2):  # what a dead process left is in nobody's way
            server = Server(self.database, listen=f'unix:{path}')
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(str(path))
                connection.sendall(HEALTH + b'Host: a\r\nConnection: close\r\n\r\n')
                self.assertTrue(connection.recv(100).startswith(b'HTTP/1.1 200'))
            server.process.kill()
            server.stop()

    def test_other_machines_only_behind_a_proxy(self):
        refused = run('--database', str(self.database), '--listen', '0.0.0.0:0')
        self.assertEqual(refused.returncode, 1)
        self.assertIn('--behind-proxy', refused.stderr)
        self.assertFalse(self.database.exists())
        server = Server(self.database, '--behind-proxy', listen='0.0.0.0:0')
        self.assertEqual(server.get('/healthz').status, 200)
        server.stop()

    def test_command_line(self):
        self.assertIn('--database', run('--help').stdout)
        self.assertRegex(run('--version').stdout, r'^achetons-solidaires-server \d')
        for wrong in (['--nothing'], ['stray'], ['--max-connections', '0']):
            self.assertEqual(run(*wrong).returncode, 2, wrong)
        for where in ('nowhere', '127.0.0.1', '127.0.0.1:99999', 'unix:', 'unix:' + 'x' * 200):
            self.assertEqual(run('--database', str(self.database), '--listen', where).returncode, 1)

    def refuse_database(self, words):
        held = self.database.read_bytes()
        refused = run('--database', str(self.database), '--listen', '127.0.0.1:0')
        self.assertEqual(refused.returncode, 1)
        self.assertRegex(refused.stderr, words)
        self.assertEqual(self.database.read_bytes(), held, 'it was touched')

    def test_databases_that_are_none(self):
        self.database.write_bytes(b'not a database, whatever its name may be' * 200)
        self.refuse_database('not a database')

    def test_newer_database_is_left_alone(self):
        Server(self.database).stop()
        database = sqlite3.connect(self.database)
        database.execute('PRAGMA user_version = 99')
        database.close()
        self.refuse_database('version 99')

    def test_older_database_is_raised(self):
        first = pathlib.Path(os.environ['SOL_SOURCE_ROOT'], 'data/sql/server/0001.sql')
        database = sqlite3.connect(self.database)
        database.executescript(first.read_text(encoding='utf-8') + 'PRAGMA user_version = 1;')
        database.close()
        server = Server(self.database, '--demo')
        self.assertGreater(server.get('/v1/suppliers').json()['count'], 100)
        plan = sqlite3.connect(self.database).execute(
            "EXPLAIN QUERY PLAN SELECT seq FROM record WHERE scope = 'public' AND type = 'term' "
            'ORDER BY seq DESC LIMIT 1').fetchall()
        self.assertIn('record_type_feed (scope=? AND type=?)', plan[0][3])
        self.assertEqual(server.stop()[0], 0)

    def test_missing_folder_is_told(self):
        refused = run('--database', f'{self.folder.name}/no/where.db', '--listen', '127.0.0.1:0')
        self.assertEqual(refused.returncode, 1)
        self.assertIn('no/where.db', refused.stderr)


if __name__ == '__main__':
    server_support.main('__main__')
