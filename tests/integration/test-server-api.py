#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The description of the API and the table of rights, held against the running server."""
import csv
import gzip
import hashlib
import itertools
import json
import os
import pathlib
import sqlite3
import subprocess
import tempfile
import time
import unittest
from datetime import datetime, timezone

import server_support
import yaml
from accounts_support import BUYER, CHEAP, PASSWORD, ask
from mutations_support import make, new_id
from server_support import ADDRESSES, EXE, Server, ServerTest

ROOT = pathlib.Path(os.environ['SOL_SOURCE_ROOT'])
OIDC = '/v1/oidc/'
OURS = 'achetons-solidaires/'
WRONG = '/v1/suppliers/00000000-0000-5000-8000-000000000000'



def put_refusal_link(database):
    """The page of who was invited; its code is AAAAA."""
    database.execute("INSERT INTO record (type, id, scope, rev, seq, changed_at, doc) VALUES ('census_entry', 'n', "
                     "'org:1', 1, -7, 1, '{\"name\":\"A\",\"state\":\"invited\"}')")
    database.execute("INSERT INTO refusal_code VALUES (?, 'census_entry', 'n', 'm', unixepoch () + 3600)",
                     (hashlib.sha256(b'refusal\0AAAAA').hexdigest(),))

class Api(ServerTest):
    options = (*ServerTest.options, '--show-codes', '--public-address', 'https://a.example.org')

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.text = subprocess.run([EXE, '--print-openapi'], capture_output=True, text=True,
                                  check=True).stdout
        cls.api = yaml.safe_load(cls.text)
        cls.one = cls.server.get('/v1/changes?limit=1').lines()[0]['id']
        cls.url = cls.server.wait_for_snapshot()['url']
        cls.logo, cls.owner, cls.other = cls.find_logo(cls.server)
        cls.cursor = cls.server.get('/v1/changes').lines()[-1]['next']

    @staticmethod
    def find_logo(server):
        """The hash of a logo, the id of the structure that shows it, and of one that does not."""
        lines = [line for line in server.get('/v1/changes').lines() if 'doc' in line]
        shown = next(line for line in lines if 'logo' in line['doc'])
        other = next(line for line in lines if 'logo' not in line['doc'])
        return shown['doc']['logo']['hash'], shown['id'], other['id']

    def asks(self):
        """(route, path, headers, status): one for each status that a test can bring about."""
        quoted = f'"{self.cursor}"'
        for route in ('/healthz', '/metrics', '/v1/about', '/v1/changes', '/v1/snapshot',
                      '/v1/suppliers', '/v1/referentials'):
            yield route, route, {}, 200
            yield route, f'{route}?nothing=1', {}, 400
        yield '/v1/suppliers', '/v1/suppliers?counts=true&near=84007&limit=200', {}, 200
        yield '/v1/changes', '/v1/changes', {'If_None_Match': quoted}, 304
        yield '/v1/changes', '/v1/changes?types=term&since=' + self.cursor, {}, 410
        yield '/v1/snapshot/{file}', self.url, {}, 200
        yield '/v1/snapshot/{file}', self.url, {'Range': 'bytes=1-'}, 206
        yield '/v1/snapshot/{file}', self.url, {'Range': 'bytes=1-,3-'}, 416
        yield '/v1/snapshot/{file}', self.url + 'x', {}, 404
        yield '/v1/suppliers/{id}', f'/v1/suppliers/{self.one}', {}, 200
        logo = f'/v1/blobs/{self.logo}?supplier={self.owner}'
        yield '/v1/blobs/{hash}', logo, {}, 200
        yield '/v1/blobs/{hash}', logo, {'Range': 'bytes=1-'}, 206
        yield '/v1/blobs/{hash}', logo, {'Range': 'bytes=1-,3-'}, 416
        yield '/v1/blobs/{hash}', logo, {'If_None_Match': f'"{self.logo}"'}, 304
        yield '/v1/blobs/{hash}', f'/v1/blobs/{self.logo}', {}, 404
        yield '/v1/blobs/{hash}', f'/v1/blobs/{self.logo}?supplier={self.other}', {}, 404
        yield '/v1/blobs/{hash}', logo + '&nothing=1', {}, 400
        yield '/v1/suppliers/{id}', WRONG, {}, 404
        yield '/s/{id}', '/s/x', {}, 404
        yield '/s/{id}', f'/s/{self.one}', {}, 200
        for name in ('kinds', 'communes'):
            yield '/v1/referentials/{list}', f'/v1/referentials/{name}', {}, 200
        yield '/v1/referentials/{list}', '/v1/referentials/nothing', {}, 404
        yield '/v1/referentials/{list}', '/v1/referentials/kinds?q=x', {}, 400
        for route, path in (('/v1/snapshot', '/v1/snapshot'), ('/v1/snapshot/{file}', self.url),
                            ('/v1/suppliers', '/v1/suppliers'),
                            ('/v1/suppliers/{id}', f'/v1/suppliers/{self.one}'), ('/s/{id}', f'/s/{self.one}')):
            yield route, path, {'If_None_Match': self.get(path).headers['ETag']}, 304

    def acts(self):
        """(method, route, path, body, token, status[, headers]): the same of what needs a body or a token."""
        right = {'address': BUYER, 'password': PASSWORD}
        tokens, other = (ask(self.server, 'POST', '/v1/sessions', right).json() for _ in range(2))
        token = tokens['access']
        yield 'post', '/v1/sessions', '/v1/sessions', right, None, 200
        yield 'post', '/v1/sessions', '/v1/sessions', right | {'password': 'x'}, None, 403
        yield 'post', '/v1/sessions', '/v1/sessions', right | {'client': 'a\nb'}, None, 422
        yield 'post', '/v1/sessions', '/v1/sessions', {}, None, 400
        yield 'post', '/v1/sessions', '/v1/sessions', b'', None, 415
        yield 'get', '/v1/sessions', '/v1/sessions', None, token, 200
        yield 'get', '/v1/sessions', '/v1/sessions', None, None, 401
        own = '/v1/changes', '/v1/changes?access=own'
        yield 'get', *own, None, token, 200
        yield 'get', *own, None, None, 401
        yield 'get', '/v1/events', '/v1/events', None, 'x', 401
        account = '/v1/account', '/v1/account'
        yield 'get', *account, None, token, 200
        yield 'get', *account, None, None, 401
        yield 'patch', *account, {'locale': 'fr'}, token, 200
        yield 'patch', *account, {'locale': 'fr'}, None, 401
        yield 'patch', *account, {'locale': 'de'}, token, 422
        yield 'patch', *account, {'new_password': PASSWORD, 'password': 'x'}, token, 403
        yield 'patch', *account, b'', token, 415
        one = '/v1/sessions/{id}'
        yield 'delete', one, f'/v1/sessions/{other["session"]}', None, token, 204
        yield 'delete', one, f'/v1/sessions/{other["session"]}', None, token, 404
        yield 'delete', one, '/v1/sessions/current', None, None, 401
        new = {'address': 'new@example.org', 'password': 'une phrase assez longue'}
        up = '/v1/accounts', '/v1/accounts'
        yield 'post', *up, new | {'name': 'New', 'kind': 'king'}, None, 422
        yield 'post', *up, b'', None, 415
        yield 'post', *up, new | {'name': 'New', 'kind': 'buyer'}, None, 202
        confirm = '/v1/accounts/confirm', '/v1/accounts/confirm'
        yield 'post', *confirm, new | {'code': 'x', 'address': ''}, None, 422
        yield 'post', *confirm, b'', None, 415
        yield 'post', *confirm, new | {'code': 'x'}, None, 403
        yield 'post', *confirm, new | {'code': self.read_code()}, None, 200
        forgotten = '/v1/passwords', '/v1/passwords'
        yield 'post', *forgotten, {'address': 'x'}, None, 422
        yield 'post', *forgotten, b'', None, 415
        yield 'post', *forgotten, {'address': 'new@example.org'}, None, 202
        reset = '/v1/passwords/confirm', '/v1/passwords/confirm'
        yield 'post', *reset, new | {'code': 'x', 'password': 'x'}, None, 422
        yield 'post', *reset, b'', None, 415
        yield 'post', *reset, new | {'code': 'x'}, None, 403
        yield 'post', *reset, new | {'code': self.read_code()}, None, 204
        refresh = '/v1/tokens', '/v1/tokens'
        yield 'post', *refresh, {'refresh': tokens['refresh']}, None, 200
        yield 'post', *refresh, {'refresh': 'x'}, None, 403
        yield 'post', *refresh, b'', None, 415
        yield from self.writes()
        yield from self.invitations()
        yield from self.claims()
        yield from self.census()
        yield from self.workshops()
        yield from self.words()
        yield from self.refusals()
        yield from self.looks()
        yield from self.attachments(self.sign_in())
        yield from self.personal(new | {'password': 'une phrase assez longue'})

    def attachments(self, token):
        content = b'x' * 9
        name = hashlib.sha256(content).hexdigest()
        route, path = '/v1/uploads/{hash}', f'/v1/uploads/{name}'
        begin = 'post', '/v1/uploads', '/v1/uploads'
        body = {'hash': name, 'size': len(content), 'name': 'x', 'type': 'image/png'}
        yield *begin, body, token, 200
        yield *begin, body, None, 401
        yield *begin, body | {'organisation': new_id()}, token, 403
        yield *begin, body | {'hash': 'x'}, token, 422
        yield *begin, b'', token, 415
        for asker, which, status in ((token, path, 200), (None, path, 401),
                                     (token, f'{path}?organisation={new_id()}', 403),
                                     (token, '/v1/uploads/' + '0' * 64, 404)):
            yield 'get', route, which, None, asker, status
        yield 'patch', route, path, b'', token, 415
        part = {'Content_Type': 'application/offset+octet-stream', 'Upload_Offset': '0'}
        foreign = f'{path}?organisation={new_id()}'
        for asker, which, part_body, at, status in (
                (None, path, content, 0, 401), (token, foreign, content, 0, 403),
                (token, '/v1/uploads/' + '0' * 64, content, 0, 404),
                (token, path, content, 1, 409), (token, path, content * 2, 0, 422),
                (token, path, content, 0, 204)):
            yield ('patch', route, which, part_body, asker, status,
                   part | {'Upload_Offset': str(at)})
        yield 'get', '/v1/blobs/{hash}', f'/v1/blobs/{name}?t=supplier&id={self.one}', None, 'x', 401
        deadline = time.monotonic() + 30
        while ask(self.server, 'GET', path, token=token).json()['state'] == 'checking':
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)
        for asker, which, status in ((None, path, 401), (token, foreign, 403), (token, path, 204),
                                     (token, path, 404)):
            yield 'delete', route, which, None, asker, status

    def writes(self):
        right = {'address': BUYER, 'password': PASSWORD}
        token = ask(self.server, 'POST', '/v1/sessions', right).json()['access']
        route = 'post', '/v1/mutations', '/v1/mutations'
        first = make(1, 'publish', new_id())
        batch = {'client': new_id(), 'mutations': [first]}
        yield *route, batch, token, 200
        yield *route, batch, None, 401
        yield *route, batch | {'organisation': new_id()}, token, 403
        yield *route, batch | {'mutations': [make(3, 'publish', new_id())]}, token, 409
        yield *route, batch | {'mutations': [first | {'op': 'suspend'}]}, token, 422
        yield *route, b'', token, 415

    def invitations(self):
        right = {'address': 'gerante@example.org', 'password': PASSWORD}
        token = ask(self.server, 'POST', '/v1/sessions', right).json()['access']
        account = ask(self.server, 'GET', '/v1/account', token=token).json()
        body = {'organisation': account['organisations'][0]['id'], 'role': 'member'}
        route = 'post', '/v1/invitations', '/v1/invitations'
        yield *route, body, token, 200
        yield *route, body, None, 401
        yield *route, body | {'organisation': new_id()}, token, 403
        yield *route, body | {'role': 'king'}, token, 422
        yield *route, b'', token, 415
        code = ask(self.server, 'POST', '/v1/invitations', body, token).json()['code']
        join = 'post', '/v1/invitations/confirm', '/v1/invitations/confirm'
        yield *join, {'code': code}, token, 200
        yield *join, {'code': code}, None, 401
        yield *join, {'code': 'x'}, token, 403
        yield *join, b'', token, 415

    def claims(self):
        right = {'address': 'gerante@example.org', 'password': PASSWORD}
        token = ask(self.server, 'POST', '/v1/sessions', right).json()['access']
        account = ask(self.server, 'GET', '/v1/account', token=token).json()
        organisation, claim = account['organisations'][0]['id'], new_id()
        create = make(1, 'create', claim, kind='claim',
                      set={'supplier': self.other, 'proof': 'moderator'})
        answer = ask(self.server, 'POST', '/v1/mutations', {
            'client': new_id(), 'organisation': organisation, 'mutations': [create]}, token)
        self.assertEqual(answer.json()['answers'][0]['result'], 'applied', answer.body)
        # As if the contact had received it: nobody could read it here, where no mail leaves.
        database = sqlite3.connect(self.database)
        with database:
            database.execute("UPDATE record SET doc = json_set (doc, '$.state', 'sent') WHERE type "
                             "= 'claim' AND id = ?", (claim,))
            database.execute('INSERT INTO claim_code (claim, hash, expires_at, tries) VALUES (?, '
                             "?, unixepoch () + 60, 0)", (claim, hashlib.sha256(f'claim:{claim}\0AAAAA'.encode())
                              .hexdigest()))
        database.close()
        route = 'post', '/v1/claims/confirm', '/v1/claims/confirm'
        body = {'organisation': organisation, 'claim': claim, 'code': 'aaaaa'}
        yield *route, body, None, 401
        yield *route, body | {'code': 'x'}, token, 403
        yield *route, b'', token, 415
        yield *route, body, token, 200

    def census(self):
        right = {'address': 'reseau@example.org', 'password': PASSWORD}
        token = ask(self.server, 'POST', '/v1/sessions', right).json()['access']
        account = ask(self.server, 'GET', '/v1/account', token=token).json()
        network, entry = account['organisations'][0]['id'], new_id()
        create = make(1, 'create', entry, kind='census_entry', set={'name': 'Les Paniers', 'department': '84'})
        answer = ask(self.server, 'POST', '/v1/mutations', {
            'client': new_id(), 'organisation': network, 'mutations': [create]}, token)
        self.assertEqual(answer.json()['answers'][0]['result'], 'applied', answer.body)
        route = 'post', '/v1/census/invitations', '/v1/census/invitations'
        body = {'organisation': network, 'entry': entry}
        yield *route, body, None, 401
        yield *route, body | {'entry': new_id()}, token, 403
        yield *route, b'', token, 415
        yield *route, body, token, 200
        yield *route, body, token, 409  # a moment ago

    def workshops(self):
        token, member = (ask(self.server, 'POST', '/v1/sessions', {'address': who, 'password': PASSWORD}).json()['access']
                         for who in ('reseau@example.org', 'gerante@example.org'))
        network, structure = (ask(self.server, 'GET', '/v1/account', token=one).json()['organisations'][0]['id']
                              for one in (token, member))
        open_one, late = new_id(), new_id()
        acts = [make(n, 'create', ident, kind='workshop', set={'title': 'Vendre', 'day': day})
                for n, ident, day in ((1, open_one, datetime.now(timezone.utc).date().isoformat()),
                                      (2, late, '2026-01-01'))]
        answer = ask(self.server, 'POST', '/v1/mutations', {
            'client': new_id(), 'organisation': network, 'mutations': acts}, token)
        self.assertEqual([one['result'] for one in answer.json()['answers']], ['applied'] * 2, answer.body)
        route = 'post', '/v1/workshops/codes', '/v1/workshops/codes'
        body = {'organisation': network, 'workshop': open_one}
        yield *route, body, None, 401
        yield *route, body | {'workshop': new_id()}, token, 403
        yield *route, b'', token, 415
        yield *route, body, token, 200
        yield *route, body | {'workshop': late}, token, 409
        code = ask(self.server, 'POST', '/v1/workshops/codes', body, token).json()['code']
        route = 'post', '/v1/workshops/confirm', '/v1/workshops/confirm'
        body = {'organisation': structure, 'code': code}
        yield *route, body, None, 401
        yield *route, body | {'code': 'x'}, member, 403
        yield *route, b'', member, 415
        yield *route, body, member, 200
        for _ in range(5):
            ask(self.server, 'POST', '/v1/workshops/confirm', body | {'code': 'x'}, member)
        yield *route, body, member, 429
    def looks(self):
        route, today = ('post', '/v1/looks', '/v1/looks'), datetime.now(timezone.utc).date().isoformat()
        body = {'batch': new_id(), 'looks': [{'supplier': self.one, 'day': today}]}
        yield *route, body, None, 200
        yield *route, body | {'looks': []}, None, 400
        yield *route, body, 'not-good', 401
        yield *route, b'', None, 415

    def words(self):
        right = {'address': 'gerante@example.org', 'password': PASSWORD}
        token = ask(self.server, 'POST', '/v1/sessions', right).json()['access']
        organisation = ask(self.server, 'GET', '/v1/account', token=token).json()['organisations'][0]['id']
        word, supplier = new_id(), new_id()
        database = sqlite3.connect(self.database)
        with database:
            for seq, kind, ident, scope, doc in (
                    (-1, 'supplier', supplier, 'public', {'name': 'Une', 'organisation': organisation}),
                    (-2, 'client_word', word, f'org:{organisation}', {'supplier': supplier, 'state': 'asked'})):
                database.execute('INSERT INTO record (type, id, scope, rev, seq, changed_at, doc) VALUES '
                                 '(?, ?, ?, 1, ?, 1, ?)', (kind, ident, scope, seq, json.dumps(doc)))
        database.close()
        route = 'post', '/v1/words/links', '/v1/words/links'
        body = {'organisation': organisation, 'word': word}
        yield *route, body, None, 401
        yield *route, body | {'word': new_id()}, token, 403
        yield *route, b'', token, 415
        yield *route, body, token, 200
        route, path = '/w/{code}', '/w/' + ask(self.server, 'POST', '/v1/words/links', body, token).json()['code']
        form = {'Content_Type': 'application/x-www-form-urlencoded'}
        yield 'get', route, path, None, None, 200
        yield 'get', route, '/w/x', None, None, 404
        yield 'post', route, path, b'', None, 415
        for where, sent, status in ((path, b'%ff=', 400), (path, b'act=give', 422), ('/w/x', b'act=give', 404),
                                    (path, b'act=give&text=a&name=b&consent=yes', 200)):
            yield 'post', route, where, sent, None, status, form

    def refusals(self):
        database = sqlite3.connect(self.database)
        with database:
            put_refusal_link(database)
        database.close()
        route, form = '/n/{code}', {'Content_Type': 'application/x-www-form-urlencoded'}
        yield 'get', route, '/n/AAAAA', None, None, 200
        yield 'get', route, '/n/x', None, None, 404
        yield 'post', route, '/n/AAAAA', b'', None, 415
        for where, sent, status in (('/n/AAAAA', b'%ff=', 400), ('/n/AAAAA', b'act=refuse', 422),
                                    ('/n/x', b'act=undo', 404), ('/n/AAAAA', b'act=refuse&reason=silence', 200)):
            yield 'post', route, where, sent, None, status, form

    def personal(self, new):
        right = {'address': 'gerante@example.org', 'password': PASSWORD}
        manager, leaver = (ask(self.server, 'POST', '/v1/sessions', who).json()['access']
                           for who in (right, {k: new[k] for k in ('address', 'password')}))
        account = ask(self.server, 'GET', '/v1/account', token=manager).json()
        history = '/v1/organisations/{id}'
        yield 'get', history, f'/v1/organisations/{account["organisations"][0]["id"]}', None, \
            manager, 200
        yield 'get', history, f'/v1/organisations/{new_id()}', None, manager, 403
        yield 'get', history, f'/v1/organisations/{new_id()}', None, None, 401
        moderator = ask(self.server, 'POST', '/v1/sessions',
                        right | {'address': 'moderation@example.org'}).json()['access']
        feed = ask(self.server, 'GET', '/v1/changes?access=own&types=listing_review', token=moderator)
        review = f'/v1/reviews/{feed.lines()[0]["id"]}'
        for asker, status in ((moderator, 200), (manager, 404), (None, 401)):
            yield 'get', '/v1/reviews/{id}', review, None, asker, status
        feed = ask(self.server, 'GET', '/v1/changes?access=own&types=listing', token=manager).lines()
        replaced = 'get', '/v1/history/{id}', f'/v1/history/{feed[0]["id"]}?t=listing'
        edit = make(1, 'edit', feed[0]['id'], feed[0]['rev'], set={'note': 'Bonjour'})
        answer = ask(self.server, 'POST', '/v1/mutations', {
            'client': new_id(), 'organisation': account['organisations'][0]['id'],
            'mutations': [edit]}, manager).json()
        self.assertEqual(answer['answers'][0]['result'], 'applied', answer)
        for asker, status in ((manager, 200), (moderator, 404), (None, 401)):
            yield *replaced, None, asker, status
        yield 'get', '/v1/account/data', '/v1/account/data', None, manager, 200
        yield 'get', '/v1/account/data', '/v1/account/data', None, None, 401
        close = 'delete', '/v1/account', '/v1/account'
        yield *close, {'password': 'x'}, leaver, 403
        yield *close, b'', leaver, 415
        yield *close, {'password': PASSWORD}, manager, 409
        yield *close, {'password': new['password']}, leaver, 200
        yield *close, {'password': new['password']}, leaver, 401

    def read_code(self):
        return self.server.process.stdout.readline().split()[-1]

    def answers(self):
        for route, path, headers, status in self.asks():
            yield 'get', route, path, status, self.get(path, **headers)
        for method, route, path, body, token, status, *headers in self.acts():
            headers = headers[0] if headers else {'Content_Type': 'text/plain'} if body == b'' else {}
            yield method, route, path, status, ask(self.server, method.upper(), path, body, token,
                                                   **headers)

    def resolve(self, schema):
        while '$ref' in schema:
            schema = self.api['components']['schemas'][schema['$ref'].split('/')[-1]]
        return schema

    def check(self, value, schema, where, seen):
        """Every field of @value is described; those described and met are put into @seen."""
        schema = self.resolve(schema)
        kinds = {'object': dict, 'array': list, 'string': str, 'integer': int, 'boolean': bool,
                 'number': (int, float), 'null': type(None)}
        names = schema['type'] if isinstance(schema['type'], list) else [schema['type']]
        self.assertTrue(any(isinstance(value, kinds[name]) for name in names), (where, value))
        if isinstance(value, dict) and ('properties' in schema or
                                        'additionalProperties' in schema):
            for name, member in value.items():
                inner = schema.get('properties', {}).get(name, schema.get('additionalProperties'))
                self.assertIsNotNone(inner, f'{where}.{name} is not described')
                seen.add(f'{where}.{name}')
                self.check(member, inner, f'{where}.{name}', seen)
        if isinstance(value, list):
            for element in value:
                self.check(element, schema['items'], f'{where}[]', seen)

    def test_committed_description_is_the_printed_one(self):
        self.assertEqual((ROOT / 'data/api/openapi.yaml').read_text(encoding='utf-8'), self.text)

    def test_every_route_status_and_field_is_as_described(self):
        met, seen = {('get', '/v1/events', 200)}, set()  # without an end: test-server-events reads it
        for method, route, path, status, answer in self.answers():
            self.assertEqual(answer.status, status, (method, path, answer.body[:200]))
            described = self.api['paths'][route][method]['responses'][str(status)]
            met.add((method, route, status))
            if 'content' not in described:
                self.assertEqual(answer.raw, b'')
                continue
            media_type = answer.headers['Content-Type']
            self.assertEqual([media_type], list(described['content']))
            schema = described['content'][media_type]['schema']
            name = schema.get('$ref', '').split('/')[-1]
            if media_type.endswith('json') and media_type != 'application/x-ndjson':
                self.check(answer.json(), schema, name, seen)
            elif media_type == 'application/x-ndjson':
                for line in answer.lines():
                    self.check(line, schema, name, seen)
        self.hold_the_other_way(met, seen)

    def hold_the_other_way(self, met, seen):
        """What is described was met, but for what only a failure or a race brings about, an upload
        that a record names, which test-server-uploads has, and a structure that was merged with
        another, which test-server-duplicates has."""
        described = {(method, route, int(status)) for route, path in self.api['paths'].items()
                     for method, operation in path.items() for status in operation['responses']}
        self.assertEqual({one for one in described - met
                          if one[-1] not in (400, 405, 413, 426, 429, 500, 503) and
                          not one[1].startswith(OIDC)},
                         {('delete', '/v1/uploads/{hash}', 409),
                          ('get', '/v1/suppliers/{id}', 308), ('get', '/s/{id}', 308)})
        fields = {f'{name}.{field}' for name, schema in self.api['components']['schemas'].items()
                  for field in schema['properties'] if name not in ('Term', 'Mutations', 'Looks')}
        never = fields - seen - {field for field in fields
                                 if field.replace('Supplier.', 'SupplierPage.items[].') in seen}
        # The demonstration has no deleted record, nothing in it is closed, and its SIRETs are right; test-account-data has
        # an account that is kept after all, test-server-uploads
        # files refused, and test-server-oidc a provider to sign in at.
        never = {field for field in never if not field.startswith(('Oidc', 'About.oidc'))}
        self.assertLessEqual(never, {
            'Upload.why', 'Tokens.reopened', 'FeedLine.del', 'FeedLine.drop', 'Supplier.brand', 'Supplier.verified_on', 'Supplier.completeness', 'Supplier.siret_fault', 'Supplier.closed_on',
            'Supplier.closed_why', 'Supplier.corrected'})

    def test_a_picture_is_what_its_hash_says_and_no_page(self):
        answer = self.get(f'/v1/blobs/{self.logo}?supplier={self.owner}')
        self.assertEqual(hashlib.sha256(answer.body).hexdigest(), self.logo)
        self.assertEqual(answer.headers['Content-Type'], 'application/octet-stream')
        self.assertEqual(answer.headers['X-Content-Type-Options'], 'nosniff')

    def test_contact_is_told_when_there_is_one(self):
        self.assertEqual(self.get('/v1/about').json()['contact'], 'catalogue@example.org')
        with tempfile.TemporaryDirectory() as folder:
            database = pathlib.Path(folder) / 'empty.db'
            for options, told in (((), None), (('--contact', 'a@b.example'), 'a@b.example')):
                server = Server(database, *options)
                try:
                    self.assertEqual(server.get('/v1/about').json().get('contact'), told)
                finally:
                    server.stop()
            wrong = subprocess.run([EXE, '--database', str(database), '--contact', 'nobody'],
                                   capture_output=True, text=True, check=False, timeout=20)
            self.assertEqual(wrong.returncode, 2)
            self.assertIn('--contact', wrong.stderr)

    def test_too_old_application_is_refused_but_told_why(self):
        with tempfile.TemporaryDirectory() as folder:
            server = Server(pathlib.Path(folder) / 'empty.db', '--minimum-client', '2.10')
            try:
                for agent, route, status in ((OURS + '2.9.1', '/v1/changes', 426), (OURS + '2.10', '/v1/changes', 200),
                                             (OURS + '2.9.1', '/v1/about', 200), ('curl/7.88', '/v1/changes', 200)):
                    answer = server.get(route, User_Agent=agent)
                    self.assertEqual(answer.status, status, (agent, route))
                    if status == 426:
                        self.assertEqual(answer.json()['reason'], 'client-too-old')
                self.assertEqual(server.get('/v1/about').json()['minimum_client'], '2.10')
            finally:
                server.stop()

    def sign_in(self):
        right = {'address': BUYER, 'password': PASSWORD}
        return ask(self.server, 'POST', '/v1/sessions', right).json()['access']

    def test_405_and_413_are_everywhere(self):
        bearer = f'Bearer {self.sign_in()}'  # else room is made for no large body
        for route, methods in self.api['paths'].items():
            path = route.split('{')[0] + ('x' if '{' in route else '')
            for method in ('GET', 'POST', 'PATCH', 'PUT', 'DELETE'):
                if method.lower() in methods:
                    self.assert_problem(self.get(path, method=method, Content_Length='5000000',
                                                 Authorization=bearer), 413, 'body')
                    continue
                answer = self.get(path, method=method)
                self.assert_problem(answer, 405, 'method')
                self.assertEqual(set(answer.headers['Allow'].lower().split(', ')) - {'head'},
                                 set(methods))

    def test_every_described_member_is_needed_or_not_as_described(self):
        token = self.sign_in()
        for route, path in self.api['paths'].items():
            for method, operation in path.items():
                content = operation.get('requestBody', {'content': {}})['content']
                schema = content.get('application/json', {'schema': {'$ref': ''}})['schema']
                if '$ref' in schema:
                    continue
                whole = {name: 'x' if schema['properties'][name]['type'] == 'string' else 1
                         for name in schema['required']}
                for name, member in schema['properties'].items():
                    text = member['type'] == 'string'
                    for body in (whole | {name: 'x' * (member['maxLength'] + 1) if text else 'x'},
                                 whole | {name: 1 if text else True}, whole | {'unknown': 'x'},
                                 {k: v for k, v in whole.items() if k != name}):
                        if body == whole:
                            continue
                        answer = ask(self.server, method.upper(), route, body, token)
                        self.assert_problem(answer, 400, 'body')

    def test_every_described_parameter_is_taken(self):
        values = {'near': '84007', 'radius_km': '20', 'works_in': '84007', 'sort': 'name',
                  'limit': '3', 'offset': '1', 'counts': 'true', 'without_national': 'true',
                  'types': 'supplier', 'since': '', 'access': 'own'}
        right = {'address': BUYER, 'password': PASSWORD}
        token = ask(self.server, 'POST', '/v1/sessions', right).json()['access']
        for route, path in self.api['paths'].items():
            for parameter in path.get('get', {}).get('parameters', []):
                if parameter['in'] == 'query' and '{' not in route:
                    value = values.get(parameter['name'], 'unknown')
                    answer = self.get(f'{route}?{parameter["name"]}={value}',
                                      Authorization=f'Bearer {token}')
                    self.assertEqual(answer.status, 200, (route, parameter['name'], answer.body))


