#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in at an OpenID provider: the server and a real one, with a browser between."""
import concurrent.futures
import os
import pathlib
import socket
import tempfile
import urllib.parse

import yaml
from accounts_support import BUYER, CHEAP, PASSWORD, AccountsTest, ask
from network_support import Authority
from oidc_support import Browser, Provider, make_verifier
from server_support import Server, main

API = yaml.safe_load(pathlib.Path(os.environ['SOL_SOURCE_ROOT'], 'data/api/openapi.yaml')
                     .read_text(encoding='utf-8'))
REDIRECT = 'http://127.0.0.1:9/'


class Walk(AccountsTest):
    """All of the way, with a provider that knows the server by a secret or without one."""
    secret = ''
    ca_file, pair, more = None, (), ()

    @classmethod
    def setUpClass(cls):
        cls.provider = Provider(cls.secret, cls.pair)
        cls.options = ('--demo', *CHEAP, '--oidc-issuer', cls.provider.issuer,
                       '--oidc-client-id', 'achetons', '--oidc-name', 'Connexion <Pro>', *cls.more)
        if cls.secret:
            with tempfile.NamedTemporaryFile('w', delete=False) as file:
                file.write(cls.secret + '\n')
            cls.addClassCleanup(os.unlink, file.name)
            cls.options += ('--oidc-secret', file.name)
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.provider.stop()

    def ask(self, method, path, body=None, token=None, **rest):
        """Each answer is one that the description of the API knows."""
        answer = super().ask(method, path, body, token, **rest)
        described = API['paths'][path][method.lower()]['responses'][str(answer.status)]
        if 'content' in described:
            schema = described['content'][answer.headers['Content-Type']]['schema']
            names = API['components']['schemas'][schema['$ref'].split('/')[-1]]['properties']
            self.assertLessEqual(set(answer.json()), set(names))
        return answer

    def begin(self, redirect=REDIRECT):
        """What the client keeps, and what the browser opens."""
        verifier, challenge = make_verifier()
        answer = self.ask('POST', '/v1/oidc/starts', {'redirect_uri': redirect,
                                                      'challenge': challenge})
        self.assertEqual(answer.status, 200, answer.body)
        begun = answer.json()
        return {'state': begun['state'], 'verifier': verifier}, begun['url']

    def walk(self, who, url):
        """What the browser brings back."""
        back = Browser(who, self.ca_file).follow(url)
        self.assertTrue(back.startswith(REDIRECT), back)
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(back).query))

    def bring(self, who, **changed):
        kept, url = self.begin()
        back = self.walk(who, url)
        self.assertEqual(back['state'], kept['state'])
        body = kept | {'code': back['code'], 'issuer': back['iss'], 'redirect_uri': REDIRECT,
                       'client': 'test'} | changed
        return kept, body

    def finish(self, body):
        return self.ask('POST', '/v1/oidc/tokens', body)

    def sign_in_there(self, who):
        kept, body = self.bring(who)
        return kept, self.finish(body)

    def make_account(self, kept, **changed):
        return self.ask('POST', '/v1/oidc/accounts', kept | {
            'name': 'Ana', 'kind': 'buyer', 'client': 'test'} | changed)

    def join(self, who):
        kept, answer = self.sign_in_there(who)
        self.assert_problem(answer, 409, 'new-account')
        answer = self.make_account(kept)
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json()


