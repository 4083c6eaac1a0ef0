#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in, the sessions that follow, and what is tried against them."""
import json
import pathlib
import socket
import statistics
import tempfile
import time
import unittest

import server_support
from accounts_support import BUYER, CHEAP, PASSWORD, AccountsTest, ask
from server_support import ADDRESSES, Server

ABSENT = 'nobody@example.org'


class Sessions(AccountsTest):
    def test_the_demonstration_has_an_account_of_each_role(self):
        people = self.get('/v1/about').json()['demo_accounts']
        self.assertEqual([one['role'] for one in people],
                         ['member'] * 3 + ['animator', 'moderator', 'administrator'])
        for one in people:
            account = self.sign_in(one['address'], one['password'])['account']
            self.assertEqual({k: account[k] for k in ('name', 'kind', 'role')},
                             {k: one[k] for k in ('name', 'kind', 'role')})

    def test_who_is_not_signed_in_is_told_how(self):
        for method, path, body in (('GET', '/v1/account', None), ('GET', '/v1/sessions', None),
                                   ('PATCH', '/v1/account', {'name': 'x'}),
                                   ('DELETE', '/v1/sessions/others', None)):
            for header in (None, 'Bearer ', 'Bearer x', 'Basic YTpi', 'Bearer ' + 'A' * 43):
                headers = {'Authorization': header} if header else {}
                answer = self.ask(method, path, body, **headers)
                self.assert_problem(answer, 401, 'signed-out')
                self.assertTrue(answer.headers['WWW-Authenticate'].startswith('Bearer realm='))

    def test_tokens_follow_one_another(self):
        first = self.sign_in()
        second = self.refresh(first['refresh']).json()
        self.assertEqual(second['session'], first['session'])
        self.assertFalse(self.is_in(first['access']))
        self.assertTrue(self.is_in(second['access']))
        self.assertEqual(self.refresh(second['refresh']).status, 200)

    def test_a_lost_answer_loses_no_session(self):
        first = self.sign_in()
        self.refresh(first['refresh'])  # its answer does not arrive
        self.refresh(first['refresh'])  # nor this one
        third = self.refresh(first['refresh'])
        self.assertEqual(third.status, 200)
        self.assertTrue(self.is_in(third.json()['access']))

    def test_a_spent_token_ends_the_session(self):
        for use in ('access', 'refresh'):
            first = self.sign_in()
            second = self.refresh(first['refresh']).json()
            newest = second
            if use == 'access':
                self.assertTrue(self.is_in(second['access']))
            else:
                newest = self.refresh(second['refresh']).json()
            self.assert_problem(self.refresh(first['refresh']), 403, 'signed-out')
            self.assertFalse(self.is_in(newest['access']), use)
            self.assertEqual(self.refresh(newest['refresh']).status, 403)
            self.assertIn(('reuse', first['session']),
                          self.sql('SELECT act, detail FROM audit'))

    def test_much_older_tokens_end_it_too(self):
        tokens = [self.sign_in()]
        for _ in range(5):
            tokens.append(self.refresh(tokens[-1]['refresh']).json())
        self.assertEqual(self.refresh(tokens[2]['refresh']).status, 403)
        self.assertFalse(self.is_in(tokens[-1]['access']))

    def test_a_stolen_access_is_worth_nothing_after_signing_out(self):
        tokens = self.sign_in()
        self.assertEqual(self.ask('DELETE', '/v1/sessions/current', token=tokens['access']).status,
                         204)
        self.assertFalse(self.is_in(tokens['access']))
        self.assertEqual(self.refresh(tokens['refresh']).status, 403)

    def test_tokens_expire(self):
        tokens = self.sign_in()
        self.sql('UPDATE session SET access_until = unixepoch () WHERE id = ?', tokens['session'])
        self.assertFalse(self.is_in(tokens['access']))
        self.sql('UPDATE session SET expires_at = unixepoch () WHERE id = ?', tokens['session'])
        self.assertEqual(self.refresh(tokens['refresh']).status, 403)

    def test_sessions_are_listed_and_ended(self):
        self.sql('UPDATE session SET ended_at = 1')
        tokens = [self.sign_in() for _ in range(3)]
        own = tokens[1]
        listed = self.ask('GET', '/v1/sessions', token=own['access']).json()['sessions']
        self.assertEqual({one['id'] for one in listed}, {one['session'] for one in tokens})
        self.assertEqual([one['id'] for one in listed if one['current']], [own['session']])
        self.assertEqual({one['client'] for one in listed}, {'test'})
        path = f'/v1/sessions/{tokens[0]["session"]}'
        self.assertEqual(self.ask('DELETE', path, token=own['access']).status, 204)
        self.assert_problem(self.ask('DELETE', path, token=own['access']), 404, 'session')
        other = self.sign_in('reseau@example.org')
        self.assert_problem(self.ask('DELETE', f'/v1/sessions/{own["session"]}',
                                     token=other['access']), 404, 'session')
        self.ask('DELETE', '/v1/sessions/others', token=own['access'])
        self.assertEqual([self.is_in(one['access']) for one in tokens], [False, True, False])
        self.assertTrue(self.is_in(other['access']))

    def test_the_account_is_changed(self):
        tokens, other = self.sign_in('encadrant@example.org'), self.sign_in('encadrant@example.org')
        name = tokens['account']['name']
        answer = self.ask('PATCH', '/v1/account', {'name': 'Zoé', 'locale': 'en'},
                          tokens['access'])
        self.assertEqual((answer.json()['name'], answer.json()['locale']), ('Zoé', 'en'))
        new = 'une phrase assez longue'
        answer = self.ask('PATCH', '/v1/account', {'new_password': new}, tokens['access'])
        self.assert_problem(answer, 403, 'credentials')
        answer = self.ask('PATCH', '/v1/account', {'new_password': new, 'password': PASSWORD},
                          tokens['access'])
        self.assertEqual(answer.status, 200)
        self.assertTrue(self.is_in(tokens['access']))
        self.assertFalse(self.is_in(other['access']))
        again = self.sign_in('encadrant@example.org', new)
        self.ask('PATCH', '/v1/account', {'name': name, 'locale': 'fr', 'password': new,
                                          'new_password': PASSWORD}, again['access'])
        acts = self.sql('SELECT act, detail, client FROM audit WHERE session = ?',
                        tokens['session'])
        self.assertEqual(acts, [('sign-in', '', 'test'), ('change', 'name locale', 'test'),
                                ('change', 'password', 'test'), ('end', 'others', 'test')])

    def test_what_cannot_be_is_refused(self):
        token = self.sign_in()['access']
        for body, reason in (({'name': ''}, 'name'), ({'name': ' \t'}, 'name'),
                             ({'name': 'a\nb'}, 'name'), ({'name': 'a\u202eb'}, 'name'),
                             ({'locale': 'de'}, 'locale'), ({'new_password': 'court'}, 'password'),
                             ({'new_password': 'MotDePasse123'}, 'password'),
                             ({'new_password': BUYER.upper()}, 'password')):
            self.assert_problem(self.ask('PATCH', '/v1/account', body, token), 422, reason)
        self.assert_problem(self.ask('PATCH', '/v1/account', {}, token), 400, 'body')
        self.assert_problem(self.ask('PATCH', '/v1/account', {'role': 'administrator'}, token),
                            400, 'body')


