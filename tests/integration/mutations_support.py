# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches of mutations, as a client sends them."""
import json
import sqlite3
import uuid

from accounts_support import AccountsTest

MODERATOR = 'moderation@example.org'
SIRET = '73282932000074'
WHOLE = {'name': 'Semailles', 'siret': SIRET, 'kind': 'ACI', 'department': '84',
         'activities': [{'id': 'a', 'at': 'i', 'sector': 'bread'}]}

CREATED = {'set': {name: value for name, value in WHOLE.items() if name != 'activities'},
           'items': [{'path': 'activities/a', 'act': 'add', 'set': {'sector': 'bread'}}]}


def new_id():
    return str(uuid.uuid4())


def make(n, op, target, base_rev=0, kind='listing', **rest):
    return {'id': new_id(), 'n': n, 't': kind, 'target': target, 'op': op, 'base_rev': base_rev,
            **rest}


class Author:
    """An installation with somebody signed in, who counts his mutations."""
    def __init__(self, test, address, organisation=None):
        self.test, self.organisation = test, organisation
        self.token = test.sign_in(address)['access']
        self.client, self.n = new_id(), 0

    def make(self, op, target, base_rev=0, **rest):
        self.n += 1
        return make(self.n, op, target, base_rev, **rest)

    def post(self, *mutations, **members):
        body = {'client': self.client, 'mutations': list(mutations)}
        if self.organisation:
            body['organisation'] = self.organisation
        return self.test.ask('POST', '/v1/mutations', body | members, self.token)

    def send(self, *mutations):
        answer = self.post(*mutations)
        self.test.assertEqual(answer.status, 200, answer.body[:500])
        answers = answer.json()['answers']
        self.test.assertEqual([(one['id'], one['n']) for one in answers],
                              [(one['id'], one['n']) for one in mutations])
        return answers

    def act(self, op, target, base_rev=0, **rest):
        return self.send(self.make(op, target, base_rev, **rest))[0]


class MutationsTest(AccountsTest):
    def found(self, address):
        """A manager of an organisation of his own."""
        author, organisation = Author(self, address), new_id()
        answer = author.act('create', organisation, kind='organisation',
                            set={'name': 'Semailles', 'kind': 'supplier'})
        self.assertEqual(answer['result'], 'applied', answer)
        author.organisation = organisation
        return author

    def put(self, doc, scope=None, kind='listing', ident=None):
        """A record that is there already; its id."""
        ident = ident or new_id()
        database = sqlite3.connect(self.database, timeout=10, isolation_level=None)
        database.execute('BEGIN IMMEDIATE')
        database.execute("UPDATE meta SET value = value + 1 WHERE name = 'seq'")
        database.execute(
            'INSERT INTO record (type, id, scope, rev, seq, changed_at, doc) SELECT ?, ?, ?, 1, '
            "value, unixepoch (), ? FROM meta WHERE name = 'seq'",
            (kind, ident, scope or f'org:{new_id()}', json.dumps(doc)))
        database.execute('COMMIT')
        database.close()
        return ident

    def get_record(self, ident, kind='listing'):
        rows = self.sql('SELECT rev, doc FROM record WHERE type = ? AND id = ?', kind, ident)
        return (rows[0][0], json.loads(rows[0][1] or 'null')) if rows else None