class Public(Walk):
    def test_it_is_offered_by_its_name(self):
        self.assertEqual(self.get('/v1/about').json()['oidc'], {'name': 'Connexion <Pro>'})

    def test_who_is_new_makes_an_account_and_comes_back_to_it(self):
        kept, answer = self.sign_in_there('New@example.org')
        self.assert_problem(answer, 409, 'new-account')
        self.assertEqual(answer.json()['address'], 'new@example.org')
        self.assertEqual(answer.json()['name'], 'Nom de New@example.org')
        made = self.make_account(kept)
        self.assertEqual(made.status, 200, made.body)
        account = made.json()['account']
        self.assertEqual((account['address'], account['name'], account['kind']),
                         ('new@example.org', 'Ana', 'buyer'))
        self.assert_problem(self.make_account(kept), 403, 'state')
        _, again = self.sign_in_there('New@example.org')
        self.assertEqual(again.status, 200, again.body)
        self.assertEqual(again.json()['account']['id'], account['id'])
        self.assertTrue(self.is_in(again.json()['access']))
        self.assertEqual([act for act, in self.sql('SELECT act FROM audit WHERE account = ? '
                                                   'ORDER BY key', account['id'])],
                         ['oidc-sign-up', 'oidc-sign-in', 'oidc-sign-in'])

    def test_it_has_no_password_that_could_be_guessed(self):
        self.join('nopassword@example.org')
        for password in ('', 'any'):
            answer = self.ask('POST', '/v1/sessions', {'address': 'nopassword@example.org',
                                                       'password': password, 'client': 'test'})
            self.assert_problem(answer, 403, 'credentials')

    def test_an_account_with_a_password_is_linked_by_it_alone(self):
        kept, answer = self.sign_in_there(BUYER)
        self.assert_problem(answer, 409, 'address-taken')
        self.assertEqual(answer.json()['address'], BUYER)
        self.assert_problem(self.make_account(kept), 409, 'taken')
        self.assertEqual(self.ask('POST', '/v1/oidc/links', kept).status, 401)
        token = self.sign_in()['access']
        for password in ({}, {'password': 'un autre mot'}):
            answer = self.ask('POST', '/v1/oidc/links', kept | password, token)
            self.assert_problem(answer, 403, 'credentials')
        self.assert_problem(self.finish(self.bring(BUYER)[1]), 409, 'address-taken')
        body = kept | {'password': PASSWORD}
        self.assertEqual(self.ask('POST', '/v1/oidc/links', body, token).status, 204)
        self.assert_problem(self.ask('POST', '/v1/oidc/links', body, token), 403, 'state')
        _, answer = self.sign_in_there(BUYER)
        self.assertEqual(answer.status, 200, answer.body)
        self.assertEqual(answer.json()['account']['address'], BUYER)
        self.assertEqual(self.sign_in()['account']['id'], answer.json()['account']['id'])

    def test_an_account_that_nobody_confirmed_is_not_in_the_way(self):
        self.sql('INSERT INTO account (id, address, name, kind, role, locale, password, state, '
                 "created_at) SELECT 'squatter', 'squatted@example.org', name, kind, role, locale, "
                 "password, 'unconfirmed', created_at FROM account WHERE address = ?", BUYER)
        self.assertNotEqual(self.join('squatted@example.org')['account']['id'], 'squatter')
        answer = self.ask('POST', '/v1/sessions', {'address': 'squatted@example.org',
                                                   'password': PASSWORD, 'client': 'test'})
        self.assert_problem(answer, 403, 'credentials')

    def test_an_address_that_is_not_verified_is_nobodys(self):
        self.assert_problem(self.sign_in_there('unverified@example.org')[1], 403, 'unverified')

    def test_a_code_and_a_state_serve_once(self):
        kept, body = self.bring('once@example.org')
        self.assert_problem(self.finish(body), 409, 'new-account')
        self.assert_problem(self.finish(body), 403, 'state')
        other, _ = self.begin()
        self.assert_problem(self.finish(body | other), 403, 'refused')

    def test_what_another_client_began_is_refused(self):
        kept, body = self.bring('mine@example.org')
        other, _ = self.begin()
        self.assert_problem(self.finish(body | {'verifier': make_verifier()[0]}), 403, 'state')
        self.assert_problem(self.finish(body | {'state': other['state']}), 403, 'state')
        self.assert_problem(self.finish(body | {'state': 'x' * 43}), 403, 'state')
        self.assert_problem(self.finish(body | {'redirect_uri': 'http://127.0.0.1:10/'}), 403,
                            'state')
        self.assert_problem(self.finish(body), 409, 'new-account')
        self.assert_problem(self.make_account(kept | {'verifier': make_verifier()[0]}), 403, 'state')

    def test_another_nonce_is_refused(self):
        kept, url = self.begin()
        parts = urllib.parse.urlsplit(url)
        query = dict(urllib.parse.parse_qsl(parts.query)) | {'nonce': 'of another'}
        back = self.walk('nonce@example.org',
                         parts._replace(query=urllib.parse.urlencode(query)).geturl())
        answer = self.finish(kept | {'code': back['code'], 'issuer': back['iss'],
                                     'redirect_uri': REDIRECT})
        self.assert_problem(answer, 403, 'refused')

    def test_another_provider_is_refused(self):
        for issuer in ('https://other.example.org', self.provider.issuer + '/'):
            body = self.bring('mixed@example.org', issuer=issuer)[1]
            self.assert_problem(self.finish(body), 403, 'refused')
        body = self.bring('mixed@example.org')[1]
        del body['issuer']
        self.assert_problem(self.finish(body), 403, 'refused')

    def test_what_took_too_long_is_refused(self):
        kept, body = self.bring('late@example.org')
        self.sql('UPDATE oidc_start SET expires_at = unixepoch () - 1')
        self.assert_problem(self.finish(body), 403, 'state')
        kept, answer = self.sign_in_there('late@example.org')
        self.assert_problem(answer, 409, 'new-account')
        self.sql('UPDATE oidc_start SET expires_at = unixepoch () - 1')
        self.assert_problem(self.make_account(kept), 403, 'state')
        self.begin()
        self.assertEqual(self.sql('SELECT count (*) FROM oidc_start'), [(1,)])

    def test_the_browser_is_sent_to_this_machine_alone(self):
        challenge = make_verifier()[1]
        for uri in ('https://127.0.0.1:9/', 'http://localhost:9/', 'http://127.0.0.1/',
                    'http://example.org:9/', 'http://127.0.0.1:9@example.org:9/', '//127.0.0.1:9/',
                    'http://127.0.0.1:9/?a=b', 'http://127.0.0.1:9/#a', 'http://127.0.0.2:9/',
                    'http://127.0.0.1.example.org:9/', 'app://127.0.0.1:9/', 'http://[::2]:9/', ''):
            answer = self.ask('POST', '/v1/oidc/starts', {'redirect_uri': uri,
                                                          'challenge': challenge})
            self.assert_problem(answer, 422, 'redirect_uri')
        for wrong in ('', 'abc', 'x' * 42, '%' * 43):
            answer = self.ask('POST', '/v1/oidc/starts', {'redirect_uri': REDIRECT,
                                                          'challenge': wrong})
            self.assert_problem(answer, 422, 'challenge')
        self.begin('http://[::1]:9/back')

    def test_it_is_told_to_its_owner_and_erased_with_him(self):
        who = 'gone@example.org'
        tokens = self.join(who)
        held = self.ask('GET', '/v1/account/data', token=tokens['access']).json()
        self.assertEqual([(one['issuer'], one['subject']) for one in held['identities']],
                         [(self.provider.issuer, who)])
        ident = tokens['account']['id']
        self.sql('UPDATE session SET created_at = created_at - 3600 WHERE account = ?', ident)
        self.assertEqual(self.ask('GET', '/v1/account', token=tokens['access']).json()['proof'], 'sign-in')
        self.assert_problem(self.ask('DELETE', '/v1/account', {'password': ''}, tokens['access']),
                            403, 'sign-in-again')
        _, again = self.sign_in_there(who)
        answer = self.ask('DELETE', '/v1/account', {'password': ''}, again.json()['access'])
        self.assertEqual(answer.status, 200, answer.body)
        self.sql('UPDATE account SET erase_at = 1 WHERE id = ?', ident)
        self.assertEqual(self.server.stop()[0], 0)
        type(self).server = Server(self.database, *self.options)
        self.assertEqual(self.sql('SELECT * FROM identity WHERE account = ?', ident), [])
        self.assert_problem(self.sign_in_there(who)[1], 409, 'new-account')


