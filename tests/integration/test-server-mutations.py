#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What users write, sent to a real server: each once, and answered however often it is asked."""
import json
import socket

import server_support
from mutations_support import CREATED, MODERATOR, WHOLE, Author, MutationsTest, make, new_id

SUBMITTED = WHOLE | {'state': 'submitted'}


class Batches(MutationsTest):
    def test_an_operation_is_done_and_told(self):
        listing = self.put(SUBMITTED)
        answer = Author(self, MODERATOR).act('publish', listing, 1)
        self.assertEqual((answer['result'], answer['rev']), ('applied', 2))
        self.assertNotIn('record', answer, 'it is the organisation\'s')
        rev, doc = self.get_record(listing)
        self.assertEqual((rev, doc['state']), (2, 'published'))
        shown = self.get('/v1/changes?types=supplier').lines()
        self.assertIn(answer['seq'] + 1, [line.get('seq') for line in shown])

    def test_what_is_not_for_him_is_the_same_as_what_is_not(self):
        author = Author(self, 'gerante@example.org')
        listing = self.put(SUBMITTED)
        told = [author.act(op, target, 1) for target in (listing, new_id())
                for op in ('publish', 'delete', 'edit')]
        self.assertEqual({tuple(sorted(set(one) - {'id', 'n'})) for one in told}, {('result',)})
        self.assertEqual({one['result'] for one in told}, {'forbidden'})
        self.assertEqual(self.get_record(listing)[0], 1)

    def test_refusals_say_why_and_block_what_depends_on_them(self):
        author = Author(self, MODERATOR)
        one, other = self.put(WHOLE), self.put(SUBMITTED)
        first = author.make('publish', one, 1)
        second = author.make('publish', other, 1, after=[first['id']])
        third = author.make('ask_changes', other, 1, set={'remark': 'Pourquoi ?'})
        told = author.send(first, second, third)
        self.assertEqual((told[0]['code'], told[0]['arguments']), ('wrong-state', ['draft']))
        self.assertEqual((told[1]['result'], told[1]['by']), ('blocked', first['id']))
        self.assertEqual(told[2]['result'], 'applied')

    def test_sent_again_it_is_told_again_and_not_done_again(self):
        author = Author(self, MODERATOR)
        listing = self.put(SUBMITTED)
        batch = [author.make('publish', listing, 1), author.make('publish', listing, 2)]
        told = author.send(*batch)
        self.assertEqual([one['result'] for one in told], ['applied', 'rejected'])
        for _ in range(2):
            again = author.send(*batch)
            self.assertEqual([one['result'] for one in again], ['already'] * 2)
            self.assertEqual([one['answer'] for one in again], told)
        self.assertEqual(self.get_record(listing)[0], 2)

    def test_the_charter_is_signed_once_and_by_a_manager_alone(self):
        author = self.found('gerante@example.org')
        listing = new_id()
        told = author.send(author.make('create', listing, set={'name': 'Une'}))
        self.assertEqual(told[0]['result'], 'applied', told)
        smuggled = [{'id': 'signature', 'edition': 1, 'name': 'X', 'role': 'X', 'until': '2099-01-01'}]
        for op in 'edit', 'submit':
            answer = author.act(op, listing, 1, set={'charter': smuggled})
            self.assertIn(answer['result'], ('forbidden', 'rejected'), answer)
        wrong = author.act('sign_charter', listing, 1, set={'edition': 2, 'name': 'A', 'role': 'B'})
        self.assertEqual((wrong['code'], wrong['arguments']), ('wrong-value', ['edition']))
        stranger = Author(self, MODERATOR).act('sign_charter', listing, 1,
                                               set={'edition': 1, 'name': 'A', 'role': 'B'})
        self.assertEqual(stranger['result'], 'forbidden')
        signing = author.make('sign_charter', listing, 1,
                              set={'edition': 1, 'name': 'Claire Martin', 'role': 'Gérante'})
        told = author.send(signing)
        self.assertEqual((told[0]['result'], told[0]['rev']), ('applied', 2))
        again = author.send(signing)
        self.assertEqual((again[0]['result'], again[0]['answer']['rev']), ('already', 2))
        rev, doc = self.get_record(listing)
        self.assertEqual((rev, len(doc['charter']), doc['charter'][0]['name']), (2, 1, 'Claire Martin'))

    def test_an_answer_cut_off_is_told_again(self):
        """The line is cut when the batch was sent: whether it was done shows the second time."""
        author = Author(self, MODERATOR)
        listing = self.put(SUBMITTED)
        mutation = author.make('publish', listing, 1)
        body = json.dumps({'client': author.client, 'mutations': [mutation]}).encode()
        with socket.create_connection(('127.0.0.1', self.server.port), 20) as line:
            line.sendall(b'POST /v1/mutations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json'
                         b'\r\nAuthorization: Bearer ' + author.token.encode() +
                         b'\r\nContent-Length: %d\r\n\r\n' % len(body) + body)
            line.recv(1)  # it is committed
        answer = author.send(mutation)[0]
        self.assertEqual((answer['result'], answer['answer']['result']), ('already', 'applied'))
        self.assertEqual(self.get_record(listing)[0], 2)

    def test_a_gap_says_where_to_go_on(self):
        author = Author(self, MODERATOR)
        listing = self.put(SUBMITTED)
        author.act('publish', listing, 1)
        author.n = 5
        answer = author.post(author.make('suspend', listing, 2, set={'remark': 'r'}))
        self.assert_problem(answer, 409, 'gap')
        self.assertEqual(answer.json()['last_n'], 1)
        self.assertEqual(self.get_record(listing)[1]['state'], 'published')

    def test_a_copied_folder_is_told(self):
        author, copy = Author(self, MODERATOR), Author(self, MODERATOR)
        copy.client = author.client
        listing = self.put(SUBMITTED)
        author.act('publish', listing, 1)
        self.assert_problem(copy.post(copy.make('publish', listing, 1)), 409, 'client-cloned')

    def test_another_body_under_one_id_is_refused(self):
        author = Author(self, MODERATOR)
        listing = self.put(SUBMITTED)
        mutation = author.make('publish', listing, 1)
        author.send(mutation)
        self.assert_problem(author.post(mutation | {'op': 'suspend'}), 422, 'other-body')

    def test_what_is_no_batch_is_refused(self):
        author = Author(self, MODERATOR)
        good = make(1, 'publish', new_id())
        for body in ({}, {'client': author.client}, {'client': author.client, 'mutations': []},
                     {'client': 'x', 'mutations': [good]},
                     {'client': author.client, 'mutations': [good], 'more': 1},
                     {'client': author.client, 'mutations': [good | {'actor': 'me'}]},
                     {'client': author.client, 'mutations': [good] * 101}, b'[', b'[' * 100000):
            self.assert_problem(self.ask('POST', '/v1/mutations', body, author.token), 400, 'body')
        self.assert_problem(self.get('/v1/mutations', method='POST', Content_Length='1048577'), 413,
                            'body')
        self.assert_problem(self.ask('POST', '/v1/mutations', {}), 401, 'signed-out')

    def test_nobody_acts_for_an_organisation_that_is_not_his(self):
        author = Author(self, 'gerante@example.org', new_id())
        self.assert_problem(author.post(author.make('create', new_id(), set=WHOLE)), 403,
                            'organisation')

    def test_batches_have_a_rate(self):
        author = Author(self, MODERATOR)
        address = '127.9.9.9'
        n = 0
        while (answer := self.ask('POST', '/v1/mutations', {}, author.token,
                                  address=address)).status == 400:
            n += 1
        self.assert_problem(answer, 429, 'rate')
        self.assertIn(int(answer.headers['Retry-After']), range(1, 61))
        self.assertGreaterEqual(n, 120, 'and what comes back while it asks')


