#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A network censuses structures and invites them, of a real server: who may, how often, and what comes of a code."""
import re
import tempfile
import urllib.parse

import server_support
from accounts_support import CHEAP
from mail_support import CODE, Sink
from mutations_support import MODERATOR, Author, new_id
from organisations_support import STRANGER, OrganisationsTest, Reader
from server_support import Server, wait_for

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

    def catalogue(self, **fields):
        """A structure that was imported, and is nobody's; its id."""
        doc = {'name': 'Les Paniers', 'kind': 'ACI', 'department': '84', 'source': 'liste',
               'external_id': new_id()} | fields
        return self.put(doc, 'public', 'supplier')


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

    def test_a_code_that_is_told_proves_nothing(self):
        supplier = self.catalogue(email=f'{new_id()}@example.org')
        entry = self.census(supplier=supplier)
        code = self.invite(entry).json()['code']
        self.assertEqual(self.confirm(Author(self, STRANGER), code).status, 200)
        self.assertIsNone(self.get_record(supplier, 'supplier')[1].get('organisation'))
        claim = self.get_record(self.entry(entry)['claim'], 'claim')[1]
        self.assertEqual((claim['state'], claim['proof']), ('asked', 'moderator'))


class MailedTest(CensusTest):
    """Beside a real mail server."""
    more = ()

    @classmethod
    def setUpClass(cls):
        cls.mails = tempfile.TemporaryDirectory()
        cls.sink = Sink(cls.mails.name)
        cls.sink.start()
        cls.options = ('--demo', *CHEAP, '--smtp', cls.sink.url, '--mail-from', 'p@example.org', *cls.more)
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.sink.stop()
        cls.mails.cleanup()

    def receive(self, address):
        """The next mail to it, whatever comes for others before."""
        while (mail := self.sink.next())['To'] != address:
            pass
        return mail

    def read_code(self, address):
        return CODE.search(self.receive(address).get_content()).group(1)

    def pass_days(self, entry, days):
        """As if all that was said to it had been so many days earlier, at the next start."""
        for field in ('invited_at', 'reminded_at'):
            self.sql(f"UPDATE record SET doc = json_set (doc, '$.{field}', strftime ('%Y-%m-%dT%H:%M:%SZ', json_extract "
                     f"(doc, '$.{field}'), ?)) WHERE type = 'census_entry' AND id = ? AND json_extract (doc, "
                     f"'$.{field}') IS NOT NULL", f'-{days} days', entry)
        self.assertEqual(self.server.stop()[0], 0)
        type(self).server = Server(self.database, *self.options)

    def assert_no_mail(self, address):
        """To it, before one that leaves after it would have come to somebody else."""
        last = f'{new_id()}@example.org'
        self.assertTrue(self.invite(self.census(email=last)).json()['mailed'])
        while (to := self.sink.next()['To']) != last:
            self.assertNotEqual(to, address)


