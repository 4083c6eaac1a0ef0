#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is held on people: told to them, erased when they go, forgotten in time; and the audit."""
import subprocess
import time

from accounts_support import PASSWORD
from mutations_support import CREATED, MODERATOR, Author
from organisations_support import MANAGER, MEMBER, OrganisationsTest, Reader
from server_support import EXE, Server, main

SECTIONS = {'account', 'sessions', 'identities', 'installations', 'memberships', 'invitations',
            'records', 'restorable', 'written', 'history', 'mutations', 'uploads', 'audit'}


class Personal(OrganisationsTest):
    def setUp(self):
        self.sql("UPDATE account SET state = 'active', erase_at = NULL WHERE state = 'closing'")
        super().setUp()
        self.found()

    def close(self, author, password=PASSWORD):
        return self.ask('DELETE', '/v1/account', {'password': password}, author.token)

    def restart(self, *options):
        """Which looks after what is due."""
        self.assertEqual(self.server.stop()[0], 0)
        type(self).server = Server(self.database, *self.options, *options)

    def become_due(self, account):
        self.sql('UPDATE account SET erase_at = 1 WHERE id = ?', account)

    def join_as_new(self, address):
        """Somebody of his own, whom no other test needs."""
        ident = f'00000000-0000-7000-8000-{abs(hash(address)) % 10 ** 12:012}'
        self.sql('INSERT OR REPLACE INTO account (id, address, name, kind, role, locale, password, '
                 "state, created_at, seen_at) SELECT ?, ?, ?, kind, 'member', "
                 'locale, password, state, created_at, unixepoch () FROM account WHERE address = ?',
                 ident, address, f'Nom de {address}', MEMBER)
        author = Author(self, address)
        self.let_in(author)
        return author, ident

    def test_all_that_is_held_is_told(self):
        author, ident = self.join_as_new('export@example.org')
        listing = self.list_something()
        self.assertEqual(author.act('edit', listing, 1, set={'brand': 'Marque'})['result'],
                         'applied')
        answer = self.ask('GET', '/v1/account/data', token=author.token)
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.headers['Cache-Control'], 'no-store')
        data = answer.json()
        self.assertEqual(set(data), SECTIONS)
        self.assertEqual(data['account'][0]['address'], 'export@example.org')
        self.assertEqual(data['memberships'][0]['member']['name'], 'Nom de export@example.org')
        self.assertEqual([one['type'] for one in data['records']], ['join_request'])
        self.assertEqual([(one['id'], list(one['parts'])) for one in data['written']
                          if one['type'] == 'listing'], [(listing, ['brand'])])
        self.assertEqual([(one['op'], one['parts']) for one in data['history']], [
            ('edit', [{'path': 'brand', 'after': 'Marque'}])])
        self.assertEqual(len(data['mutations']), 2)
        self.assertEqual([line['act'] for line in data['audit']], ['sign-in', 'create', 'edit'])
        text = answer.body.decode()
        self.assertNotIn('argon2', text)
        for other in (MANAGER, 'Semailles SAS'):
            self.assertNotIn(other, text)
        self.assertEqual(self.ask('GET', '/v1/account/data').status, 401)

    def test_closed_then_signed_in_again_stays(self):
        author, ident = self.join_as_new('return@example.org')
        self.assert_problem(self.close(author, 'un autre mot'), 403, 'credentials')
        self.assertTrue(self.is_in(author.token))
        answer = self.close(author)
        self.assertEqual(answer.status, 200, answer.body)
        until = time.mktime(time.strptime(answer.json()['erased_at'], '%Y-%m-%dT%H:%M:%SZ'))
        self.assertAlmostEqual(until - time.mktime(time.gmtime()), 7 * 24 * 3600, delta=60)
        self.assertFalse(self.is_in(author.token))
        self.restart()
        self.assertEqual(self.sql('SELECT state FROM account WHERE id = ?', ident),
                         [('closing',)])
        self.assertTrue(self.is_in(self.sign_in('return@example.org')['access']))
        self.become_due(ident)
        self.restart()
        self.assertEqual(self.sql('SELECT state FROM account WHERE id = ?', ident), [('active',)])

    def test_erased_leaves_the_organisation_its_records(self):
        author, ident = self.join_as_new('leave@example.org')
        listing = self.list_something()
        self.assertEqual(author.act('edit', listing, 1, set={'brand': 'Marque'})['result'],
                         'applied')
        reader = Reader(self, self.manager)
        reader.read()
        self.assertEqual(self.close(author).status, 200)
        self.become_due(ident)
        self.restart()
        self.assertEqual(self.get_record(listing)[1]['brand'], 'Marque')
        members = self.get_record(self.manager.organisation, 'organisation')[1]['members']
        self.assertEqual([one['role'] for one in members], ['manager'])
        lines = self.sql("SELECT lines FROM revision WHERE type = 'listing' AND id = ?", listing)
        self.assertIn('"erased"', lines[0][0])
        self.assertEqual(self.sql('SELECT account, op FROM history WHERE id = ? ORDER BY rev DESC '
                                  'LIMIT 1', listing), [('erased', 'edit')])
        self.assertTrue(any(line.get('t') == 'organisation' for line in reader.read()))
        database = '\n'.join(str(row) for (table,) in self.sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            for row in self.sql(f'SELECT * FROM "{table}"') if table != 'audit')
        self.assertFalse('leave@example.org' in database)
        self.assertEqual([row[0] for row in self.sql(
            'SELECT act FROM audit WHERE account = ? ORDER BY key', ident)][-2:],
            ['close', 'erase'])
        self.assertEqual(self.ask('POST', '/v1/sessions', {
            'address': 'leave@example.org', 'password': PASSWORD}).status, 403)

    def test_last_manager_names_another_one(self):
        author, _ = self.join_as_new('stay@example.org')
        answer = self.close(self.manager)
        self.assert_problem(answer, 409, 'last-manager')
        self.assertIn('Semailles', answer.json()['organisations'])
        self.assertTrue(self.is_in(self.manager.token))

    def test_orphan_is_told_to_who_keeps_the_server(self):
        author, ident = self.join_as_new('alone@example.org')
        alone = self.found(author)
        self.assertEqual(self.close(author).status, 200)
        self.become_due(ident)
        self.restart()
        self.assertEqual(self.sql("SELECT detail FROM audit WHERE act = 'orphan'"), [(alone,)])
        self.assertEqual(self.get_record(alone, 'organisation')[1].get('members', []), [])

    def test_audit_is_printed_beside_the_server(self):
        listing = self.list_something()
        self.sql("UPDATE record SET doc = json_set (doc, '$.activities', json_array (json_object "
                 "('id', 'a', 'at', 'i', 'sector', 'bread'))) WHERE id = ?", listing)
        self.assertEqual(self.manager.act('submit', listing, 1)['result'], 'applied')
        account = self.account_of(self.manager)['id']
        def audit(*options):
            return [line.split('\t') for line in subprocess.run(
                [EXE, '--database', str(self.database), '--audit', *options], check=True,
                stdout=subprocess.PIPE, text=True).stdout.splitlines()]
        lines = audit('--account', account)
        self.assertEqual({line[1] for line in lines}, {account})
        self.assertEqual(lines[-1][3:5], ['submit', f'listing {listing}  draft->submitted'])
        self.assertEqual(audit('--since', '2100-01-01'), [])

    def test_history_is_for_managers(self):
        listing = self.list_something()
        author, _ = self.join_as_new('history@example.org')
        path = f'/v1/organisations/{self.manager.organisation}'
        answer = self.ask('GET', path, token=self.manager.token)
        self.assertEqual(answer.status, 200)
        acts = [(line['act'], line['detail'].split()[0]) for line in answer.json()['lines']]
        self.assertIn(('create', 'listing'), acts)
        self.assertIn(('accept_join', 'organisation'), acts)
        self.assertIn(listing, answer.body.decode())
        self.assert_problem(self.ask('GET', path, token=author.token), 403, 'manager')
        self.assert_problem(self.ask('GET', path, token=self.stranger.token), 403, 'organisation')
        self.assertEqual(self.ask('GET', path).status, 401)

    def test_history_of_a_listing_is_for_its_moderators(self):
        listing = self.list_something()
        self.list_something()
        self.manager.act('edit', listing, 1, items=CREATED['items'])
        answer = self.manager.act('submit', listing, 2)
        self.assertEqual(answer['result'], 'applied', answer)
        moderator = Author(self, MODERATOR)
        feed = self.ask('GET', '/v1/changes?access=own&limit=1000', token=moderator.token).lines()
        review, = [line for line in feed if line.get('t') == 'listing_review' and line['doc']['listing'] == listing]
        answer = moderator.act('ask_changes', review['id'], review['rev'], kind='listing_review', set={'remark': 'Où ?'})
        self.assertEqual(answer['result'], 'applied', answer)
        path = f'/v1/reviews/{review["id"]}'
        lines = self.ask('GET', path, token=moderator.token).json()['lines']
        self.assertEqual([line['act'] for line in lines], ['ask_changes', 'submit', 'edit', 'create'])
        self.assertTrue(all(line['who_name'] and not line['client'] for line in lines), lines)
        self.assert_problem(self.ask('GET', path, token=self.manager.token), 404, 'review')
        self.assertEqual(self.ask('GET', path).status, 401)

    def test_unused_goes_only_when_it_was_told(self):
        """Where no mail leaves nobody is told, so nobody goes; who was told and came back stays."""
        kept, gone, back = (self.join_as_new(f'{name}@example.org')[1]
                            for name in ('kept', 'gone', 'back'))
        self.sql('UPDATE account SET seen_at = 1, created_at = 1 WHERE id IN (?, ?, ?)', kept, gone,
                 back)
        self.sql('UPDATE account SET erase_at = 1 WHERE id IN (?, ?)', gone, back)
        self.assertTrue(self.is_in(self.sign_in('back@example.org')['access']))
        self.restart()
        self.assertEqual(dict(self.sql('SELECT id, erase_at FROM account WHERE id IN (?, ?, ?)',
                                       kept, gone, back)), {kept: None, back: None})

    def test_what_is_kept_for_a_time_goes_then(self):
        self.sql("INSERT INTO audit (at, account, client, act, detail) VALUES (unixepoch () - 3 * "
                 "86400, 'old', '', 'x', ''), (unixepoch () - 86400, 'new', '', 'x', '')")
        self.restart('--keep-audit', '2')
        left = {row[0] for row in self.sql("SELECT account FROM audit WHERE act = 'x'")}
        self.assertEqual(left, {'new'})
        refused = subprocess.run([EXE, '--keep-audit', '-1'], stderr=subprocess.PIPE, check=False)
        self.assertEqual(refused.returncode, 2)


if __name__ == '__main__':
    main(__name__)