class Organisations(MutationsTest):
    """Two who write for one organisation, and what each is told of what the other wrote."""
    def setUp(self):
        super().setUp()
        self.author = self.found('gerante@example.org')
        self.listing = new_id()
        self.created = self.author.act('create', self.listing, **CREATED)
        self.other = Author(self, 'gerante@example.org', self.author.organisation)

    def edit(self, author, base_rev, **fields):
        return author.act('edit', self.listing, base_rev, set=fields)

    def test_the_record_is_told_as_it_is(self):
        record = self.created['record']
        self.assertEqual((record['t'], record['id'], record['s'], record['rev'], record['seq']),
                         ('listing', self.listing, f'org:{self.author.organisation}', 1,
                          self.created['seq']))
        self.assertEqual(record['doc']['name'], 'Semailles')
        mutation = self.author.make('edit', self.listing, 1, set={'city': 'Apt'})
        self.author.send(mutation)
        self.edit(self.other, 2, brand='B')
        again = self.author.send(mutation)[0]
        self.assertEqual((again['result'], again['answer']['rev']), ('already', 2))
        self.assertEqual((again['record']['rev'], again['record']['doc']['brand']), (3, 'B'))

    def test_what_both_wrote_is_told_with_who_and_when(self):
        self.assertEqual(self.edit(self.other, 1, brand='Theirs', city='Apt')['result'], 'applied')
        self.assertEqual(self.edit(self.author, 1, phone='0')['rev'], 3)
        answer = self.edit(self.author, 1, brand='Mine', email='a@b.example')
        self.assertEqual(answer['result'], 'conflict')
        conflict, = answer['conflicts']
        self.assertRegex(conflict.pop('when'), r'^20\d\d-\d\d-\d\dT')
        self.assertEqual(conflict, {'path': 'brand', 'mine': 'Mine', 'theirs': 'Theirs',
                                    'who': self.sql("SELECT id FROM account WHERE address = "
                                                    "'gerante@example.org'")[0][0],
                                    'who_name': 'Ada Exemple (gérante)'})
        self.assertEqual(answer['record']['rev'], 3)
        self.assertNotIn('email', answer['record']['doc'])

    def test_what_was_deleted_is_gone_until_restored(self):
        deleted = self.other.act('delete', self.listing, 1)
        self.assertEqual((deleted['result'], deleted['record']['del']), ('applied', 'deleted'))
        self.assertEqual(self.edit(self.author, 1, city='Apt')['restorable'], True)
        restored = self.author.act('restore', self.listing, 2)
        self.assertEqual(restored['record']['doc']['name'], 'Semailles')
        self.assertEqual(self.edit(self.author, 3, city='Apt')['result'], 'applied')

    def assert_smuggled(self, code, arguments, op='edit', **rest):
        rev, doc = self.get_record(self.listing)
        answer = self.author.act(op, self.listing, rev, **rest)
        self.assertEqual((answer['result'], answer.get('code'), answer.get('arguments')),
                         ('rejected', code, arguments), rest)
        self.assertEqual(self.get_record(self.listing), (rev, doc))

    def test_nobody_gives_himself_a_level(self):
        """Not as an item's part, nor in a list sent whole, nor as a claim without its proof."""
        told = {'criterion': '3', 'level': '3'}
        proof = {'title': 'T', 'figure': '3'}
        claim = {'question': 'choices', 'edition': 1, 'level': '3'}

        def items(path, act, fields):
            return {'items': [{'path': path, 'act': act, 'set': fields}]}

        self.assert_smuggled('unknown-field', ['level'], **items('criteria/c', 'add', told))
        self.author.act('edit', self.listing, 1, **items('criteria/c', 'add', {'criterion': '3'}))
        self.assert_smuggled('unknown-field', ['level'],
                             **items('criteria/c', 'edit', {'level': '3'}))
        self.assert_smuggled('unknown-field', ['evidence'],
                             **items('criteria/c/evidence/e', 'add', proof))
        self.assert_smuggled('incomplete', ['criteria', '1', 'answers', '1', 'evidence'],
                             **items('criteria/c/answers/a', 'add', claim))
        for part in ({'level': '3'}, {'evidence': [{'id': 'e', 'at': 'i', **proof}]}):
            whole = [{'id': 'c', 'at': 'i', 'criterion': '3', **part}]
            for op, code in (('edit', 'wrong-value'), ('submit', 'unknown-field')):
                self.assert_smuggled(code, ['criteria'], op, set={'criteria': whole})

    def test_buyers_see_the_level_that_answers_prove(self):
        answers = [{'id': name, 'at': at, 'question': name, 'edition': 1, 'level': level,
                    'evidence': [{'id': 'e', 'at': 'i', 'title': 'T', 'figure': '3'}]}
                   for name, at, level in (('choices', 'g', '3'), ('outsiders', 'i', '2'),
                                           ('accounts', 'k', '3'))]
        criteria = [{'id': 'c', 'at': 'i', 'criterion': '3', 'answers': answers}]
        answer = self.author.act('submit', self.listing, 1, set={'criteria': criteria})
        self.assertEqual(answer['result'], 'applied', answer)
        self.assertEqual(Author(self, MODERATOR).act('publish', self.listing, 2)['result'],
                         'applied')
        shown, = [line['doc'] for line in self.get('/v1/changes?types=supplier').lines()
                  if line.get('doc', {}).get('organisation') == self.author.organisation]
        self.assertEqual([(one['criterion'], one['level']) for one in shown['criteria']],
                         [('3', '2')])

    def test_who_was_removed_is_told_nothing_any_more(self):
        mutation = self.author.make('edit', self.listing, 1, set={'city': 'Apt'})
        self.author.send(mutation)
        self.sql('DELETE FROM access_grant WHERE scope = ?', f'org:{self.author.organisation}')
        self.assert_problem(self.author.post(mutation), 403, 'organisation')
        self.author.organisation = None
        again = self.author.send(mutation)[0]
        self.assertEqual(again['result'], 'already')
        self.assertNotIn('record', again)


if __name__ == '__main__':
    server_support.main('__main__')