class Known(MailedTest):
    """Structures that the catalogue has already."""

    def setUp(self):
        super().setUp()
        self.address = f'{new_id()}@example.org'
        self.supplier = self.catalogue(email=self.address)

    def get_holder(self):
        return self.get_record(self.supplier, 'supplier')[1].get('organisation')

    def get_claim(self, entry):
        return self.get_record(self.entry(entry)['claim'], 'claim')[1]

    def join(self, code):
        guest = Author(self, STRANGER)
        answer = self.confirm(guest, code)
        self.assertEqual(answer.status, 200)
        return answer.json()['organisation']

    def test_the_listed_contact_is_invited_and_the_structure_becomes_theirs(self):
        entry = self.census(supplier=self.supplier)
        answer = self.invite(entry).json()
        self.assertEqual((answer['mailed'], answer.get('code')), (True, None), 'a proof is for whom it is sent to')
        organisation = self.join(self.read_code(self.address))
        self.assertEqual(self.get_holder(), organisation)
        claim = self.get_claim(entry)
        self.assertEqual((claim['state'], claim['organisation'], claim['supplier']),
                         ('accepted', organisation, self.supplier))
        told = self.entry(entry)
        self.assertEqual((told['state'], told['organisation'], told.get('listing')), ('answered', organisation, None))
        self.assertEqual(self.sql("SELECT count(*) FROM record WHERE type = 'listing' AND scope = ?",
                                  f'org:{organisation}')[0][0], 0, 'no second listing')

    def test_who_is_invited_at_another_address_is_answered_by_a_moderator(self):
        other = f'{new_id()}@example.org'
        entry = self.census(supplier=self.supplier, email=other)
        self.assertIn('code', self.invite(entry).json())
        self.join(self.read_code(other))
        self.assertIsNone(self.get_holder())
        claim = self.get_claim(entry)
        self.assertEqual((claim['state'], claim['reason'], claim['proof']), ('asked', 'invited', 'moderator'))
        reader = Reader(self, Author(self, MODERATOR))
        reader.read()
        self.assertIn(self.entry(entry)['claim'], [line['doc']['claim'] for (kind, _), line in reader.held.items()
                                                   if kind == 'claim_call'])

    def test_the_listed_address_that_is_typed_is_a_proof_too(self):
        entry = self.census(supplier=self.supplier, email=self.address.upper())
        self.assertIsNone(self.invite(entry).json().get('code'))
        self.assertEqual(self.join(self.read_code(self.address)), self.get_holder())

    def test_a_structure_that_its_people_have_is_not_invited(self):
        entry = self.census(supplier=self.supplier)
        self.sql("UPDATE record SET doc = json_set (doc, '$.organisation', ?) WHERE id = ?", new_id(), self.supplier)
        self.assert_problem(self.invite(entry), 409, 'claimed')
        self.assertEqual(self.entry(entry)['state'], 'found')

    def test_what_they_published_meanwhile_is_not_given_away(self):
        entry = self.census(supplier=self.supplier)
        self.invite(entry)
        code, owner = self.read_code(self.address), new_id()
        self.sql("UPDATE record SET doc = json_set (doc, '$.organisation', ?, '$.verified_on', '2026-01-01') WHERE id "
                 "= ?", owner, self.supplier)
        self.assert_problem(self.confirm(Author(self, STRANGER), code), 403, 'code')
        self.assertEqual((self.get_holder(), self.entry(entry)['state']), (owner, 'invited'))

    def test_a_structure_that_was_merged_leads_to_the_one_kept(self):
        merged = new_id()
        self.put({'kept': self.supplier, 'source': 'liste', 'external_id': '1'}, 'public', 'merged_supplier', merged)
        entry = self.census(supplier=merged)
        self.invite(entry)
        self.assertEqual(self.join(self.read_code(self.address)), self.get_holder())

    def test_nobody_is_found_twice_by_the_catalogue(self):
        self.census(supplier=self.supplier)
        self.census(result='rejected', supplier=self.supplier)


class Reminders(MailedTest):
    def test_who_says_nothing_is_reminded_after_3_and_8_days_alone(self):
        entry = self.census(email='paniers@example.org')
        self.assertTrue(self.invite(entry).json()['mailed'])
        self.receive('paniers@example.org')
        for more, told in ((2, False), (1, True), (2, False), (3, True), (4, False)):
            self.pass_days(entry, more)
            (self.receive if told else self.assert_no_mail)('paniers@example.org')

    def test_who_is_listed_is_reminded_too(self):
        address = f'{new_id()}@example.org'
        entry = self.census(supplier=self.catalogue(email=address))
        self.invite(entry)
        self.receive(address)
        self.pass_days(entry, 3)
        self.receive(address)

    def test_who_said_no_to_anybody_is_not(self):
        entry, again = (self.census(email=address) for address in ('non@example.org', 'Non@example.org'))
        self.assertTrue(self.invite(entry).json()['mailed'])
        self.assertEqual(self.animator.act('leave_alone', again, 100, kind='census_entry')['result'], 'applied')
        self.receive('non@example.org')
        self.pass_days(entry, 4)
        self.assert_no_mail('non@example.org')


