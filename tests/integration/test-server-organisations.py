#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Organisations and who belongs to them: what each sees of them, of a real server."""
import time

import server_support
from mutations_support import MODERATOR, Author, new_id
from organisations_support import OrganisationsTest, Reader

DEMO = ('Semailles des Remparts', 'Atelier du Gué-Clair',
        'Communauté d’agglomération des Deux Rives')


class Feeds(OrganisationsTest):
    def test_a_maker_reads_what_he_made_and_nobody_else_does(self):
        mine, other = Reader(self, self.manager), Reader(self, self.stranger)
        other.read()
        organisation = self.found()
        listing = self.list_something()
        mine.read()
        self.assertEqual(mine.held['organisation', organisation]['s'], f'org:{organisation}')
        self.assertIn(('listing', listing), mine.held)
        self.assertEqual(other.read(), [])
        for text in (self.get('/v1/changes').body, self.get('/v1/suppliers?q=semailles').body):
            self.assertNotIn(listing.encode(), text)
            self.assertNotIn(organisation.encode(), text)

    def test_who_leaves_does_no_more_in_the_same_batch(self):
        self.found()
        listing = self.list_something()
        self.let_in(self.member)
        answers = self.member.send(
            self.member.make('edit', listing, 1, set={'city': 'Apt'}),
            self.member.make('leave', self.member.organisation, 100, kind='organisation'),
            self.member.make('edit', listing, 2, set={'city': 'Orange'}))
        self.assertEqual([one['result'] for one in answers], ['applied', 'applied', 'forbidden'])

    def test_member_is_called_as_he_calls_himself(self):
        organisation = self.found()
        self.let_in(self.member)
        reader = Reader(self, self.manager)
        reader.read()
        before = self.account_of(self.member)
        self.addCleanup(self.ask, 'PATCH', '/v1/account', {'name': before['name']},
                        self.member.token)
        self.assertEqual(self.ask('PATCH', '/v1/account', {'name': 'Camille Roux'},
                                  self.member.token).status, 200)
        reader.read()
        members = reader.held['organisation', organisation]['doc']['members']
        self.assertEqual([one['name'] for one in members if one['account'] == before['id']],
                         ['Camille Roux'])

    def test_only_who_is_signed_in_has_a_feed_of_his_own(self):
        self.assert_problem(self.get('/v1/changes?access=own'), 401, 'signed-out')
        self.assert_problem(self.get('/v1/changes?access=all'), 400, 'parameter')

    def test_who_is_let_in_reads_what_was_there_before(self):
        for limit in (1000, 1):
            self.found()
            before = [self.list_something(name=f'L{number}') for number in range(3)]
            reader = Reader(self, self.member)
            reader.read()
            request = self.let_in(self.member)
            lines = reader.read(limit)
            self.assertEqual(sorted(line['id'] for line in lines if line['t'] == 'listing'),
                             sorted(before), 'each once')
            self.assertEqual(reader.held['join_request', request]['doc']['state'], 'accepted')
            self.assertNotIn('join_call', [key[0] for key in reader.held])
            self.assertEqual(reader.read(limit), [])
            self.assertEqual(reader.get(If_None_Match=f'"{reader.cursor}"').status, 304)

    def test_what_was_deleted_before_it_was_read_is_told(self):
        # The answer to an act may have told it, before anything was read of its organisation.
        self.found()
        listing = self.list_something()
        self.assertEqual(self.manager.act('delete', listing, 1)['result'], 'applied')
        request = self.ask_to_join(self.member, self.manager.organisation)
        begins, gains = Reader(self, self.manager), Reader(self, self.member)
        gains.read()
        self.operate(self.manager, 'accept_join', request=request)
        for reader in begins, gains:
            self.assertEqual([line['del'] for line in reader.read() if line.get('id') == listing],
                             ['deleted'])

    def test_what_changes_while_it_is_read_is_read(self):
        organisation = self.found()
        listings = [self.list_something() for _ in range(4)]
        reader = Reader(self, self.member)
        reader.read()
        self.let_in(self.member)
        self.assertTrue(reader.read_page(2))
        for listing in listings[1], listings[3]:
            self.assertEqual(self.manager.act('delete', listing, 1)['result'], 'applied')
        self.manager.act('edit', listings[0], 1, set={'city': 'Apt'})
        self.manager.act('edit', listings[2], 1, set={'city': 'Orange'})
        new = self.list_something()
        reader.read(2)
        held = {key[1]: line['doc'].get('city') for key, line in reader.held.items()
                if key[0] == 'listing' and line['s'] == f'org:{organisation}'}
        self.assertEqual(held, {listings[0]: 'Apt', listings[2]: 'Orange', new: None})

    def test_who_is_removed_loses_it_at_once(self):
        organisation = self.found()
        self.list_something()
        self.let_in(self.member)
        reader = Reader(self, self.member)
        self.assertTrue(reader.read_page(1))
        account = self.account_of(self.member)['id']
        answer = self.operate(self.manager, 'remove_member', account=account)
        self.assertEqual(answer['result'], 'applied', answer)
        self.assert_problem(self.member.post(self.member.make('create', new_id())), 403,
                            'organisation')
        self.list_something()
        lines = reader.read()
        self.assertEqual(lines[0], {'drop': f'org:{organisation}'})
        self.assertEqual([line for line in lines if line.get('s') == f'org:{organisation}'], [])
        self.assertEqual([line for line in reader.read() if 'drop' in line], [], 'told once')
        self.assertNotIn(f'org:{organisation}', {line['s'] for line in reader.held.values()})

    def test_who_comes_back_reads_it_again(self):
        organisation = self.found()
        listing = self.list_something()
        self.let_in(self.member)
        reader = Reader(self, self.member)
        reader.read()
        self.assertEqual(self.operate(self.member, 'leave')['result'], 'applied')
        gone = self.list_something()
        self.manager.act('delete', gone, 1)
        self.let_in(self.member)
        reader.read(1)
        self.assertIn(('listing', listing), reader.held)
        self.assertNotIn(('listing', gone), reader.held)
        self.assertIn(('organisation', organisation), reader.held)

    def test_a_cursor_is_its_readers_alone(self):
        self.found()
        mine, other = Reader(self, self.manager), Reader(self, self.stranger)
        mine.read()
        public = self.get('/v1/changes?limit=1').lines()[-1]['next']
        self.assertLessEqual(len(mine.cursor), 200)
        self.assert_problem(other.get(cursor=mine.cursor), 410, 'account')
        self.assert_problem(mine.get(cursor=public), 410, 'account')
        self.assert_problem(self.get(f'/v1/changes?since={mine.cursor}'), 410, 'account')
        self.assertEqual(mine.get(cursor=mine.cursor).status, 200)