class Attacks(AccountsTest):
    def guess(self, whom, password='wrong password', **rest):
        return self.ask('POST', '/v1/sessions', {'address': whom, 'password': password}, **rest)

    def test_a_thousand_guesses_are_throttled(self):
        for address in (BUYER, ABSENT):  # each guess from somewhere else
            told = [self.guess(address.upper() if n % 2 else address) for n in range(500)]
            self.assertEqual([answer.status for answer in told[:6]], [403] * 5 + [429])
            self.assertEqual({answer.status for answer in told[5:]}, {429})
            self.assertIn(int(told[-1].headers['Retry-After']), range(1, 901))
        self.assertEqual(self.guess(BUYER, PASSWORD).status, 429, 'the right one does not help')
        self.sql('UPDATE attempt SET at = at - 901')
        self.assertEqual(self.guess(BUYER, PASSWORD).status, 200)

    def test_an_address_tries_few_accounts(self):
        here = next(ADDRESSES)
        told = [self.guess(f'p{n}@example.org', address=here).status for n in range(60)]
        self.assertEqual(told, [403] * 50 + [429] * 10)

    def test_the_owner_is_not_counted(self):
        for _ in range(8):
            self.sign_in()

    def test_throttling_outlives_the_server(self):
        for _ in range(5):
            self.guess(BUYER)
        self.server.stop()
        type(self).server = Server(self.database, *self.options)
        self.assertEqual(self.guess(BUYER, PASSWORD).status, 429)

    def test_known_and_unknown_are_told_the_same(self):
        known, unknown = self.guess(BUYER), self.guess(ABSENT)
        self.assertEqual((known.status, known.body), (unknown.status, unknown.body))
        self.assertEqual(known.headers.keys(), unknown.headers.keys())

    def test_bodies_that_are_wrong(self):
        right = {'address': BUYER, 'password': PASSWORD}
        for body in (b'', b'{', b'[]', b'null', b'"x"', b'{"address":1,"password":"x"}',
                     b'{"address":null,"password":"x"}', b'{"address":"a"}',
                     json.dumps(right | {'role': 'administrator'}).encode(),
                     b'{"address":"a","address":"b","password":"x"}',
                     b'{"address":"a","\\u0061ddress":"b","password":"x"}',
                     b'[' * 4000, b'{"a":' * 800, b'{"address":"\xff\xfe","password":"x"}',
                     json.dumps(right | {'password': 'x' * 129}).encode(),
                     json.dumps(right).encode() + b'{}', json.dumps(right).encode() + b'\0'):
            self.assert_problem(self.ask('POST', '/v1/sessions', body), 400, 'body')
        for kind in ('text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', ''):
            self.assert_problem(self.ask('POST', '/v1/sessions', right, Content_Type=kind), 415,
                                'media-type')
        self.assertEqual(self.ask('POST', '/v1/sessions', right,
                                  Content_Type='application/json; charset=utf-8').status, 200)

    def test_huge_bodies_are_refused_at_their_head(self):
        before = self.server.memory()
        head = b'POST /v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n'
        for length in (b'Content-Length: 4097', b'Content-Length: 2147483648',
                       b'Transfer-Encoding: chunked'):
            answer = self.server.raw(head + length + b'\r\n\r\n' + b'x' * 100)
            self.assertTrue(answer.startswith(b'HTTP/1.1 413 '), answer[:100])
        self.assertLess(self.server.memory() - before, 4 << 20)

    def test_cut_and_slow_bodies_are_not_acted_upon(self):
        body = json.dumps({'address': BUYER, 'password': PASSWORD}).encode()
        head = (b'POST /v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n'
                b'Content-Length: %d\r\n\r\n' % len(body))
        before = self.sql('SELECT COUNT (*) FROM session')
        for at in range(0, len(body), 7):
            with socket.create_connection(('127.0.0.1', self.server.port)) as connection:
                connection.sendall(head + body[:at])
                connection.shutdown(socket.SHUT_WR)
                self.assertNotIn(b' 200 ', connection.recv(1000)[:20])
        begin = time.monotonic()
        answer = self.server.raw(head + body[:-1])
        self.assertNotIn(b' 200 ', answer[:20])
        self.assertLess(time.monotonic() - begin, 60)
        self.assertEqual(self.sql('SELECT COUNT (*) FROM session'), before)
        parts = socket.create_connection(('127.0.0.1', self.server.port))
        with parts:  # in pieces it is whole
            for at in range(0, len(head + body), 40):
                parts.sendall((head + body)[at:at + 40])
            self.assertIn(b' 200 ', parts.recv(4000)[:20])

    def test_addresses_that_are_none(self):
        for address in ('', 'x', 'a@b', '@example.org', 'a@example.org\r\nBcc: b@example.org',
                        'a b@example.org', '<a@example.org>', 'a@example.org,b@example.org',
                        'é@example.org', 'a@-example.org', 'a..b@example.org', "' OR 1=1 --"):
            self.sql('DELETE FROM attempt')
            self.assert_problem(self.guess(address), 403, 'credentials')


