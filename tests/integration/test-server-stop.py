#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the server ends, how many it talks to at a time, and the door it listens at."""
import os
import pathlib
import random
import resource
import select
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
import unittest

import server_support
from server_support import EXE, Server

HEALTH = b'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n'
PATIENCE = 2  # seconds, given as --stop-seconds
SLACK = 10    # seconds more that a busy machine may take


def fill(database, n=2000, size=6000):
    """Records whose packed snapshot is far more than what sockets hold: some 6 MB."""
    draw = random.Random(1)
    with sqlite3.connect(database) as rows:
        for key in range(n):
            doc = f'{{"name":"Atelier {key}","description":"{draw.randbytes(size // 2).hex()}"}}'
            rows.execute('INSERT INTO record (type, id, scope, rev, seq, changed_at, doc) '
                         "VALUES ('supplier', ?, 'public', 1, ?, unixepoch (), ?)",
                         (f'id-{key}', 1000 + key, doc))
        rows.execute("UPDATE meta SET value = ? WHERE name = 'seq'", (str(1000 + n),))
    rows.close()


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        self.database = self.root / 'catalogue.db'

    def tearDown(self):
        self.folder.cleanup()

    def ask(self, server, request=HEALTH):
        connection = socket.create_connection(('127.0.0.1', server.port), 10)
        connection.sendall(request)
        return connection

    def answers(self, connection, seconds=10):
        """Whether something comes within so long."""
        return bool(select.select([connection], [], [], seconds)[0])


class Stop(Case):
    def start_download(self, *options):
        Server(self.database).stop()
        fill(self.database)
        server = Server(self.database, *options)
        manifest = server.wait_for_snapshot()
        self.assertGreater(manifest['size'], 5 << 20)
        slow = socket.socket()
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.settimeout(20)
        slow.connect(('127.0.0.1', server.port))
        slow.sendall(f'GET {manifest["url"]} HTTP/1.1\r\nHost: a\r\n\r\n'.encode())
        self.assertTrue(slow.recv(1000).startswith(b'HTTP/1.1 200'))
        return server, slow, manifest

    def assert_closed_clean(self):
        self.assertFalse(self.database.with_name('catalogue.db-wal').exists(), 'the WAL is left')
        with sqlite3.connect(self.database) as rows:
            self.assertEqual(rows.execute('PRAGMA integrity_check').fetchall(), [('ok',)])
        rows.close()

    def test_reader_that_does_not_read_is_cut_in_time(self):
        server, slow, _ = self.start_download('--stop-seconds', str(PATIENCE))
        with slow, self.ask(server) as idle:
            self.assertTrue(self.answers(idle))
            idle.recv(4096)
            began = time.monotonic()
            server.process.send_signal(signal.SIGTERM)
            server.wait_refused()
            self.assertIsNone(server.process.poll(), 'refused while it waits')
            self.assertEqual(server.process.wait(PATIENCE + SLACK), 0)
            self.assertGreaterEqual(time.monotonic() - began, PATIENCE - 0.5)
            self.assertEqual(idle.recv(4096), b'', 'an idle connection is closed')
            got = 0
            try:
                while part := slow.recv(1 << 20):
                    got += len(part)
            except ConnectionResetError:
                pass
            self.assertLess(got, 5 << 20)
        server.stop()
        self.assert_closed_clean()

    def test_download_that_goes_on_is_finished(self):
        server, slow, manifest = self.start_download()
        with slow:
            server.process.send_signal(signal.SIGTERM)
            server.wait_refused()
            self.assertIsNone(server.process.poll())
            got = 0
            while part := slow.recv(1 << 20):
                got += len(part)
        self.assertGreater(got, manifest['size'] - 1000)
        self.assertEqual(server.process.wait(10), 0)
        server.stop()
        self.assert_closed_clean()

    def test_waiting_connections_do_not_hold_it_up(self):
        server = Server(self.database)
        halves = [self.ask(server, HEALTH[:20]) for _ in range(20)]
        idle = [self.ask(server) for _ in range(20)]
        for connection in idle:
            self.assertTrue(self.answers(connection))
        began = time.monotonic()
        self.assertEqual(server.stop()[0], 0)
        self.assertLess(time.monotonic() - began, SLACK)
        for connection in halves + idle:
            connection.close()
        self.assert_closed_clean()

    def test_kill_leaves_a_database_that_goes_on(self):
        server = Server(self.database, '--demo')
        seq = server.get('/healthz').json()['seq']
        feed = server.get('/v1/about').json()['feed']
        server.process.kill()
        server.stop()
        again = Server(self.database)
        self.assertEqual(again.get('/healthz').json()['seq'], seq)
        self.assertEqual(again.get('/v1/about').json()['feed'], feed)
        self.assertEqual(again.stop()[0], 0)
        self.assert_closed_clean()


