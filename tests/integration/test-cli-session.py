#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The session of who writes by the command line: stolen, ended."""
import contextlib
import json
import sqlite3

import server_support
from accounts_support import ask
from computers_support import MANAGER, PASSWORD, WritingTest

ENDED = 'Your session has ended: sign in again with --sign-in ADDRESS'


class Sessions(WritingTest):
    def setUp(self):
        super().setUp()
        self.one.sign_in()
        self.listing = self.make_listing()

    def edit(self, city):
        self.one.run('--as', 'Semailles du Gard', '--edit', 'listing', self.listing,
                     f'city={city}')

    def get_refresh(self):
        return next(line.split('=', 1)[1] for line in self.one.session.read_text().splitlines()
                    if line.startswith('refresh='))

    def ask(self, method, path, body=None, token=None):
        return ask(self.server, method, path, body, token)

    def assert_ended_and_kept(self, city):
        said = self.one.run('--sync', status=1).stderr
        self.assertEqual(said.splitlines()[-2:], ['1 act waits to be sent', ENDED])
        entry, = self.one.outbox()
        self.assertEqual((entry['state'], entry['set']), ('waiting', {'city': city}))
        self.one.sign_in()
        self.assertEqual(self.one.outbox(), [])
        self.assertEqual(self.get_city(), city)

    def get_city(self):
        """As the server has it."""
        with contextlib.closing(sqlite3.connect(self.root / 'catalogue.db', timeout=10)) as base:
            doc, = base.execute('SELECT doc FROM record WHERE id = ?', (self.listing,)).fetchone()
        return json.loads(doc)['city']

    def test_a_stolen_token_ends_the_session_of_both(self):
        self.edit('Alès')
        stolen = self.ask('POST', '/v1/tokens', {'refresh': self.get_refresh()}).json()
        self.assertEqual(self.ask('GET', '/v1/account', token=stolen['access']).status, 200)
        self.assert_ended_and_kept('Alès')
        self.assertEqual(self.ask('GET', '/v1/account', token=stolen['access']).status, 401)
        self.assertEqual(self.ask('POST', '/v1/tokens', {'refresh': stolen['refresh']}).status, 403)

    def test_a_session_ended_elsewhere_keeps_the_work(self):
        self.edit('Uzès')
        access = self.ask('POST', '/v1/sessions', {
            'address': MANAGER, 'password': PASSWORD, 'client': 'test'}).json()['access']
        ended = self.ask('DELETE', '/v1/sessions/others', token=access)
        self.assertEqual(ended.status, 204, ended.body)
        self.assert_ended_and_kept('Uzès')


if __name__ == '__main__':
    server_support.main('__main__')