class Elsewhere(AccountsTest):
    """Other servers than one with a public client and its provider."""
    def start(self, *options):
        self.assertEqual(self.server.stop()[0], 0)
        type(self).server = Server(self.database, '--demo', *CHEAP, *options)
        return self.ask('POST', '/v1/oidc/starts', {'redirect_uri': REDIRECT,
                                                    'challenge': make_verifier()[1]})

    def test_without_a_provider_none_is_offered(self):
        self.assert_problem(self.start(), 404, 'oidc')
        self.assertNotIn('oidc', self.get('/v1/about').json())

    def test_a_provider_that_is_away_is_told(self):
        provider = Provider()
        provider.stop()
        answer = self.start('--oidc-issuer', provider.issuer, '--oidc-client-id', 'achetons')
        self.assert_problem(answer, 503, 'provider')

    def test_who_waits_for_the_provider_holds_up_no_password(self):
        """It takes connections and does not answer: more wait than there are threads for passwords."""
        with socket.create_server(('127.0.0.1', 0), backlog=16) as silent:
            self.assertEqual(self.server.stop()[0], 0)
            type(self).server = Server(self.database, '--demo', *CHEAP, '--oidc-issuer',
                                       f'http://127.0.0.1:{silent.getsockname()[1]}',
                                       '--oidc-client-id', 'achetons')
            body = {'redirect_uri': REDIRECT, 'challenge': make_verifier()[1]}
            with concurrent.futures.ThreadPoolExecutor(4) as pool:
                waiting = [pool.submit(self.ask, 'POST', '/v1/oidc/starts', body) for _ in range(4)]
                asked = [silent.accept()[0] for _ in waiting]
                self.sign_in()
                self.assertFalse(any(one.done() for one in waiting))
                for end in asked:
                    end.close()
                for one in waiting:
                    self.assert_problem(one.result(), 503, 'provider')

    def test_a_provider_on_a_line_that_others_read_is_refused(self):
        with self.assertRaisesRegex(RuntimeError, '--oidc-issuer takes https://'):
            Server(self.database.with_name('other.db'), '--oidc-issuer', 'http://example.org',
                   '--oidc-client-id', 'achetons')