class Connections(Case):
    def test_more_than_the_limit_wait_and_the_others_go_on(self):
        server = Server(self.database, '--max-connections', '4')
        held = [self.ask(server) for _ in range(4)]
        for connection in held:
            self.assertTrue(self.answers(connection))
            connection.recv(4096)
        with self.ask(server) as waiting:
            self.assertFalse(self.answers(waiting, 0.5), 'one more than the limit')
            for connection in held:
                connection.sendall(HEALTH)
                self.assertTrue(self.answers(connection), 'those that are there go on')
                connection.recv(4096)
            held.pop().close()
            self.assertTrue(self.answers(waiting), 'its turn comes')
        for connection in held:
            connection.close()
        self.assertEqual(server.stop()[0], 0)

    def test_a_crowd_beyond_the_limit_is_answered_to_the_last(self):
        for before in ((), ('taskset', '-c', '0')):  # and on one thread
            server = Server(self.database, '--max-connections', '4', before=before)
            crowd = [self.ask(server) for _ in range(200)]
            for connection in crowd:  # as they came: each leaves its place to the next
                self.assertTrue(self.answers(connection), 'its turn comes')
                self.assertTrue(connection.recv(4096).startswith(b'HTTP/1.1 200'))
                connection.close()
            self.assertEqual(server.stop()[0], 0)

    def test_who_comes_while_no_file_is_left_waits(self):
        server = Server(self.database, before=('prlimit', '--nofile=64:64'))
        crowd = [self.ask(server) for _ in range(100)]
        self.assertTrue(self.answers(crowd[0]))
        self.assertFalse(self.answers(crowd[-1], 0.5), 'there is no file left for it')
        for connection in crowd:
            self.assertTrue(self.answers(connection), 'its turn comes')
            # 503: one of its threads had no file for the database yet
            self.assertIn(connection.recv(4096)[:12], (b'HTTP/1.1 200', b'HTTP/1.1 503'))
            connection.close()
        self.assertEqual(server.stop()[0], 0)

    def test_limit_of_files_follows_that_of_connections(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
        try:
            server = Server(self.database)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        many = [self.ask(server) for _ in range(200)]
        for connection in many:
            self.assertTrue(self.answers(connection))
        for connection in many:
            connection.close()
        self.assertEqual(server.stop()[0], 0)


    def test_many_slow_readers_hold_little_memory(self):
        n = 100
        Server(self.database).stop()
        fill(self.database)
        server = Server(self.database)
        server.get('/v1/changes', Accept_Encoding='gzip')
        before = server.memory()
        slow = []
        for _ in range(n):
            reader = socket.socket()
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            reader.connect(('127.0.0.1', server.port))
            reader.sendall(b'GET /v1/changes HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n')
            slow.append(reader)
        for reader in slow:
            self.assertTrue(self.answers(reader))
        self.assertEqual(server.get('/healthz').status, 200)
        self.assertLess(server.memory() - before, n * 640 << 10)
        for reader in slow:
            reader.close()
        self.assertEqual(server.stop()[0], 0)


class Door(Case):
    def connect_as(self, user, path):
        """As another user: 0 when the socket may be written to."""
        program = ('import os, socket, sys; os.setgid(int(sys.argv[1])); os.setuid(int(sys.argv[1]));'
                   'socket.socket(socket.AF_UNIX).connect(sys.argv[2])')
        return subprocess.run([sys.executable, '-c', program, str(user), str(path)], check=False,
                              capture_output=True).returncode

    def test_socket_is_for_user_and_group(self):
        path = self.root / 'server.sock'
        os.chmod(self.root, 0o755)
        for umask in (0, 0o077):
            before = os.umask(umask)
            server = Server(self.database, listen=f'unix:{path}')
            os.umask(before)
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o660)
            if os.getuid() == 0:
                self.assertNotEqual(self.connect_as(65534, path), 0)
                os.chown(path, 0, 65534)
                self.assertEqual(self.connect_as(65534, path), 0)
            self.assertEqual(server.stop()[0], 0)
            self.assertFalse(path.exists(), 'nobody answers there any more')

    def test_socket_of_a_killed_process_is_taken_over_a_living_one_is_not(self):
        path = self.root / 'server.sock'
        dead = Server(self.database, listen=f'unix:{path}')
        dead.process.kill()
        dead.stop()
        self.assertTrue(path.exists())
        server = Server(self.database, listen=f'unix:{path}')
        second = subprocess.run([EXE, '--database', str(self.root / 'b.db'), '--listen',
                                 f'unix:{path}'], capture_output=True, text=True, check=False)
        self.assertEqual(second.returncode, 1)
        self.assertIn('in use', second.stderr)
        self.assertFalse((self.root / 'b.db').exists())
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(path))
            connection.sendall(HEALTH)
            self.assertTrue(connection.recv(100).startswith(b'HTTP/1.1 200'))
        server.stop()

    def test_path_of_another_file_is_left_alone(self):
        path = self.root / 'notes.txt'
        path.write_text('not a socket', encoding='utf-8')
        refused = subprocess.run([EXE, '--database', str(self.database), '--listen', f'unix:{path}'],
                                 capture_output=True, text=True, check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertEqual(path.read_text(encoding='utf-8'), 'not a socket')

    def test_second_process_is_told_by_whatever_name(self):
        server = Server(self.database)
        os.symlink(self.database, self.root / 'link.db')
        for path in (self.database, self.root / 'link.db', self.root / '.' / 'catalogue.db'):
            for options in (['--listen', '127.0.0.1:0'], ['--demo', '--listen', '127.0.0.1:0'],
                            ['--undo-import', 'x']):
                second = subprocess.run([EXE, '--database', str(path), *options],
                                        capture_output=True, text=True, check=False, timeout=20)
                self.assertEqual(second.returncode, 1)
                self.assertIn('in use by another process', second.stderr)
        self.assertEqual(server.stop()[0], 0)


if __name__ == '__main__':
    server_support.main('__main__')
