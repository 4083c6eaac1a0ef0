#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mails leave through an encrypted line, and to whom its certificate names."""
import pathlib
import shutil
import tempfile
import unittest

import server_support
from accounts_support import BUYER, CHEAP, ask
from mail_support import CODE, Sink
from network_support import Authority, in_namespace
from server_support import Server

HERE = 'IP:127.0.0.1'
NEW = 'nouvelle@example.org'
SYSTEM_TRUST = '/etc/ssl/certs'


class Line(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.keys = tempfile.TemporaryDirectory()
        cls.authority = Authority(cls.keys.name)

    @classmethod
    def tearDownClass(cls):
        cls.keys.cleanup()

    def start(self, scheme, *options, before=()):
        """A new server, which sends through a sink that does not run yet."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.sink = Sink(folder.name, scheme=scheme)
        self.server = Server(pathlib.Path(folder.name) / 'a.db', '--demo', *CHEAP, '--smtp',
                             self.sink.url, '--mail-from', 'p@example.org', *options,
                             before=before)
        self.addCleanup(self.server.stop)

    def receive(self, scheme, pair):
        """The sink shows that certificate, at once or when it is asked to begin with TLS."""
        way = 'smtps' if scheme == 'smtps' else 'tls'
        self.sink.start(f'--{way}cert', pair[0], f'--{way}key', pair[1])
        self.addCleanup(self.sink.stop)

    def forget(self):
        answer = ask(self.server, 'POST', '/v1/passwords', {'address': BUYER})
        self.assertEqual(answer.status, 202, answer.body)

    def read_warning(self):
        return self.server.read_error('A mail does not leave')

    def test_mail_leaves_encrypted_to_whom_the_authority_names(self):
        for scheme in ('smtps', 'smtp'):
            with self.subTest(scheme):
                self.start(scheme, '--smtp-ca-file', self.authority.file)
                self.receive(scheme, self.authority.certify(HERE))
                self.forget()
                self.assertEqual(self.sink.next()['To'], BUYER)
                self.sink.stop()

    def test_bad_certificate_gets_no_mail_and_a_good_one_gets_it_later(self):
        for scheme in ('smtps', 'smtp'):
            for name, days in (('DNS:other.example.org', 2), (HERE, -1)):
                with self.subTest(f'{scheme} {name} {days}'):
                    self.start(scheme, '--smtp-ca-file', self.authority.file)
                    self.receive(scheme, self.authority.certify(name, days))
                    self.forget()
                    warning = self.read_warning()
                    self.assertNotIn(BUYER, warning)
                    self.assertIsNone(CODE.search(warning))
                    self.assertEqual(list(self.sink.folder.glob('new/*')), [])
                    self.sink.stop()
                    self.receive(scheme, self.authority.certify(HERE))
                    self.assertEqual(self.sink.next()['To'], BUYER)
                    self.sink.stop()

    def test_unknown_authority_gets_no_mail_and_holds_up_no_sign_up(self):
        self.start('smtps')
        self.receive('smtps', self.authority.certify(HERE))
        body = {'address': NEW, 'password': 'une phrase assez longue', 'name': 'N', 'kind': 'buyer'}
        self.assertEqual(ask(self.server, 'POST', '/v1/accounts', body).status, 202)
        self.assertIn('certificate', self.read_warning())
        self.assertEqual(self.server.get('/healthz').status, 200)
        self.assertEqual(list(self.sink.folder.glob('new/*')), [])

    def test_named_authority_takes_the_place_of_those_of_the_system(self):
        """The system trusts the one that certifies, in a mount namespace of the test."""
        folder, other = pathlib.Path(self.keys.name, 'system'), pathlib.Path(self.keys.name, 'other')
        folder.mkdir()
        other.mkdir()
        shutil.copy(self.authority.file, folder / 'ca-certificates.crt')
        before = in_namespace(folder, SYSTEM_TRUST)
        if before is None:
            self.skipTest('no mount namespace here')
        for options, mailed in ((), True), (('--smtp-ca-file', Authority(other).file), False):
            self.start('smtps', *options, before=before)
            self.receive('smtps', self.authority.certify(HERE))
            self.forget()
            if mailed:
                self.assertEqual(self.sink.next()['To'], BUYER)
            else:
                self.assertIn('certificate', self.read_warning())
                self.assertEqual(list(self.sink.folder.glob('new/*')), [])
            self.sink.stop()

    def test_password_does_not_leave_by_an_open_line(self):
        secret = pathlib.Path(self.keys.name, 'secret')
        secret.write_text('sender:mot de passe')
        self.start('smtp', '--smtp-credentials', secret)
        self.sink.start()
        self.addCleanup(self.sink.stop)
        self.forget()
        self.assertNotIn('mot de passe', self.read_warning())
        self.assertEqual(list(self.sink.folder.glob('new/*')), [])


if __name__ == '__main__':
    server_support.main('__main__')