class Rights(ServerTest):
    """Each row, with a record of each type in each scope put into the database."""

    def test_rows_and_answers_agree(self):
        self.server.stop()
        database = sqlite3.connect(self.database)
        kinds = ('claim', 'claim_call', 'client_word', 'given_word', 'handover', 'handover_call',
                 'join_call', 'join_request', 'listing',
                 'organisation', 'shown_word', 'supplier', 'supplier_contact',
                 'supplier_looks', 'term')
        scopes = ('public', 'members', 'org:1', 'user:1', 'space:1', 'review:84')
        with database:
            for n, (kind, scope) in enumerate(itertools.product(kinds, scopes)):
                database.execute(
                    'INSERT INTO record (type, id, scope, rev, seq, changed_at, doc) '
                    "VALUES (?, ?, ?, 1, ?, unixepoch (), '{\"name\":\"Quidam\"}')",
                    (kind, f'id-{kind}-{scope.replace(":", "-")}', scope, 1000 + n))
            database.execute("UPDATE meta SET value = '1100' WHERE name = 'seq'")
        database.close()
        type(self).server = Server(self.database, *self.options)
        with open(ROOT / 'data/api/authz.csv', encoding='utf-8') as file:
            rows = list(csv.DictReader(file))
        for route, path in (('/v1/changes', '/v1/changes'),
                            ('/v1/snapshot/{file}', self.get('/v1/snapshot').json()['url']),
                            ('/v1/suppliers', '/v1/suppliers?q=quidam&limit=200')):
            body = self.get(path).body
            if path.startswith('/v1/snapshot'):
                body = gzip.decompress(body)
            for kind, scope in itertools.product(kinds, scopes):
                may = scope == 'public' and self.may_read(rows, route, kind, scope, '*')
                name = f'"id-{kind}-{scope.replace(":", "-")}"'.encode()
                self.assertEqual(name in body, may, (route, kind, scope))
        self.hold_own_feed(rows, kinds, scopes)
        for scope in scopes:
            answer = self.get(f'/v1/suppliers/id-supplier-{scope.replace(":", "-")}')
            self.assertEqual(answer.status, 200 if scope == 'public' else 404)
        self.assertEqual(self.get('/v1/suppliers/id-supplier_contact-public').status, 404)


    def may_read(self, rows, route, kind, scope, role):
        return any(row['route'] == route and row['type'] == kind and row['role'] == role and
                   row['scope'] == scope and row['readable'] == 'yes' for row in rows)

    def hold_own_feed(self, rows, kinds, scopes):
        """Of one who belongs to no organisation: another's are not his, nor what all may read."""
        right = {'address': BUYER, 'password': PASSWORD}
        token = ask(self.server, 'POST', '/v1/sessions', right | {'client': 'x'}).json()['access']
        body = ask(self.server, 'GET', '/v1/changes?access=own', token=token).body
        for kind, scope in itertools.product(kinds, scopes):
            may = scope == 'members' and self.may_read(rows, '/v1/changes', kind, scope, 'account')
            name = f'"id-{kind}-{scope.replace(":", "-")}"'.encode()
            self.assertEqual(name in body, may, (kind, scope))


