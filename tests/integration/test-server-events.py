#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stream of hints: who is told what, how soon, and when it ends; of a real server."""
import signal
import socket
import time

import server_support
from events_support import EventStream
from mutations_support import Author
from organisations_support import MANAGER, OrganisationsTest
from server_support import Server, ServerTest, wait_for

QUIET = 1.5   # seconds, six rounds of the server
SOON = 5      # seconds within which a stream ends with its session
SLACK = 3     # seconds more that a busy machine may take
OF_ACCOUNT = 16
OF_ADDRESS = 200


class EventsTest(OrganisationsTest):
    def open(self, author=None):
        """A stream that has told where things stand."""
        stream = EventStream(self.server.port, author.token if author else None)
        self.addCleanup(stream.close)
        self.assertIsNone(stream.answer)
        if author:
            self.assertEqual(stream.next()[0], 'access')
        stream.seq = stream.wait_for('change')[0]['seq']
        return stream


class Hints(EventsTest):
    def test_members_are_told_at_once_and_nobody_else_is(self):
        self.found()
        self.let_in(self.member)
        mine, other, anybody = self.open(self.member), self.open(self.stranger), self.open()
        before = mine.seq
        self.list_something()
        data, took = mine.wait_for('change')
        self.assertGreater(data['seq'], before)
        self.assertLess(took, 2)
        self.assertTrue(other.is_silent(QUIET), 'a hint of what he may not read')
        self.assertTrue(anybody.is_silent(QUIET))
        again = self.open(self.stranger)
        self.assertEqual(again.seq, other.seq, 'nor does a new stream count it')

    def test_what_is_for_all_is_told_to_all(self):
        readers = [self.open(), self.open(self.stranger)]
        self.server_writes_public()
        for reader in readers:
            self.assertGreater(reader.wait_for('change')[0]['seq'], reader.seq)

    def server_writes_public(self):
        """A listing of the demonstration is taken down: its public projection changes."""
        author = Author(self, MANAGER)
        author.organisation = next(one['id'] for one in self.account_of(author)['organisations']
                                   if one['name'] == 'Semailles des Remparts')
        kept = [line for line in self.ask('GET', '/v1/changes?access=own',
                                          token=author.token).lines()
                if line.get('t') == 'listing' and line['s'] == f'org:{author.organisation}']
        answer = author.act('archive', kept[0]['id'], kept[0]['rev'])
        self.assertEqual(answer['result'], 'applied', answer)

    def test_many_writes_are_few_hints(self):
        self.found()
        mine = self.open(self.manager)
        began = time.monotonic()
        last = [self.list_something() for _ in range(20)] and time.monotonic()
        seen = []
        while not seen or time.monotonic() - last < QUIET:
            try:
                event = mine.next(QUIET)
            except TimeoutError:
                break
            seen += [event] if event[0] == 'change' else []
        self.assertLessEqual(len(seen), 2 + (last - began) * 4)
        own = self.ask('GET', '/v1/changes?access=own', token=self.manager.token).lines()
        self.assertEqual(seen[-1][1]['seq'], max(line.get('seq', 0) for line in own),
                         'the last one tells of the last write')

    def test_who_is_let_in_is_told_of_his_rights_and_who_leaves_too(self):
        self.found()
        mine = self.open(self.member)
        self.let_in(self.member)
        first, _ = mine.wait_for('access')
        self.operate(self.manager, 'remove_member', account=self.account_of(self.member)['id'])
        second, took = mine.wait_for('access')
        self.assertGreater(second['version'], first['version'])
        self.assertLess(took, SOON + SLACK)
        mine.wait_for('change')
        self.list_something()
        self.assertTrue(mine.is_silent(QUIET), 'he left')