class Restarts(unittest.TestCase):
    def test_sessions_outlive_restarts_and_the_demonstration_does_not(self):
        with tempfile.TemporaryDirectory() as folder:
            database = pathlib.Path(folder) / 'a.db'
            body = {'address': BUYER, 'password': PASSWORD}
            server = Server(database, '--demo', *CHEAP)
            tokens = ask(server, 'POST', '/v1/sessions', body).json()
            for _ in range(2):
                server.stop()
                server = Server(database, '--demo', *CHEAP)
                answer = ask(server, 'GET', '/v1/account', token=tokens['access'])
                self.assertEqual(answer.status, 200)
            server.stop()
            server = Server(database, *CHEAP)
            self.assertNotIn('demo_accounts', ask(server, 'GET', '/v1/about').json())
            self.assertEqual(ask(server, 'POST', '/v1/sessions', body).status, 403)
            self.assertEqual(ask(server, 'GET', '/v1/account', token=tokens['access']).status, 401)
            self.assertEqual(ask(server, 'POST', '/v1/tokens',
                                 {'refresh': tokens['refresh']}).status, 403)
            server.stop()


class Secrets(AccountsTest):
    """Of what is secret nothing is in a file or a log, as it is."""

    def test_no_secret_lies_about(self):
        tokens = self.sign_in()
        newer = self.refresh(tokens['refresh']).json()
        self.ask('PATCH', '/v1/account', {'password': PASSWORD,
                                          'new_password': 'un secret bien à moi'}, newer['access'])
        self.ask('GET', '/v1/account?token=' + newer['access'], token=newer['access'])
        code, errors = self.server.stop()
        type(self).server = Server(self.database, *self.options)
        self.assertEqual(code, 0)
        files = [path for path in self.database.parent.rglob('*') if path.is_file()]
        self.assertIn(self.database, files)
        everything = b''.join(path.read_bytes() for path in files) + errors.encode()
        self.assertIn(b'$argon2id$', everything)
        for secret in (PASSWORD, 'un secret bien à moi', tokens['access'], tokens['refresh'],
                       newer['access'], newer['refresh']):
            self.assertNotIn(secret.encode(), everything)


class Time(AccountsTest):
    """At the price of a real password, so that a shorter way would show."""
    options = ('--demo', '--password-passes', '1', '--password-kib', '16384')

    def measure(self, address):
        self.sql('DELETE FROM attempt')
        begin = time.perf_counter()
        answer = self.ask('POST', '/v1/sessions', {'address': address, 'password': 'wrong one'})
        self.assertEqual(answer.status, 403)
        return time.perf_counter() - begin

    def test_known_and_unknown_take_the_same_time(self):
        pairs = [(self.measure(BUYER), self.measure(f'n{n}@example.org')) for n in range(25)]
        known, unknown = (statistics.median(column) for column in zip(*pairs))
        self.assertLess(abs(known - unknown), 0.25 * max(known, unknown), (known, unknown))
        print(f'# known {known * 1000:.2f} ms, unknown {unknown * 1000:.2f} ms')


if __name__ == '__main__':
    server_support.main('__main__')
