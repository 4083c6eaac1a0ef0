#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A network censuses structures and invites them, of a real server: who may, how often, and what comes of a code."""
import tempfile

import server_support
from accounts_support import CHEAP
from mail_support import Sink
from mutations_support import MODERATOR, Author, new_id
from organisations_support import STRANGER, OrganisationsTest, Reader
from server_support import Server

ANIMATOR = 'reseau@example.org'
SIRET, WRONG = '73282932000074', '73282932000075'


class CensusTest(OrganisationsTest):
    def setUp(self):
        super().setUp()
        self.sql("DELETE FROM record WHERE type IN ('census_entry', 'census_mark')")
        self.animator = Author(self, ANIMATOR)
        self.animator.organisation = self.account_of(self.animator)['organisations'][0]['id']

    def census(self, author=None, result='applied', **fields):
        ident = new_id()
        answer = (author or self.animator).act('create', ident, kind='census_entry',
                                               set={'name': 'Les Paniers', 'department': '84'} | fields)
        self.assertEqual(answer['result'], result, answer)
        return ident

    def invite(self, entry, author=None, organisation=None):
        author = author or self.animator
        return self.ask('POST', '/v1/census/invitations', {
            'organisation': organisation or author.organisation, 'entry': entry}, author.token)

    def confirm(self, author, code):
        return self.ask('POST', '/v1/invitations/confirm', {'code': code}, author.token)

    def entry(self, ident):
        return self.get_record(ident, 'census_entry')[1]


class Census(CensusTest):
    def test_only_an_animator_censuses_and_for_his_own_network(self):
        self.found()
        self.census(self.manager, 'forbidden')
        self.census(Author(self, MODERATOR), 'forbidden')
        entry = self.census()
        other = Author(self, ANIMATOR)
        self.found(other, kind='partner')
        self.assertEqual(other.act('edit', entry, 1, kind='census_entry', set={'name': 'A'})['result'], 'forbidden')
        self.assert_problem(self.invite(entry, other), 403, 'entry')
        self.assert_problem(self.invite(entry, self.manager), 403, 'animator')
        self.assert_problem(self.invite(entry, self.manager, self.animator.organisation), 403, 'organisation')
        self.assert_problem(self.invite(new_id()), 403, 'entry')

    def test_who_does_not_animate_brings_nothing_back(self):
        entry = self.census()
        member, request = self.stranger, self.ask_to_join(self.stranger, self.animator.organisation)
        self.assertEqual(self.operate(self.animator, 'accept_join', request=request)['result'], 'applied')
        member.organisation = self.animator.organisation
        self.assertEqual(self.animator.act('delete', entry, 1, kind='census_entry')['result'], 'applied')
        self.assertEqual(member.act('restore', entry, 2, kind='census_entry')['result'], 'forbidden')
        self.assertEqual(self.animator.act('restore', entry, 2, kind='census_entry')['result'], 'applied')

    def test_wrong_siret_is_kept_and_nobody_is_found_twice(self):
        entry = self.census(siret=WRONG, kind='ACI')
        self.assertEqual(self.entry(entry)['siret'], WRONG)
        self.census(result='rejected', siret=WRONG, kind='ACI')
        self.census(siret=WRONG, kind='EI')
        self.census()
        self.census()

    def test_moderators_count_it_and_learn_no_address(self):
        entry = self.census(email='paniers@example.org', phone='04 90 00 00 00', contact='Sam')
        reader = Reader(self, Author(self, MODERATOR))
        reader.read()
        marks = [line for key, line in reader.held.items() if key[0] == 'census_mark'
                 and line['doc']['name'] == 'Les Paniers']
        self.assertTrue(marks)
        for mark in marks:
            self.assertEqual((mark['s'], set(mark['doc']) & {'email', 'phone', 'contact'}), ('review:84', set()))
        self.assertEqual([key for key in reader.held if key == ('census_entry', entry)], [])

    def test_nobody_is_invited_twice_within_two_weeks(self):
        entry = self.census()
        first = self.invite(entry).json()
        self.assertEqual(first['mailed'], False)
        self.assert_problem(self.invite(entry), 409, 'soon')
        self.sql("UPDATE record SET doc = json_set (doc, '$.invited_at', '2026-01-01T00:00:00Z') WHERE id = ?", entry)
        second = self.invite(entry).json()
        guest = Author(self, STRANGER)
        self.assert_problem(self.confirm(guest, first['code']), 403, 'code')
        self.assertEqual(self.confirm(guest, second['code']).status, 200)

    def test_code_begins_the_organisation_and_its_listing_once(self):
        entry = self.census(siret=SIRET, kind='ACI', city='Apt', postcode='84400', email='paniers@example.org')
        code = self.invite(entry).json()['code']
        guest = Author(self, STRANGER)
        guest.organisation = self.confirm(guest, code).json()['organisation']
        listing = self.get_record(self.entry(entry)['listing'])[1]
        self.assertEqual([listing[name] for name in ('name', 'siret', 'kind', 'city', 'postcode')],
                         ['Les Paniers', SIRET, 'ACI', 'Apt', '84400'])
        organisation = self.get_record(guest.organisation, 'organisation')[1]
        self.assertEqual((organisation['name'], organisation['kind'], organisation['members'][0]['role']),
                         ('Les Paniers', 'supplier', 'manager'))
        self.assertEqual((self.entry(entry)['state'], self.entry(entry)['organisation']),
                         ('answered', guest.organisation))
        self.assertEqual(self.confirm(guest, code).json()['organisation'], guest.organisation, 'a lost answer')
        self.assert_problem(self.confirm(self.manager, code), 403, 'code')
        self.assert_problem(self.invite(entry), 409, 'answered')
        answer = guest.act('edit', self.entry(entry)['listing'], 1, set={'brand': 'Paniers'})
        self.assertEqual(answer['result'], 'applied', answer)

    def test_wrong_siret_does_not_come_into_the_listing(self):
        entry = self.census(siret=WRONG, kind='EI')
        code = self.invite(entry).json()['code']
        self.assertEqual(self.confirm(Author(self, STRANGER), code).status, 200)
        self.assertNotIn('siret', self.get_record(self.entry(entry)['listing'])[1])

    def test_who_does_not_want_it_is_not_written_to_by_anybody(self):
        entry, again = (self.census(email='Non@example.org') for _ in range(2))
        code = self.invite(entry).json()['code']
        self.assertEqual(self.animator.act('leave_alone', entry, 100, kind='census_entry')['result'], 'applied')
        self.assert_problem(self.invite(entry), 409, 'unwanted')
        self.assert_problem(self.invite(again), 409, 'unwanted')
        self.assert_problem(self.confirm(Author(self, STRANGER), code), 403, 'code')
        self.assertEqual(self.animator.act('delete', entry, 100, kind='census_entry')['result'], 'forbidden')