class Refusing(MailedTest):
    """By the link of a mail."""
    more = ('--public-address', 'https://essai.example.org')

    def setUp(self):
        super().setUp()
        self.address = f'{new_id()}@example.org'

    def read_link(self, address=None):
        """The path of the page."""
        text = self.receive(address or self.address).get_content()
        return re.search(r'https://essai[.]example[.]org(/n/[0-9A-Z-]+)', text).group(1)

    def look(self, link):
        return self.ask('GET', link)

    def say(self, link, **form):
        return self.ask('POST', link, urllib.parse.urlencode(form).encode(),
                        Content_Type='application/x-www-form-urlencoded')

    def invited(self, **fields):
        entry = self.census(**({'email': self.address} | fields))
        self.assertTrue(self.invite(entry).json()['mailed'])
        return entry, self.read_link()

    def test_a_link_that_is_followed_refuses_nothing(self):
        entry, link = self.invited(source='annuaire.csv')
        page = self.look(link).body.decode()
        self.assertIn('Les Paniers', page)
        self.assertIn('annuaire.csv', page)
        self.assertIn('article 21', page)
        self.assertNotIn('<script', page)
        self.assertEqual(self.entry(entry)['state'], 'invited')
        self.assertEqual(self.say(link, act='refuse').status, 422)
        self.assertEqual(self.say(link, act='refuse', reason='autre').status, 422)
        self.assertEqual(self.entry(entry)['state'], 'invited')

    def test_a_refusal_is_told_with_its_reason_and_heeded_by_all(self):
        entry, link = self.invited()
        again = self.census(email=self.address.upper())
        self.assertIn('C’est noté', self.say(link, act='refuse', reason='silence').body.decode())
        told = self.entry(entry)
        self.assertEqual((told['state'], told['refusal']), ('refused', 'silence'))
        self.assert_problem(self.invite(again), 409, 'unwanted')
        self.assertIn('C’est noté', self.say(link, act='refuse', reason='silence').body.decode(), 'a lost answer')
        self.assertIn('C’est noté', self.look(link).body.decode())
        self.assertNotIn(self.address, str(self.sql('SELECT * FROM unwanted_mail')))

    def test_a_mailbox_that_no_entry_names_is_remembered_too(self):
        self.invite(self.census(supplier=self.catalogue(email=self.address)))
        link, waiting = self.read_link(), self.census(email=self.address)
        self.assertTrue(self.invite(waiting).json()['mailed'])
        self.read_link()
        self.say(link, act='refuse', reason='silence')
        self.assert_problem(self.invite(self.census(email=self.address)), 409, 'unwanted')
        self.pass_days(waiting, 4)
        self.assert_no_mail(self.address)

    def test_a_refusal_is_taken_back_within_the_life_of_the_link(self):
        entry, link = self.invited()
        again = self.census(email=self.address)
        self.say(link, act='refuse', reason='not-wanted')
        self.assertIn('annulé', self.say(link, act='undo').body.decode())
        told = self.entry(entry)
        self.assertEqual((told['state'], told.get('refusal'), told.get('answered_at')), ('invited', None, None))
        self.assertTrue(self.invite(again).json()['mailed'])
        self.say(link, act='refuse', reason='not-wanted')
        self.sql('UPDATE refusal_code SET expires_at = unixepoch () - 1')
        self.assertEqual(self.say(link, act='undo').status, 404)
        self.assertEqual(self.entry(entry)['state'], 'refused')

    def test_a_wrong_address_may_be_right_for_another_structure(self):
        entry, link = self.invited()
        again = self.census(name='Le Vrai', email=self.address)
        self.say(link, act='refuse', reason='not-us')
        self.assertEqual(self.entry(entry)['refusal'], 'not-us')
        self.assertTrue(self.invite(again).json()['mailed'])

    def test_the_code_of_who_refused_is_no_longer_good(self):
        entry = self.census(email=self.address)
        code = self.invite(entry).json()['code']
        self.say(self.read_link(), act='refuse', reason='not-wanted')
        self.assert_problem(self.confirm(Author(self, STRANGER), code), 403, 'code')

    def test_a_code_that_leads_nowhere_does_nothing(self):
        self.assertEqual(self.look('/n/AAAAA-AAAAA-AAAAA-AAAAA').status, 404)
        self.assertEqual(self.say('/n/AAAAA-AAAAA-AAAAA-AAAAA', act='undo').status, 404)

    def test_nobody_smuggles_a_reason_in(self):
        entry = self.census()
        answer = self.animator.act('leave_alone', entry, 100, kind='census_entry', set={'refusal': 'silence'})
        self.assertNotEqual(answer['result'], 'applied')
        self.assertNotEqual(self.animator.act('take_up', entry, 100, kind='census_entry')['result'], 'applied')

    def test_whoever_gets_a_code_of_a_claim_denies_it(self):
        self.found()
        supplier, claim = self.catalogue(email=self.address), new_id()
        self.assertEqual(self.manager.act('create', claim, kind='claim', set={
            'supplier': supplier, 'proof': 'contact', 'called': 'Les Paniers'})['result'], 'applied')
        mail = self.receive(self.address).get_content()
        code, link = (re.search(which, mail).group(1) for which in (CODE, r'example[.]org(/n/[0-9A-Z-]+)'))
        wait_for(lambda: self.get_record(claim, 'claim')[1]['state'] == 'sent', 'code that left')
        self.say(link, act='refuse', reason='not-us')
        told = self.get_record(claim, 'claim')[1]
        self.assertEqual((told['state'], told['reason']), ('refused', 'denied'))
        confirm = {'organisation': self.manager.organisation, 'claim': claim, 'code': code}
        self.assert_problem(self.ask('POST', '/v1/claims/confirm', confirm, self.manager.token), 403, 'code')
        self.say(link, act='undo')
        self.assertEqual(self.ask('POST', '/v1/claims/confirm', confirm, self.manager.token).status, 200)

    def test_a_mailbox_that_wants_nothing_gets_no_code_either(self):
        _, link = self.invited()
        self.say(link, act='refuse', reason='silence')
        self.found()
        claim = new_id()
        self.manager.act('create', claim, kind='claim', set={
            'supplier': self.catalogue(email=self.address), 'proof': 'contact', 'called': 'Les Paniers'})
        told = self.get_record(claim, 'claim')[1]
        self.assertEqual((told['state'], told['reason']), ('asked', 'unwanted'))


if __name__ == '__main__':
    server_support.main('__main__')