class Members(OrganisationsTest):
    def test_a_manager_sees_who_asks_until_he_answers(self):
        self.found()
        reader = Reader(self, self.manager)
        request = self.ask_to_join(self.stranger, self.manager.organisation)
        reader.read()
        calls = [line['doc'] for key, line in reader.held.items() if key[0] == 'join_call']
        self.assertEqual([(one['request'], one['state'], one['message']) for one in calls],
                         [(request, 'asked', 'Bonjour')])
        self.assertTrue(calls[0]['name'])
        answer = self.operate(self.manager, 'refuse_join', request=request)
        self.assertEqual(answer['result'], 'applied', answer)
        reader.read()
        self.assertEqual([key for key in reader.held if key[0] == 'join_call'], [])
        asker = Reader(self, self.stranger)
        asker.read()
        self.assertEqual(asker.held['join_request', request]['doc']['state'], 'refused')

    def test_an_organisation_is_asked_once_and_few_are_a_day(self):
        def ask(organisation):
            answer = self.stranger.act('create', new_id(), kind='join_request',
                                       set={'organisation': organisation})
            return answer.get('code'), answer.get('arguments', [])

        self.stranger.organisation = None
        asked = [new_id() for _ in range(6)]
        self.assertEqual(ask(asked[0]), (None, []))
        self.assertEqual(ask(asked[0]), ('too-many', ['1']))
        self.assertEqual([ask(one)[0] for one in asked[1:5]], [None] * 4)
        code, (most, again) = ask(asked[5])
        self.assertEqual((code, most), ('too-many', '5'))
        self.assertEqual(self.sql("SELECT unixepoch (?) - min (at) FROM audit WHERE act = 'create' "
                                  "AND detail LIKE 'join_request %'", again), [(24 * 3600,)])

    def test_a_member_is_no_manager(self):
        self.found()
        self.let_in(self.member)
        own = self.account_of(self.member)['id']
        told = [self.operate(self.member, 'set_role', account=own, role='manager'),
                self.operate(self.member, 'admit', account=own, name='x', role='manager')]
        self.assertEqual([one['result'] for one in told], ['forbidden'] * 2)
        told = self.operate(self.manager, 'set_role', account=own, role='manager')
        self.assertEqual(told['result'], 'applied', told)
        self.assertEqual(self.operate(self.manager, 'leave')['result'], 'applied')
        told = self.operate(self.member, 'leave')
        self.assertEqual((told['code'], told['arguments']), ('wrong-state', ['last-manager']))