class Certified(Walk):
    """A provider elsewhere, which a private authority certifies."""
    @classmethod
    def setUpClass(cls):
        cls.office = tempfile.TemporaryDirectory()
        cls.authority = Authority(cls.office.name)
        cls.ca_file = cls.authority.file
        cls.more = ('--oidc-ca-file', cls.ca_file)
        cls.pair = cls.authority.certify('IP:127.0.0.1')
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.office.cleanup()

    def test_one_signs_in_over_tls(self):
        self.assertTrue(self.provider.issuer.startswith('https://'))
        self.assertTrue(self.is_in(self.join('certified@example.org')['access']))

    def test_who_is_not_certified_is_asked_nothing(self):
        """Another authority, another name, a day too late: there is nobody to believe then."""
        other = Authority(tempfile.mkdtemp(dir=self.office.name))
        for authority, name, days in ((other, 'IP:127.0.0.1', 2), (self.authority, 'IP:127.0.0.2', 2),
                                      (self.authority, 'IP:127.0.0.1', -1)):
            provider = Provider('', authority.certify(name, days))
            server = Server(self.database.with_name('other.db'), '--oidc-issuer', provider.issuer,
                            '--oidc-client-id', 'achetons', *self.more)
            answer = ask(server, 'POST', '/v1/oidc/starts', {'redirect_uri': REDIRECT,
                                                             'challenge': make_verifier()[1]})
            self.assert_problem(answer, 503, 'provider')
            provider.stop()
            self.assertIn('certificate', server.stop()[1])


class Confidential(Walk):
    secret = 'a secret: of 32 letters + more & so on'

    def test_the_server_tells_its_secret(self):
        self.assertTrue(self.is_in(self.join('secret@example.org')['access']))


if __name__ == '__main__':
    main(__name__)