class Reminders(CensusTest):
    @classmethod
    def setUpClass(cls):
        cls.mails = tempfile.TemporaryDirectory()
        cls.sink = Sink(cls.mails.name)
        cls.sink.start()
        cls.options = ('--demo', *CHEAP, '--smtp', cls.sink.url, '--mail-from', 'p@example.org')
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.sink.stop()
        cls.mails.cleanup()

    def pass_days(self, entry, days):
        """As if all that was said to it had been so many days earlier, at the next start."""
        for field in ('invited_at', 'reminded_at'):
            self.sql(f"UPDATE record SET doc = json_set (doc, '$.{field}', strftime ('%Y-%m-%dT%H:%M:%SZ', json_extract "
                     f"(doc, '$.{field}'), ?)) WHERE type = 'census_entry' AND id = ? AND json_extract (doc, "
                     f"'$.{field}') IS NOT NULL", f'-{days} days', entry)
        self.assertEqual(self.server.stop()[0], 0)
        type(self).server = Server(self.database, *self.options)

    def receive(self, address):
        """Whatever comes for others before."""
        while self.sink.next()['To'] != address:
            pass

    def assert_no_mail(self, address):
        """To it, before one that leaves after it would have come to somebody else."""
        last = f'{new_id()}@example.org'
        self.assertTrue(self.invite(self.census(email=last)).json()['mailed'])
        while (to := self.sink.next()['To']) != last:
            self.assertNotEqual(to, address)

    def test_who_says_nothing_is_reminded_after_3_and_8_days_alone(self):
        entry = self.census(email='paniers@example.org')
        self.assertTrue(self.invite(entry).json()['mailed'])
        self.receive('paniers@example.org')
        for more, told in ((2, False), (1, True), (2, False), (3, True), (4, False)):
            self.pass_days(entry, more)
            (self.receive if told else self.assert_no_mail)('paniers@example.org')

    def test_who_said_no_to_anybody_is_not(self):
        entry, again = (self.census(email=address) for address in ('non@example.org', 'Non@example.org'))
        self.assertTrue(self.invite(entry).json()['mailed'])
        self.assertEqual(self.animator.act('leave_alone', again, 100, kind='census_entry')['result'], 'applied')
        self.receive('non@example.org')
        self.pass_days(entry, 4)
        self.assert_no_mail('non@example.org')


if __name__ == '__main__':
    server_support.main('__main__')