class Ends(EventsTest):
    def assert_ends(self, stream, seconds=SOON + SLACK):
        began = time.monotonic()
        while stream.next(seconds) is not None:
            pass
        self.assertLess(time.monotonic() - began, seconds)

    def test_session_that_ends_ends_its_stream_alone(self):
        ended, other, anybody = self.open(self.member), self.open(self.stranger), self.open()
        self.ask('DELETE', '/v1/sessions/current', token=self.member.token)
        self.assert_ends(ended)
        for stream in other, anybody:
            self.assertTrue(stream.is_silent(QUIET))

    def test_token_that_expires_ends_its_stream(self):
        stream = self.open(self.member)
        self.sql('UPDATE session SET access_until = unixepoch () - 1')
        self.assert_ends(stream)

    def test_account_that_is_closed_ends_its_streams(self):
        stream = self.open(self.member)
        self.addCleanup(self.sql, "UPDATE account SET state = 'active'")
        self.sql("UPDATE account SET state = 'closed' WHERE address = 'encadrant@example.org'")
        self.assert_ends(stream)

    def break_rights(self):
        """What the database says of them is an error from now on; returns what mends it."""
        self.sql('ALTER TABLE access_log RENAME TO away')
        return lambda: self.sql('ALTER TABLE away RENAME TO access_log')

    def test_fault_of_the_database_ends_no_stream_that_it_does_not_last_for(self):
        self.found()
        mine, mend = self.open(self.manager), self.break_rights()
        try:
            self.open()  # a new reader is a new round, in which all are looked after
        finally:
            mend()
        self.list_something()
        self.assertGreater(mine.wait_for('change')[0]['seq'], mine.seq)

    def test_of_whom_it_is_long_unknown_whether_he_is_signed_in_the_stream_ends(self):
        mine, mend = self.open(self.manager), self.break_rights()
        try:
            self.assert_ends(mine)
        finally:
            mend()

    def test_bad_token_is_not_taken_for_nobody(self):
        stream = EventStream(self.server.port, 'x')
        self.assert_problem(stream.answer, 401, 'signed-out')

    def test_comment_comes_when_nothing_else_does(self):
        stream = self.open()
        began = time.monotonic()
        self.assertEqual(stream.next(25), ('', None))
        self.assertGreater(time.monotonic() - began, 8)

    def test_an_account_has_so_many_and_one_that_left_makes_room(self):
        streams = [self.open(self.stranger) for _ in range(OF_ACCOUNT)]
        refused = EventStream(self.server.port, self.stranger.token)
        self.assert_problem(refused.answer, 503, 'account')
        self.assertEqual(refused.answer.headers['Retry-After'], '60')
        self.open(self.member)
        for stream in streams:
            stream.close()
        wait_for(lambda: EventStream(self.server.port, self.stranger.token).answer is None,
                 'place for a stream', 40)


class Door(ServerTest):
    def test_places_are_counted_and_the_rest_is_answered(self):
        server = Server(self.database.with_name('few.db'), '--max-connections', '8')
        streams = [EventStream(server.port) for _ in range(4)]
        for stream in streams:
            self.assertEqual(stream.next()[0], 'change')
        self.assert_problem(EventStream(server.port).answer, 503, 'full')
        self.assertEqual(server.get('/healthz').status, 200)
        self.assertIn(b'\nachetons_event_streams 4\n', server.get('/metrics').body)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        for stream in streams:
            while stream.next() is not None:
                pass  # whole: none is cut
        self.assertEqual(server.stop()[0], 0)
        self.assertLess(time.monotonic() - began, 10)

    def test_many_idle_streams_cost_no_thread_and_little_memory(self):
        n = 300
        threads = self.count_threads(EventStream(self.server.port))
        before = self.server.memory()
        streams = [EventStream(self.server.port, address=f'127.0.9.{1 + i // OF_ADDRESS}')
                   for i in range(n)]
        for stream in streams:
            self.assertEqual(stream.next()[0], 'change')
        self.assertEqual(self.count_threads(streams[0]), threads)
        self.assertLess(self.server.memory() - before, n * 64 << 10)
        spent = self.spent()
        time.sleep(2)  # what they cost while nothing happens
        self.assertLess(self.spent() - spent, 0.1)
        self.assertEqual(self.get('/healthz').status, 200)
        self.assert_problem(EventStream(self.server.port, address='127.0.9.1').answer, 503,
                            'address')
        for stream in streams:
            stream.close()

    def count_threads(self, opened):
        self.assertIsNone(opened.answer)
        with open(f'/proc/{self.server.process.pid}/status', encoding='utf-8') as file:
            return next(int(line.split()[1]) for line in file if line.startswith('Threads'))

    def spent(self):
        """Seconds of the processor."""
        with open(f'/proc/{self.server.process.pid}/stat', encoding='utf-8') as file:
            return sum(map(int, file.read().rsplit(')')[-1].split()[11:13])) / 100

    def test_reader_who_does_not_read_holds_nobody_up(self):
        with socket.create_connection(('127.0.0.1', self.server.port)) as deaf:
            deaf.sendall(b'GET /v1/events HTTP/1.1\r\nHost: a\r\n\r\n')
            other = EventStream(self.server.port)
            self.assertEqual(other.next()[0], 'change')
            other.close()

    def test_head_and_old_clients(self):
        self.assertEqual(self.get('/v1/events', method='HEAD').status, 200)
        with socket.create_connection(('127.0.0.1', self.server.port), 20) as old:
            old.sendall(b'GET /v1/events HTTP/1.0\r\n\r\n')
            text = b''
            while b'event: change' not in text:
                text += old.recv(4096)


if __name__ == '__main__':
    server_support.main('__main__')
