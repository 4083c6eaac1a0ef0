#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is tried by who is signed in and means harm: each on a real server, by its own route."""
import concurrent.futures

import server_support
from accounts_support import BUYER, PASSWORD
from mutations_support import CREATED, Author, MutationsTest, make, new_id
from server_support import Server

N = 64


class Attacks(MutationsTest):
    def write_listing(self, author):
        listing = new_id()
        self.assertEqual(author.act('create', listing, **CREATED)['result'], 'applied')
        return listing

    def test_smuggled_fields_are_refused_and_write_nothing(self):
        author = self.found('gerante@example.org')
        listing = self.write_listing(author)
        before = self.get_record(listing)
        for smuggled in ({'state': 'published'}, {'verified_on': '2026-11-26'},
                         {'remark': 'Très bien'}, {'state_by': 'moi'}, {'scope': 'public'},
                         {'rev': 9}, {'id': new_id()}, {'completeness': 100}):
            for op, target in (('edit', listing), ('create', new_id()), ('submit', listing)):
                answer = author.act(op, target, 1, set={'city': 'Apt'} | smuggled)
                self.assertEqual((answer['result'], answer['code']), ('rejected', 'unknown-field'),
                                 (op, smuggled, answer))
                if target != listing:
                    self.assertIsNone(self.get_record(target))
        self.assertEqual(self.get_record(listing), before)
        answer = author.act('edit', author.organisation, 1, kind='organisation',
                            items=[{'path': 'members/x', 'act': 'add',
                                    'set': {'account': 'x', 'role': 'manager'}}])
        self.assertEqual(answer['result'], 'rejected')
        for kind in ('supplier', 'listing_review', 'term', 'join_call'):
            answer = author.act('create', new_id(), kind=kind, set={'name': 'Mien'})
            self.assertEqual(answer['result'], 'forbidden', kind)

    def test_a_foreign_record_is_no_record(self):
        owner, thief = self.found('gerante@example.org'), self.found(BUYER)
        listing = self.write_listing(owner)
        for op, rest in (('edit', {'set': {'name': 'À moi'}}), ('edit', {'set': {'state': 'x'}}),
                         ('delete', {}), ('restore', {}), ('submit', {}), ('publish', {}),
                         ('archive', {}), ('burn', {})):
            told = [thief.act(op, target, 1, **rest) for target in (listing, new_id())]
            for one in told:
                one.pop('id'), one.pop('n')
            self.assertEqual(told[0], told[1], op)
        taken = thief.act('create', listing, **CREATED)
        self.assertEqual((taken['result'], taken['arguments']), ('rejected', ['target']))
        self.assertNotIn('record', taken)
        self.assert_problem(thief.post(make(thief.n + 1, 'edit', listing),
                                       organisation=owner.organisation), 403, 'organisation')
        self.assertEqual(self.get_record(listing)[1]['name'], 'Semailles')

    def test_long_texts_are_refused_before_they_are_kept(self):
        author = self.found('gerante@example.org')
        listing = self.write_listing(author)
        before = self.server.memory()
        for _ in range(20):
            answer = self.get('/v1/mutations', method='POST', Content_Length=str(10 * 1024 * 1024),
                              Content_Type='application/json')
            self.assert_problem(answer, 413, 'body')
        mutation = make(author.n + 1, 'edit', listing, 1, set={'description': 'x' * 65537})
        self.assert_problem(author.post(mutation), 400, 'body')
        answer = author.act('edit', listing, 1, set={'description': 'é' * 8001})
        self.assertEqual((answer['code'], answer['arguments']), ('too-long', ['description']))
        self.assertLess(self.server.memory() - before, 8 * 1024 * 1024)

    def test_links_that_run_are_refused(self):
        author = self.found('gerante@example.org')
        listing = self.write_listing(author)
        for link in ('javascript:alert(1)', 'JAVASCRIPT://x.fr/%0aalert(1)', 'data:text/html,x',
                     'file:///etc/passwd', 'java\tscript:alert(1)'):
            answer = author.act('edit', listing, 1, set={'website': link})
            self.assertEqual((answer['code'], answer['arguments']), ('wrong-value', ['website']))
        self.assertEqual(author.act('edit', listing, 1, set={'website': 'https://semailles.example'})
                         ['result'], 'applied')

    def test_the_last_one_is_taken_once(self):
        """64 installations write the same field at once: one is first, all others are told."""
        author = self.found('gerante@example.org')
        listing = self.write_listing(author)

        def take(number):
            body = {'client': new_id(), 'organisation': author.organisation,
                    'mutations': [make(1, 'edit', listing, 1, set={'city': f'Ville {number}'})]}
            answer = self.ask('POST', '/v1/mutations', body, author.token)
            return answer.json()['answers'][0]

        with concurrent.futures.ThreadPoolExecutor(N) as pool:
            told = list(pool.map(take, range(N)))
        results = [one['result'] for one in told]
        self.assertEqual((results.count('applied'), results.count('conflict')), (1, N - 1))
        rev, doc = self.get_record(listing)
        self.assertEqual((rev, doc['city']), (2, f'Ville {results.index("applied")}'))
        self.assertEqual({one['conflicts'][0]['theirs'] for one in told if 'conflicts' in one},
                         {doc['city']})

    def test_a_batch_sent_many_times_is_done_once(self):
        author = self.found('gerante@example.org')
        listing = self.write_listing(author)
        batch = [author.make('edit', listing, 1, set={'city': 'Apt'}),
                 author.make('edit', listing, 1, set={'brand': 'B'})]
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            told = list(pool.map(lambda _: author.send(*batch), range(16)))
        results = [[one['result'] for one in answers] for answers in told]
        self.assertEqual((results.count(['applied'] * 2), results.count(['already'] * 2)), (1, 15))
        self.assertEqual(self.get_record(listing)[0], 3)
        thief = Author(self, BUYER)
        thief.client = author.client
        self.assert_problem(thief.post(*batch), 409, 'client-cloned')

    def test_numbers_do_not_wrap(self):
        author = Author(self, 'gerante@example.org')
        for n in (0, -1, 2 ** 63, 1.5, '1', None):
            self.assert_problem(author.post(make(n, 'edit', new_id())), 400, 'body')
        answer = author.post(make(2 ** 63 - 1, 'edit', new_id()))
        self.assert_problem(answer, 409, 'gap')
        self.assertEqual(answer.json()['last_n'], 0)

    def test_nothing_hides_in_a_name(self):
        for client in ('a\nb', 'a\x1b[2Jb', 'a\u202eb', 'a\u2028b'):
            answer = self.ask('POST', '/v1/sessions', {'address': BUYER, 'password': PASSWORD,
                                                       'client': client})
            self.assertIn(answer.status, (400, 422), ascii(client))
        self.assertEqual(self.sql("SELECT count(*) FROM session WHERE client LIKE 'a%'"), [(0,)])

    def test_old_hashes_are_renewed_at_the_new_cost(self):
        """Who signs in by the right password leaves it as hard to guess as the newest."""
        kept = 'name, kind, role, locale, password, state, created_at'
        self.sql(f"INSERT INTO account (id, address, {kept}) "
                 f"SELECT 'old', 'old@example.org', {kept} FROM account WHERE address = ?", BUYER)
        self.server.stop()
        type(self).server = Server(self.database, '--demo', '--password-passes', '2',
                                   '--password-kib', '8')
        read = "SELECT password FROM account WHERE id = 'old'"
        before = self.sql(read)[0][0]
        self.ask('POST', '/v1/sessions', {'address': 'old@example.org', 'password': 'x'})
        self.assertEqual(self.sql(read)[0][0], before)
        self.sign_in('old@example.org')
        after = self.sql(read)[0][0]
        self.assertIn('t=1,', before)
        self.assertIn('t=2,', after)
        self.sign_in('old@example.org')
        self.assertEqual(self.sql(read)[0][0], after)


if __name__ == '__main__':
    server_support.main('__main__')