class Limits(ServerTest):
    """What each row says of rate and body size, and that the description says the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with open(ROOT / 'data/api/authz.csv', encoding='utf-8') as file:
            cls.rows = list(csv.DictReader(file))
        logo, owner, _ = Api.find_logo(cls.server)
        cls.holes = {'{hash}': f'{logo}?supplier={owner}',
                     '{file}': cls.server.wait_for_snapshot()['url'].split('/')[-1],
                     '{id}': cls.server.get('/v1/changes?limit=1').lines()[0]['id'],
                     '{list}': 'kinds', '{code}': cls.put_link()}
        cls.api = yaml.safe_load((ROOT / 'data/api/openapi.yaml').read_text(encoding='utf-8'))

    @classmethod
    def put_link(cls):
        """The code of a page that asks a client for a word."""
        database = sqlite3.connect(cls.database)
        with database:
            database.execute("INSERT INTO record (type, id, scope, rev, seq, changed_at, doc) VALUES ('client_word', "
                             "'w', 'org:1', 1, -1, 1, '{\"state\":\"asked\"}')")
            database.execute("INSERT INTO word_code VALUES (?, 'w', unixepoch () + 3600)",
                             (hashlib.sha256(b'word\0AAAAA').hexdigest(),))
            put_refusal_link(database)
        database.close()
        return 'AAAAA'

    def methods(self, row):
        return [method.upper() for method in self.api['paths'][row['route']]
                if row['op'] == '*' or (row['op'] == 'read') == (method == 'get')]

    def path(self, row):
        path = row['route']
        for hole, value in self.holes.items():
            path = path.replace(hole, value)
        return path

    def repeat(self, path, times, **rest):
        return [self.get(path, method='HEAD', **rest).status for _ in range(times)]

    def use_up(self, path, n, address, since):
        """Of n a minute that were asked for since then: while one asks, some come back. Returns the first refusal."""
        n_more = 0
        while (answer := self.get(path, address=address)).status == 200:
            n_more += 1
            self.assertLessEqual(n_more, (time.monotonic() - since) * n / 60, path)
        return answer

    def test_rate_of_every_row(self):
        for row in self.rows:
            address, path = next(ADDRESSES), self.path(row)
            if row['route'] in ('/v1/mutations', '/v1/looks'):
                continue  # test-server-mutations and test-server-looks send so many
            if 'GET' not in self.methods(row) or row['role'] != '*':
                self.assertEqual(row['rate'], '-', 'tries are counted by another way')
                continue
            if row['rate'] == '-':
                self.assertEqual(set(self.repeat(path, 70, address=address)), {200}, row)
                continue
            n, since = int(row['rate'].split('/')[0]), time.monotonic()
            self.assertEqual(self.repeat(path, n, address=address), [200] * n, row)
            answer = self.use_up(path, n, address, since)
            self.assert_problem(answer, 429, 'rate')
            self.assertIn(int(answer.headers['Retry-After']), range(1, 61))
            self.assertEqual(self.get(path).status, 200, 'another address')
            for other in self.rows:  # one allowance, whatever is asked
                if other['rate'] == row['rate']:
                    self.assertEqual(self.use_up(self.path(other), n, address, since).status, 429)

    def test_body_of_every_row(self):
        right = {'address': BUYER, 'password': PASSWORD}
        token = ask(self.server, 'POST', '/v1/sessions', right).json()['access']
        for row in self.rows:
            most = int(row['body_max'])
            for method in self.methods(row):
                answer = self.get(self.path(row), method=method, Content_Length=str(most + 1),
                                  Authorization=f'Bearer {token}')
                self.assert_problem(answer, 413, 'body')
                if row['route'] == '/v1/events':
                    continue  # its answer has no end
                answer = ask(self.server, method, self.path(row), b' ' * most if most else None,
                             token)
                self.assertNotEqual(answer.status, 413)

    def test_description_says_which(self):
        described = {(route, method.upper(), status) for route, path in self.api['paths'].items()
                     for method, operation in path.items() for status in operation['responses']
                     if status == '413' or (status == '429' and method == 'get')}
        told = [(row['route'], method, row['rate']) for row in self.rows
                for method in self.methods(row)]
        self.assertEqual(described, {(route, method, '413') for route, method, _ in told} |
                         {(route, method, '429') for route, method, rate in told
                          if rate != '-' and method == 'GET'})

    def test_forged_addresses_are_not_believed(self):
        address = next(ADDRESSES)
        told = [self.get('/v1/suppliers', address=address, X_Real_IP=f'192.0.2.{n}',
                         X_Forwarded_For=f'192.0.2.{n}').status for n in range(31)]
        self.assertEqual(told, [200] * 30 + [429])


class BehindProxy(unittest.TestCase):
    def count(self, *options, addresses):
        """How many of the requests that a proxy passes on, each of its own client, are answered."""
        with tempfile.TemporaryDirectory() as folder:
            server = Server(pathlib.Path(folder) / 'a.db', *options)
            told = [server.get('/v1/suppliers', address='127.0.0.9', X_Real_IP=address).status
                    for address in addresses]
            server.stop()
        return told.count(200)

    def test_the_proxy_tells_who_asks(self):
        clients = [f'192.0.2.{n}' for n in range(40)]
        self.assertEqual(self.count('--behind-proxy', addresses=clients), 40)
        self.assertEqual(self.count('--behind-proxy', addresses=['192.0.2.1'] * 40), 30)
        self.assertEqual(self.count(addresses=clients), 30, 'it is no proxy')

    def test_a_network_of_ipv6_is_one(self):
        for addresses, n in (([f'2001:db8::{n:x}' for n in range(40)], 30),
                             ([f'2001:db8:0:{n:x}::1' for n in range(40)], 40),
                             (['unix:', 'nobody', '', '192.0.2.1, 192.0.2.2'] * 10, 30)):
            self.assertEqual(self.count('--behind-proxy', addresses=addresses), n)


if __name__ == '__main__':
    server_support.main('__main__')