class Invitations(OrganisationsTest):
    def invite(self, role='member', author=None, **rest):
        author = author or self.manager
        return self.ask('POST', '/v1/invitations',
                        {'organisation': self.manager.organisation, 'role': role, **rest},
                        author.token)

    def join(self, author, code):
        return self.ask('POST', '/v1/invitations/confirm', {'code': code}, author.token)

    def role_of(self, author):
        return {one['id']: one['role'] for one in self.account_of(author)['organisations']}.get(
            self.manager.organisation)

    def test_a_code_lets_one_in_once(self):
        organisation = self.found()
        answer = self.invite('manager')
        self.assertEqual(answer.status, 200, answer.body)
        code = answer.json()['code']
        self.assertGreater(answer.json()['expires_at'][:10], '2026')
        self.assertNotIn(code, str(self.sql('SELECT * FROM invitation')))
        typed = code.lower().replace('-', ' ').replace('0', 'o')
        self.assertEqual(self.join(self.member, typed).json(), {'organisation': organisation})
        self.assertEqual(self.role_of(self.member), 'manager')
        self.assertEqual(self.join(self.member, code).status, 200, 'the answer was lost')
        self.assert_problem(self.join(self.stranger, code), 403, 'code')
        self.assertIsNone(self.role_of(self.stranger))

    def test_a_code_ends_with_its_time_and_with_who_gave_it(self):
        self.found()
        codes = [self.invite().json()['code'] for _ in range(2)]
        self.let_in(self.member)
        own = self.account_of(self.member)['id']
        self.operate(self.manager, 'set_role', account=own, role='manager')
        codes.append(self.invite(author=self.member).json()['code'])
        self.operate(self.manager, 'remove_member', account=own)
        self.assert_problem(self.join(self.member, codes[2]), 403, 'code')
        self.sql('UPDATE invitation SET expires_at = unixepoch () - 1')
        self.assert_problem(self.join(self.stranger, codes[0]), 403, 'code')

    def test_managers_alone_invite(self):
        self.found()
        self.let_in(self.member)
        self.assert_problem(self.invite(author=self.member), 403, 'manager')
        self.assert_problem(self.invite(author=self.stranger), 403, 'organisation')
        self.assert_problem(self.invite('king'), 422, 'role')
        self.assert_problem(self.invite(address='x'), 422, 'address')
        self.assertEqual(self.invite(address='a@example.org').json()['mailed'], False)

    def test_guesses_are_few(self):
        told = [self.join(self.stranger, f'0000{n}').status for n in range(6)]
        self.assertEqual(told, [403] * 5 + [429])


class Demonstration(OrganisationsTest):
    def memberships(self, author):
        return {one['name']: (one['kind'], one['role'])
                for one in self.account_of(author)['organisations'] if one['name'] in DEMO}

    def test_ready_accounts_act_for_something(self):
        self.assertEqual(self.memberships(self.manager), {DEMO[0]: ('supplier', 'manager')})
        self.assertEqual(self.memberships(self.member), {DEMO[0]: ('supplier', 'member'),
                                                         DEMO[1]: ('supplier', 'manager')})
        self.assertEqual(self.memberships(self.stranger), {DEMO[2]: ('buyer', 'manager')})
        moderator = Author(self, MODERATOR)
        self.assertEqual(self.account_of(moderator)['reviews'],
                         ['04', '05', '06', '13', '83', '84'])
        self.assertEqual(self.account_of(self.manager)['reviews'], [])
        self.assertEqual(self.account_of(moderator)['goal'],
                         {'structures': 500, 'until': f'{time.gmtime().tm_year}-12-31'})

    def test_one_listing_waits_for_its_moderator(self):
        review = Reader(self, Author(self, MODERATOR))
        review.read()
        line, = [line for key, line in review.held.items()
                 if key[0] == 'listing_review' and line['doc']['name'] == 'La Bêche Carmine']
        self.assertEqual(line['doc']['state'], 'submitted')
        self.assertEqual([one['level'] for one in line['doc']['criteria'] if one['criterion'] == '3'], ['2'])
        answer = review.author.act('publish', line['id'], line['rev'], kind='listing_review')
        self.assertEqual(answer['result'], 'applied', answer)
        shown, = [one['doc'] for one in self.get('/v1/changes?types=supplier').lines()
                  if one.get('doc', {}).get('name') == 'La Bêche Carmine']
        self.assertEqual(shown['phone'], line['doc']['phone'])

    def test_what_it_published_is_the_catalogues_and_stays_as_it_is_edited(self):
        reader = Reader(self, self.manager)
        reader.read()
        listing = next(line for key, line in reader.held.items()
                       if key[0] == 'listing' and line['doc'].get('state') == 'published')
        self.manager.organisation = listing['s'].removeprefix('org:')
        answer = self.manager.act('edit', listing['id'], listing['rev'], set={'brand': 'Remparts'})
        self.assertEqual(answer['result'], 'applied', answer)
        answer = self.manager.act('submit', listing['id'], answer['rev'])
        review = Reader(self, Author(self, MODERATOR))
        review.read()
        self.assertEqual([line['s'] for key, line in review.held.items()
                          if key[0] == 'listing_review' and line['doc']['listing'] == listing['id']],
                         ['review:84'])
        answer = review.author.act('publish', listing['id'], answer['rev'])
        self.assertEqual(answer['result'], 'applied', answer)
        type(self).server.stop()
        type(self).server = server_support.Server(self.database, *self.options)
        shown = [line['doc'] for line in self.get('/v1/changes?types=supplier').lines()
                 if line.get('doc', {}).get('name') == DEMO[0]]
        self.assertEqual([one['brand'] for one in shown], ['Remparts'])


if __name__ == '__main__':
    server_support.main('__main__')
