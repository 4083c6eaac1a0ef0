#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each row of the table of rights, as everybody there can be, against the running server.

What the table says of writes is sent to /v1/mutations; what it says of reads is looked for in all
that tells of records. tests/unit/test-server-rights.c holds the same table against the rules of the
model, so that a row that lies is seen by one of the two: here, when the server does not do what it
says; there, when it says what the rules do not.
"""
import csv
import gzip
import itertools
import json
import os
import pathlib
import sqlite3

from events_support import EventStream
from mutations_support import MODERATOR, Author, new_id
from organisations_support import MEMBER, OrganisationsTest, Reader
from server_support import Server, main

TABLE = pathlib.Path(os.environ['SOL_SOURCE_ROOT']) / 'data/api/authz.csv'
COLUMNS = 'type', 'op', 'state', 'field', 'role', 'scope'
SERVER_FIELDS = {'census_entry': ['identity', 'invited_at', 'listing', 'reminded_at', 'state'],
                 'listing': ['charter', 'closed_on', 'closed_why', 'external_id', 'remark', 'remarks', 'source', 'state',
                             'state_at', 'state_by', 'supplier', 'verified_on'],
                 'claim': ['account', 'answered_at', 'holder', 'organisation', 'reason', 'sent_to',
                           'state', 'structure'],
                 'client_word': ['answered_at', 'consented_on', 'name', 'remark', 'state', 'structure', 'text'],
                 'given_word': ['consented_on', 'organisation', 'remark'],
                 'handover': ['account', 'holder', 'organisation_name', 'remark', 'state', 'structure'],
                 'correction': ['account', 'name', 'present', 'remark', 'state', 'structure'],
                 'join_request': ['account', 'answered_at', 'asked_at', 'name', 'reminded_at',
                                  'request', 'state'],
                 'organisation': ['members'], 'workshop': ['seats', 'state'],
                 'workshop_page': ['organisation', 'state', 'title', 'workshop']}
CENSUSED = ['found', 'invited', 'answered', 'refused']
OFFERED = ['offered', 'accepted', 'declined', 'withdrawn']
REVIEWED = ['submitted', 'changes-asked', 'published', 'suspended', 'refused']
STATES = {'census_entry': CENSUSED, 'census_mark': CENSUSED,
          'listing': ['draft', 'archived', 'closed', *REVIEWED], 'listing_review': REVIEWED,
          'client_word': ['asked', 'answered', 'taken-back', 'hidden'], 'word_call': ['answered', 'hidden'],
          'join_request': ['asked', 'accepted', 'refused'],
          'handover': OFFERED, 'handover_call': OFFERED,
          'claim': ['asked', 'sent', 'accepted', 'refused', 'expired'], 'claim_call': ['asked'],
          'workshop': ['open', 'closed'], 'workshop_table': ['open', 'closed'],
          'workshop_page': ['invited', 'joined', 'closed', 'left'],
          'correction': ['asked', 'accepted', 'refused'], 'correction_call': ['asked'],
          'duplicate': ['proposed', 'merged', 'apart']}
CLAIMED = '01928374-0000-7000-8000-00000000c1a1'
PRAISED, THEIRS, FOREIGN = (f'01928374-0000-7000-8000-00000000c1a{n}' for n in (2, 3, 4))
DOUBLE = '01928374-0000-7000-8000-00000000c1a5'
CORRECTED = {'supplier': CLAIMED, 'field': 'address', 'value': '1 rue Haute', 'message': 'Vu'}
DOCS = {'claim': {'supplier': CLAIMED, 'proof': 'moderator'},
        'claim_call': {'supplier': CLAIMED, 'proof': 'moderator'},
        'client_word': {'supplier': PRAISED, 'client': 'Une'}, 'shown_word': {'supplier': PRAISED}, 'word_call': {'name': 'Une'},
        'given_word': {'supplier': FOREIGN, 'text': 'Bien', 'name': 'Une', 'consent': True},
        'duplicate': {'first': CLAIMED, 'second': DOUBLE},
        'correction': CORRECTED, 'correction_call': CORRECTED,
        'organisation': {'name': 'Une', 'kind': 'supplier'},
        'listing': {'name': 'Une', 'kind': 'ACI', 'siret': '73282932000074', 'department': '84',
                    'activities': [{'id': 'a', 'at': 'i', 'sector': 'bread'}]}}
OWN_FIELDS = {'census_entry': {'phone': '04'}, 'listing': {'brand': 'Autre'}, 'organisation': {'city': 'Apt'},
              'client_word': {'place': 3}, 'given_word': {'role': 'Maire'},
              'join_request': {'message': 'Bonjour'}, 'handover': {'message': 'Bonjour'}, 'claim': {'message': 'Bonjour'},
              'workshop': {'venue': 'Apt'}, 'workshop_page': {},
              'correction': {'link': 'https://example.org'}}
WITH = {'close_down': {'on': '2026-11-01'}, 'answer': {'organisation': 'x', 'listing': 'x'}, 'set_role': {'account': 'x', 'role': 'member'}, 'remove_member': {'account': 'x'},
        'admit': {'account': 'x', 'name': 'X', 'role': 'member'}, 'forget': {'account': 'x'},
        'rename': {'account': 'x', 'name': 'X'}, 'send': {'sent_to': 'x'}, 'turn': {'reason': 'x'},
        'merge': {'keep': CLAIMED},
        'give': {'text': 'Bien', 'name': 'Une'}, 'accept_join': {'request': 'x'}, 'refuse_join': {'request': 'x'},
        'ask_changes': {'remark': 'Pourquoi'}, 'refuse': {'remark': 'Pourquoi'},
        'sign_charter': {'edition': 1, 'name': 'Une', 'role': 'Gérante'},
        'suspend': {'remark': 'Pourquoi'}, 'hide': {'remark': 'Pourquoi'}}


def load():
    with open(TABLE, encoding='utf-8') as file:
        return list(csv.DictReader(file))


def best(rows, wanted):
    """As the server takes it: the row that says most, and one that names the field before all."""
    found, most = None, -1
    for row in rows:
        points = 0
        for column, word in wanted.items():
            if row[column] == '*':
                continue
            if word not in row[column].split('|'):
                break
            points += 100 if column == 'field' else 1
        else:
            if points > most:
                found, most = row, points
    return found


class Walk(OrganisationsTest):
    def setUp(self):
        super().setUp()
        self.rows = [row for row in load() if row['route'] == '/v1/mutations']
        self.ours = self.found()
        self.let_in(self.member)
        self.actors = {'member': self.member, 'manager': self.manager,
                       'moderator': Author(self, MODERATOR), 'former': self.make('former'),
                       'foreign': self.make('foreign')}
        self.let_in(self.actors['former'])
        account = self.account_of(self.actors['former'])['id']
        self.operate(self.manager, 'remove_member', account=account)
        self.actors['animator'] = self.make('animator', 'animator')
        self.let_in(self.actors['animator'])
        self.theirs = self.found(self.actors['foreign'])
        self.actors['former'].organisation = None
        self.hold_workshop()
        self.ids = {name: self.account_of(actor)['id'] for name, actor in self.actors.items()}

    def hold_workshop(self):
        """Ours holds workshops too, to which theirs is asked; ours has pages of one of its own."""
        seats = [{'id': one, 'at': at, 'organisation': one, 'name': 'Une', 'role': role}
                 for at, one, role in (('a', self.ours, 'manager'), ('b', self.theirs, 'invited'))]
        table = {'title': 'Une', 'seats': seats}
        workshop = self.put(table | {'state': 'open'}, f'org:{self.ours}', 'workshop')
        self.docs = DOCS | {'workshop': table, 'workshop_page': {'workshop': workshop, 'organisation': self.ours},
                            'handover': self.offer(self.ours, self.theirs)}
        self.sent = WITH | {op: {'organisation': self.theirs} for op in ('let_in', 'send_away')} | {
            'ask_in': {'organisation': self.theirs, 'name': 'Une'}}

    def offer(self, holder, taker):
        listing = self.put({'name': 'Une'}, f'org:{holder}')
        return {'listing': listing, 'organisation': taker, 'message': 'Bonjour'}

    def offer_of(self, state):
        """What is offered to ours, as it is at theirs; its records, and what says which it is."""
        whole, listing = new_id(), new_id()
        doc = {'listing': listing, 'organisation': self.ours, 'holder': self.theirs, 'message': 'Bonjour',
               'handover': whole, 'state': state}
        return [('listing', listing, f'org:{self.theirs}', {'name': 'Une'}, False),
                ('handover', whole, f'org:{self.theirs}', doc, False)], doc

    def make(self, name, role='member'):
        address = f'{name}-{new_id()[:8]}@example.org'
        self.sql('INSERT INTO account (id, address, name, kind, role, locale, password, state, '
                 "created_at, seen_at) SELECT ?, ?, ?, kind, ?, locale, password, state, "
                 'created_at, unixepoch () FROM account WHERE address = ?', new_id(), address, name,
                 role, MEMBER)
        return Author(self, address)

    def roles(self, name, kind, op):
        """What he is to our record; what he makes is his own organisation's."""
        if kind in ('correction', 'given_word', 'join_request'):
            return ['owner'] if name == 'member' or op == 'create' else []
        if op == 'create' and name == 'foreign':
            return ['member', 'manager']
        return {'member': ['member'], 'manager': ['member', 'manager'], 'animator': ['member', 'animator'],
                'moderator': ['moderator']}.get(name, [])

    def may(self, name, kind, op, state, fields, scope):
        roles = self.roles(name, kind, op) + ['stranger']
        roles += ['moderator'] if name == 'moderator' else []
        return all(any(best(self.rows, dict(zip(COLUMNS, (kind, op, state, field, role, scope))))
                       ['writable'] == 'yes' for role in roles) for field in fields or ['-'])

    def cases(self, kind, scope):
        ops = sorted({row['op'] for row in self.rows if row['type'] == kind} - {'*'})
        ops = ops or ['create', 'edit', 'delete', 'restore']
        for op, state in itertools.product(ops, STATES.get(kind, ['draft'])):
            sets = [self.sent.get(op, {})]
            if op in ('create', 'edit', 'submit') and kind in OWN_FIELDS:
                sets = [OWN_FIELDS[kind]] if op != 'submit' else [{}]
                sets += [{field: None} for field in SERVER_FIELDS[kind]]
            for fields, name in itertools.product(sets, self.actors):
                # Ours is one: whoever may change who belongs to it would send the others away.
                alone = kind == 'organisation' and op not in ('create', 'edit') and self.may(
                    name, kind, op, state, list(fields), scope)
                if (op != 'create' or state in ('draft', 'asked', 'found')) and not alone:
                    yield op, state, fields, name

    def put_all(self, wanted):
        """Records of ours that are there already, one a case, so that none meets another's."""
        database = sqlite3.connect(self.database, timeout=10, isolation_level=None)
        database.execute('BEGIN IMMEDIATE')
        seq = int(database.execute("SELECT value FROM meta WHERE name = 'seq'").fetchone()[0])
        for kind, ident, scope, doc, gone in wanted:
            seq += 1
            database.execute('INSERT INTO record (type, id, scope, rev, seq, changed_at, doc) '
                             'VALUES (?, ?, ?, 1, ?, unixepoch (), ?)',
                             (kind, ident, scope, seq, None if gone else json.dumps(doc)))
            if gone:
                database.execute('INSERT INTO deleted (type, id, doc, deleted_at) VALUES (?, ?, '
                                 '?, unixepoch ())', (kind, ident, json.dumps(doc)))
            if doc.get('state') == 'sent' and not gone:  # whose code nobody has is over
                database.execute("INSERT INTO claim_code VALUES (?, '', unixepoch () + 3600, 0)", (ident,))
        database.execute("UPDATE meta SET value = ? WHERE name = 'seq'", (str(seq),))
        database.execute('COMMIT')
        database.close()

    def prepare(self, kind, scope):
        """(name, mutation, whether it may), with the records that they are about."""
        records, acts = [], []
        owner = {'org': f'org:{self.ours}', 'user': f'user:{self.ids["member"]}',
                 'review': 'review:84', 'space': f'space:{new_id()}'}.get(scope, scope)
        for op, state, fields, name in self.cases(kind, scope):
            ident = new_id()
            shown = op == 'suspend' and state not in ('archived', 'suspended')
            doc = self.docs.get(kind, {'name': 'Une'}) | (
                {'state': state} if kind in STATES else {}) | (
                {'verified_on': '2026-11-01'} if shown else {}) | (
                {'organisation': self.theirs} if kind == 'join_request' else {})
            if kind == 'handover_call':
                made, doc = self.offer_of(state)
                records += made
            if kind == 'organisation':
                owner = f'org:{self.ours}' if op == 'create' else owner
                ident = self.ours if op != 'create' else ident
            elif op != 'create':
                records.append((kind, ident, owner, doc, op == 'restore'))
            sent = dict(fields)
            if op == 'create':
                base = {k: v for k, v in doc.items() if k not in ('activities', 'seats', 'state')}
                sent = {k: v for k, v in base.items() if k != 'verified_on'} | sent
            if op == 'create' and kind == 'client_word' and name == 'foreign':
                sent['supplier'] = THEIRS
            if op == 'create' and kind == 'handover' and name == 'foreign':
                sent = self.offer(self.theirs, self.ours) | dict(fields)
            rev = 0 if op == 'create' else 10 ** 6 if kind == 'organisation' else 1
            acts.append((name, op, ident, rev, sent, state,
                         self.may(name, kind, op, state, list(sent), scope)))
        self.put_all(records)
        return acts

    def walk(self, kind, scope):
        acts = self.prepare(kind, scope)
        for name, actor in self.actors.items():
            mine = [act for act in acts if act[0] == name]
            for start in range(0, len(mine), 100):
                part = mine[start:start + 100]
                answers = actor.send(*(actor.make(op, ident, rev, kind=kind, **(
                    {'set': sent} if sent else {})) for _, op, ident, rev, sent, _, _ in part))
                for act, answer in zip(part, answers):
                    # Whoever has as many as there may be had the right to one.
                    allowed = answer['result'] == 'applied' or answer.get('code') == 'too-many'
                    self.assertEqual(allowed, act[-1], (kind, act, answer))
        return len(acts), sum(act[-1] for act in acts)

    def test_every_row_of_a_write(self):
        self.put_all([('supplier', one, 'public', {'name': 'Une', 'department': '84'}, False) for one in (CLAIMED, DOUBLE)] + [
            ('supplier', ident, 'public', {'name': 'Une', 'organisation': organisation, 'verified_on': '2026-11-01'}, False)
            for ident, organisation in ((PRAISED, self.ours), (THEIRS, self.theirs), (FOREIGN, new_id()))])
        total = [self.walk(kind, scope) for kind, scope in (
            ('listing', 'org'), ('claim', 'org'), ('claim_call', 'review'), ('correction', 'user'), ('correction_call', 'review'), ('duplicate', 'review'), ('merged_supplier', 'public'), ('join_request', 'user'), ('organisation', 'org'),
            ('client_word', 'org'), ('given_word', 'user'), ('shown_word', 'public'), ('word_call', 'review'),
            ('join_call', 'org'), ('handover', 'org'), ('handover_call', 'org'), ('census_entry', 'org'), ('census_mark', 'review'), ('listing_review', 'review'), ('supplier', 'public'),
            ('supplier_contact', 'members'), ('supplier_looks', 'org'), ('term', 'public'))]
        self.sql("UPDATE record SET doc = json_set (doc, '$.kind', 'partner') WHERE id = ?", self.ours)
        total += [self.walk(kind, scope) for kind, scope in (
            ('workshop', 'org'), ('workshop_page', 'org'), ('workshop_share', 'space'), ('workshop_table', 'space'))]
        n_acts, n_allowed = (sum(column) for column in zip(*total))
        print(f'# {n_acts} acts, of which {n_allowed} are allowed', flush=True)
        self.assertGreater(n_acts, 500)
        self.assertGreater(n_allowed, 50)

    def test_nobody_writes_without_an_account(self):
        body = {'client': new_id(), 'mutations': [
            {'id': new_id(), 'n': 1, 't': 'listing', 'target': new_id(), 'op': 'create',
             'base_rev': 0, 'set': {'name': 'Une'}}]}
        self.assertEqual(self.ask('POST', '/v1/mutations', body).status, 401)
        for name in ('former', 'foreign', 'moderator'):
            answer = self.actors[name].post(
                self.actors[name].make('create', new_id(), set={'name': 'Une'}),
                organisation=self.ours)
            self.assert_problem(answer, 403, 'organisation')

    def test_what_each_reads(self):
        """One record of each type in each scope, found by those alone that the table names."""
        rows, marks = load(), {}
        scopes = {'public': 'public', 'members': 'members', 'org': f'org:{self.ours}',
                  'user': f'user:{self.ids["member"]}', 'review': 'review:84', 'space': f'space:{new_id()}'}
        kinds = sorted({row['type'] for row in rows} - {'-', '*'})
        for kind, scope in itertools.product(kinds, scopes):
            marks[kind, scope] = new_id()
        self.put_all((kind, ident, scopes[scope], {'name': f'Quidam {ident}'}, False)
                     for (kind, scope), ident in marks.items())
        self.sql("INSERT INTO access_grant VALUES (?, ?, 'workshop', '', 1)", self.ids['member'], scopes['space'])
        sees = {'member': {'members', 'org', 'user', 'space'}, 'manager': {'members', 'org'},
                'animator': {'members', 'org'},
                'moderator': {'members', 'review'}, 'former': {'members'}, 'foreign': {'members'}}
        for name, actor in self.actors.items():
            reader = Reader(self, actor)
            reader.read()
            text = json.dumps(list(reader.held.values()))
            for (kind, scope), ident in marks.items():
                row = best([row for row in rows if row['route'] == '/v1/changes'],
                           dict(type=kind, op='read', role='account', scope=scope))
                may = row is not None and row['readable'] == 'yes' and scope in sees[name]
                self.assertEqual(ident in text, may, (name, kind, scope))
                row = best([row for row in rows if row['route'] == '/v1/history/{id}'],
                           dict(type=kind, op='read', role='account', scope=scope))
                may = row['readable'] == 'yes' and scope in sees[name]
                answer = self.ask('GET', f'/v1/history/{ident}?t={kind}', token=actor.token)
                self.assertEqual(answer.status, 200 if may else 404, (name, kind, scope))
        self.hold_public(rows, marks)

    def test_hints_are_for_who_reads(self):
        """Of a record of ours its readers alone are told that something changed."""
        streams = {name: EventStream(self.server.port, actor.token)
                   for name, actor in self.actors.items()}
        streams['anonymous'] = EventStream(self.server.port, None)
        for stream in streams.values():
            self.addCleanup(stream.close)
            stream.wait_for('change')
        self.list_something()
        readers = {'member', 'manager', 'animator'}
        for name in readers:
            streams[name].wait_for('change')
        for name in streams.keys() - readers:
            self.assertTrue(streams[name].is_silent(0.5), name)

    def hold_public(self, rows, marks):
        """The same of what all read, who brings a token no more than who has none."""
        tokens = [None] + [actor.token for actor in self.actors.values()]
        self.assertEqual(self.server.stop()[0], 0)
        type(self).server = Server(self.database, *self.options)  # the index is read at the start
        for token in tokens:
            feed = self.ask('GET', '/v1/changes?limit=1000', token=token).body
            found = self.ask('GET', '/v1/suppliers?q=quidam&limit=200', token=token).body
            for (kind, scope), ident in marks.items():
                row = best([row for row in rows if row['route'] == '/v1/changes'],
                           dict(type=kind, op='read', role='anonymous', scope=scope))
                may = row is not None and row['readable'] == 'yes' and scope == 'public'
                self.assertEqual(ident.encode() in feed, may, (kind, scope))
                self.assertEqual(ident.encode() in found,
                                 (kind, scope) == ('supplier', 'public'), (kind, scope))
                one = self.ask('GET', f'/v1/suppliers/{ident}', token=token).status
                self.assertEqual(one == 200, (kind, scope) == ('supplier', 'public'))
                blob = f'/v1/blobs/{"0" * 64}?t={kind}&id={ident}'
                self.assertIn(self.ask('GET', blob, token=token).status, (400, 401, 404))
        snapshot = gzip.decompress(self.get(self.server.wait_for_snapshot()['url']).body)
        for (kind, scope), ident in marks.items():
            if scope != 'public':
                self.assertNotIn(ident.encode(), snapshot)


if __name__ == '__main__':
    main(__name__)
