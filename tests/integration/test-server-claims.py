#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Structures of the catalogue are claimed by their people, with a proof; of a real server, with a
real mail server beside it."""
import itertools
import json
import subprocess
import tempfile

import server_support
from accounts_support import CHEAP
from mail_support import CODE, Sink
from mutations_support import MODERATOR, SIRET, WHOLE, Author, new_id
from organisations_support import OrganisationsTest, Reader
from server_support import EXE, Server, wait_for

ADDRESSES = (f'c{number}@structure.example.org' for number in itertools.count())


class ClaimsTest(OrganisationsTest):
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

    def setUp(self):
        super().setUp()
        self.sql("DELETE FROM audit WHERE act = 'create' AND detail LIKE 'claim %'")
        self.sql("UPDATE record SET doc = json_set (doc, '$.state', 'refused') WHERE type = "
                 "'claim' AND doc IS NOT NULL")
        self.sql("UPDATE record SET doc = NULL WHERE type = 'supplier' AND json_extract (doc, "
                 "'$.siret') = ?", SIRET)
        self.address = next(ADDRESSES)
        self.moderator = Author(self, MODERATOR)
        self.found()

    def receive(self, address=None):
        """The next mail to it, whatever came for others."""
        while (mail := self.sink.next())['To'] != (address or self.address):
            pass
        self.wait_sent()
        return mail

    def wait_sent(self):
        """That what left is said to have left."""
        wait_for(lambda: not self.sql(
            "SELECT 1 FROM record WHERE type = 'claim' AND json_extract (doc, '$.state') = 'asked' AND json_extract "
            "(doc, '$.proof') = 'contact' AND json_extract (doc, '$.reason') IS NULL"), 'code that left')

    def read_code(self):
        return CODE.search(self.receive().get_content()).group(1)

    def import_one(self, **fields):
        """A structure of the catalogue that is nobody's; its id."""
        doc = {'name': 'Semailles', 'kind': 'ACI', 'siret': SIRET, 'department': '84',
               'email': self.address, 'source': 'liste', 'external_id': new_id()} | fields
        return self.put({k: v for k, v in doc.items() if v is not None}, 'public', 'supplier')

    def claim(self, supplier, author=None, proof='contact', expected='applied', **fields):
        ident = new_id()
        answer = (author or self.manager).act(
            'create', ident, kind='claim',
            set={'supplier': supplier, 'proof': proof, 'called': 'Semailles'} | fields)
        self.assertEqual(answer['result'], expected, answer)
        return ident if expected == 'applied' else answer

    def read_claim(self, ident):
        return self.get_record(ident, 'claim')[1]

    def get_holder(self, supplier):
        return self.get_record(supplier, 'supplier')[1].get('organisation')

    def confirm(self, claim, code, author=None, organisation=None):
        author = author or self.manager
        return self.ask('POST', '/v1/claims/confirm',
                        {'organisation': organisation or author.organisation, 'claim': claim,
                         'code': code}, author.token)

    def read_calls(self):
        """What the moderator has to answer, by the claim."""
        reader = Reader(self, self.moderator)
        reader.read()
        return {line['doc']['claim']: line for (kind, _), line in reader.held.items()
                if kind == 'claim_call'}

    def answer(self, claim, op='accept', expected='applied', **arguments):
        call = self.read_calls()[claim]
        if op == 'accept' and call['doc'].get('holder'):
            arguments['holder'] = call['doc']['holder']
        answer = self.moderator.act(op, call['id'], call['rev'], kind='claim_call', set=arguments)
        self.assertEqual(answer['result'], expected, answer)
        return answer

    def publish(self, author=None, **fields):
        """A listing of the organisation, written and published; its id."""
        author, ident = author or self.manager, new_id()
        doc = {k: v for k, v in (WHOLE | fields).items() if k != 'activities'}
        add = [{'path': 'activities/a', 'act': 'add', 'set': {'sector': 'bread'}}]
        answers = author.send(author.make('create', ident, set=doc, items=add),
                              author.make('submit', ident, 1))
        self.assertEqual([one['result'] for one in answers], ['applied'] * 2, answers)
        return ident, self.moderator.act('publish', ident, 2)

    def list_same(self):
        """Ids of what the catalogue has of the structure."""
        return [row[0] for row in self.sql(
            "SELECT id FROM record WHERE type = 'supplier' AND json_extract (doc, '$.siret') = ?",
            SIRET)]


class ByCode(ClaimsTest):
    def test_the_code_of_the_listed_contact_gives_the_structure(self):
        supplier = self.import_one()
        claim = self.claim(supplier)
        code = self.read_code()
        told = self.read_claim(claim)
        self.assertEqual(told['state'], 'sent')
        self.assertEqual(told['sent_to'], 'c…@structure.example.org')
        self.assertNotIn(self.address, json.dumps(told))
        self.assertNotIn(code.replace('-', ''), str(self.sql('SELECT * FROM claim_code')))
        self.assertIsNone(self.get_holder(supplier))
        self.assertEqual(self.confirm(claim, code.lower()).json(), {'state': 'accepted'})
        self.assertEqual(self.read_claim(claim)['state'], 'accepted')
        self.assertEqual(self.get_holder(supplier), self.manager.organisation)
        # The answer was lost.
        self.assertEqual(self.confirm(claim, code).json(), {'state': 'accepted'})

    def test_guesses_are_few(self):
        claim = self.claim(self.import_one())
        code = self.read_code()
        for _ in range(5):
            self.assert_problem(self.confirm(claim, 'AAAAA-AAAAA-AAAAA-AAAAA'), 403, 'code')
        refused = self.confirm(claim, code)
        self.assert_problem(refused, 429, 'attempts')
        self.assertGreater(int(refused.headers['Retry-After']), 0)
        # Nor are they many once it is forgotten that they were made at once.
        self.sql('DELETE FROM attempt')
        self.sql('UPDATE claim_code SET tries = 20')
        self.assert_problem(self.confirm(claim, code), 403, 'code')
        self.sql('UPDATE claim_code SET tries = 19')
        self.assertEqual(self.confirm(claim, code).status, 200)

    def test_a_code_is_for_its_claim_and_its_organisation(self):
        first = self.claim(self.import_one())
        code = self.read_code()
        second = self.claim(self.import_one(kind='EI'))
        self.read_code()
        foreign = Author(self, 'encadrant@example.org')
        self.found(foreign)
        self.assert_problem(self.confirm(second, code), 403, 'code')
        self.assert_problem(self.confirm(first, code, foreign), 403, 'code')
        self.assert_problem(self.confirm(first, code, foreign, self.manager.organisation), 403,
                            'organisation')
        self.assert_problem(self.confirm(new_id(), code), 403, 'code')
        self.assertEqual(self.ask('POST', '/v1/claims/confirm', {
            'organisation': self.manager.organisation, 'claim': first, 'code': code}).status, 401)
        self.assertEqual(self.confirm(first, code).status, 200)

    def test_a_code_that_never_comes_back_ends_the_claim(self):
        supplier = self.import_one()
        claim = self.claim(supplier)
        code = self.read_code()
        self.sql('UPDATE claim_code SET expires_at = unixepoch () - 1')
        self.assert_problem(self.confirm(claim, code), 403, 'code')
        self.claim(self.import_one(kind='EI'))  # whatever is sent has the others looked at
        self.assertEqual(self.read_claim(claim)['state'], 'expired')
        self.assertIsNone(self.get_holder(supplier))
        self.claim(supplier)  # and once more

    def test_no_mailbox_is_filled(self):
        suppliers = [self.import_one(kind=kind) for kind in ('ACI', 'EI', 'AI', 'ETTI')]
        claims = [self.claim(supplier) for supplier in suppliers]
        self.wait_sent()
        states = [self.read_claim(claim) for claim in claims]
        self.assertEqual([one['state'] for one in states], ['sent'] * 3 + ['asked'])
        self.assertEqual(states[3]['reason'], 'too-often')
        self.assertIn(claims[3], self.read_calls())

    def test_a_moderator_may_answer_in_place_of_the_code(self):
        claim = self.claim(self.import_one())
        code = self.read_code()
        self.assertNotIn(claim, self.read_calls())
        answer = self.manager.act('edit', claim, 100, kind='claim', set={'proof': 'moderator'})
        self.assertEqual(answer['result'], 'applied', answer)
        self.assertIn(claim, self.read_calls())
        self.assert_problem(self.confirm(claim, code), 403, 'code')

    def test_who_is_slower_asks_a_moderator(self):
        supplier = self.import_one()
        other = Author(self, 'encadrant@example.org')
        self.found(other)
        slow = self.claim(supplier)
        slow_code = self.read_code()
        fast = self.claim(supplier, other)
        self.assertEqual(self.confirm(fast, self.read_code(), other).json()['state'], 'accepted')
        self.assertEqual(self.confirm(slow, slow_code).json(), {'state': 'asked'})
        told = self.read_claim(slow)
        self.assertEqual((told['reason'], told['holder_name']), ('held', 'Semailles'))
        self.assertEqual(self.get_holder(supplier), other.organisation)
        self.answer(slow)
        self.assertEqual(self.get_holder(supplier), self.manager.organisation)


class Leaving(ClaimsTest):
    """Of the mails themselves."""

    def start_again(self):
        type(self).server = Server(self.database, *self.options)

    def test_a_code_has_not_left_until_the_mail_server_took_it(self):
        self.sink.stop()
        supplier = self.import_one()
        claim = self.claim(supplier)
        told = self.read_claim(claim)
        self.assertEqual((told['state'], told.get('sent_to'), told.get('sent_at')), ('asked', None, None))
        self.assertNotIn(claim, self.read_calls())
        self.sink.start()
        self.assertEqual(self.confirm(claim, self.read_code()).json(), {'state': 'accepted'})
        self.assertIn('sent_at', self.read_claim(claim))

    def test_a_code_on_its_way_is_not_sent_anew(self):
        self.sink.stop()
        claim = self.claim(self.import_one())
        self.claim(self.import_one(kind='EI', email=f'autre-{self.address}'))  # has the others looked at
        self.sink.start()
        self.assertEqual(self.confirm(claim, self.read_code()).json(), {'state': 'accepted'})

    def test_a_code_that_comes_back_before_it_is_noted_that_it_left_is_good(self):
        claim = self.claim(self.import_one())
        code = self.read_code()
        self.sql("UPDATE record SET doc = json_set (json_remove (doc, '$.sent_to', '$.sent_at'), '$.state', 'asked') "
                 'WHERE id = ?', claim)
        self.assertEqual(self.confirm(claim, code).json(), {'state': 'accepted'})

    def test_a_code_that_a_crash_took_is_sent_again(self):
        self.sink.stop()
        claim = self.claim(self.import_one())
        self.server.process.kill()
        self.server.process.wait()
        self.assertEqual(self.sql("SELECT json_extract (doc, '$.state') FROM record WHERE id = ?", claim), [('asked',)])
        self.sink.start()
        self.start_again()
        # Whatever is sent has the others looked at.
        self.claim(self.import_one(kind='EI', email=f'autre-{self.address}'))
        self.assertEqual(self.confirm(claim, self.read_code()).json(), {'state': 'accepted'})

    def test_a_mailbox_that_takes_no_mail_leaves_it_to_a_moderator(self):
        self.sink.stop()
        self.sink.start('--size', '64')
        try:
            claim = self.claim(self.import_one())
            wait_for(lambda: self.read_claim(claim).get('reason') == 'undelivered', 'refused mail')
        finally:
            self.sink.stop()
            self.sink.start()
        told = self.read_claim(claim)
        self.assertEqual((told['state'], told.get('sent_to')), ('asked', None))
        self.assertIn(claim, self.read_calls())


class ByModerator(ClaimsTest):
    def test_without_a_listed_address_a_moderator_answers(self):
        supplier = self.import_one(email=None)
        claim = self.claim(supplier)
        self.assertEqual(self.read_claim(claim)['reason'], 'no-address')
        call = self.read_calls()[claim]
        self.assertEqual((call['s'], call['doc']['structure'], call['doc']['organisation_name']),
                         ('review:84', 'Semailles', 'Semailles'))
        self.answer(claim)
        self.assertEqual(self.get_holder(supplier), self.manager.organisation)
        self.assertEqual(self.read_claim(claim)['state'], 'accepted')
        self.assertNotIn(claim, self.read_calls())

    def test_a_person_who_is_listed_is_written_to(self):
        supplier = self.import_one(email=None)
        self.put({'supplier': supplier, 'email': self.address}, 'members', 'supplier_contact')
        self.claim(supplier)
        self.receive()

    def test_a_no_says_why(self):
        supplier = self.import_one()
        claim = self.claim(supplier, proof='moderator', message='Nous sommes Semailles')
        self.assertEqual(self.answer(claim, 'refuse', 'rejected')['code'], 'incomplete')
        self.answer(claim, 'refuse', remark='Vous êtes une autre association')
        told = self.read_claim(claim)
        self.assertEqual((told['state'], told['remark']),
                         ('refused', 'Vous êtes une autre association'))
        self.assertIsNone(self.get_holder(supplier))

    def test_of_two_the_second_is_not_given_it_unawares(self):
        supplier = self.import_one()
        other = Author(self, 'encadrant@example.org')
        self.found(other)
        first, second = self.claim(supplier, proof='moderator'), self.claim(supplier, other, 'moderator')
        self.answer(first)
        self.answer(second)
        self.assertEqual(self.get_holder(supplier), self.manager.organisation)
        told = self.read_calls()[second]['doc']
        self.assertEqual((told['state'], told['reason'], told['holder_name']), ('asked', 'held', 'Semailles'))
        self.answer(second)
        self.assertEqual(self.get_holder(supplier), other.organisation)

    def test_moderators_answer_in_their_departments(self):
        claim = self.claim(self.import_one(department='2A'), proof='moderator')
        ident = self.sql("SELECT id FROM record WHERE type = 'claim_call' AND json_extract (doc, "
                         "'$.claim') = ?", claim)[0][0]
        for author in (self.moderator, self.manager):
            answer = author.act('accept', ident, 1, kind='claim_call')
            self.assertEqual(answer['result'], 'forbidden', answer)

    def test_what_the_server_writes_is_not_smuggled_in(self):
        supplier = self.import_one()
        for field, value in (('state', 'accepted'), ('organisation', new_id()), ('sent_to', 'x'),
                             ('structure', 'Autre'), ('department', '13')):
            answer = self.claim(supplier, expected='rejected', **{field: value})
            self.assertEqual(answer['arguments'], [field])
        claim = self.claim(supplier, proof='moderator')
        for op, arguments in (('prove', {}), ('send', {'sent_to': 'x'}), ('turn', {'reason': 'x'}),
                              ('expire', {}), ('edit', {'state': 'accepted'})):
            answer = self.manager.act(op, claim, 1, kind='claim', set=arguments)
            self.assertIn(answer['result'], ('forbidden', 'rejected'), (op, answer))
            self.assertEqual(self.read_claim(claim)['state'], 'asked')
        self.assertIsNone(self.get_holder(supplier))

    def test_what_may_not_be_claimed(self):
        supplier = self.import_one()
        self.claim(new_id(), expected='rejected')
        self.claim(supplier, proof='magic', expected='rejected')
        self.claim(supplier, proof='moderator')
        self.assertEqual(self.claim(supplier, expected='rejected')['code'], 'too-many')
        buyer = Author(self, 'encadrant@example.org')
        self.found(buyer, kind='buyer')
        self.assertEqual(self.claim(supplier, buyer, expected='rejected')['arguments'], ['kind'])


class Publishing(ClaimsTest):
    def test_a_listing_takes_the_place_of_what_was_claimed(self):
        supplier = self.import_one(external_id='42', siret=SIRET[:-1] + '5', siret_fault=True)
        claim = self.claim(supplier, proof='moderator')
        self.answer(claim)
        listing, answer = self.publish()
        self.assertEqual(answer['result'], 'applied', answer)
        self.assertEqual(self.list_same(), [supplier])
        told = self.get_record(supplier, 'supplier')[1]
        self.assertEqual((told['organisation'], told['external_id'], told['source']),
                         (self.manager.organisation, '42', 'liste'))
        self.assertIn('verified_on', told)
        # It goes with the listing, and comes again.
        self.manager.act('archive', listing, 100)
        self.assertEqual(self.list_same(), [])
        answers = self.manager.send(self.manager.make('reopen', listing, 100),
                                    self.manager.make('submit', listing, 100))
        self.assertEqual([one['result'] for one in answers], ['applied'] * 2, answers)
        self.assertEqual(self.moderator.act('publish', listing, 100)['result'], 'applied')
        self.assertEqual(self.list_same(), [supplier])

    def import_file(self, *rows):
        """By the command line, while nobody serves the database."""
        file = self.database.with_name('rows.json')
        file.write_text(json.dumps(rows), encoding='utf-8')
        self.assertEqual(self.server.stop()[0], 0)
        subprocess.run([EXE, '--database', self.database, '--import', 'json', file], check=True,
                       capture_output=True)
        type(self).server = Server(self.database, *self.options)

    def test_an_import_leaves_whose_structure_it_is(self):
        row = {'external_id': new_id(), 'name': 'Semailles', 'kind': 'ACI', 'siret': SIRET,
               'department': '84', 'email': self.address}
        self.import_file(row)
        supplier = self.list_same()[0]
        self.answer(self.claim(supplier, proof='moderator'))
        self.import_file(row | {'name': 'Semailles et Cie'})
        told = self.get_record(supplier, 'supplier')[1]
        self.assertEqual((told['name'], told['organisation']),
                         ('Semailles et Cie', self.manager.organisation))
        self.publish(city='Apt')
        self.import_file(row | {'city': 'Orange', 'address': '1, rue des Lavoirs'})
        told = self.get_record(supplier, 'supplier')[1]
        self.assertEqual((told['name'], told['city'], told.get('address')),
                         ('Semailles', 'Apt', None))
        self.assertEqual(self.list_same(), [supplier])

    def test_a_draft_that_is_deleted_leaves_what_was_imported(self):
        supplier = self.import_one()
        self.answer(self.claim(supplier, proof='moderator'))
        listing = self.list_something()
        self.assertEqual(self.manager.act('delete', listing, 1)['result'], 'applied')
        self.assertEqual(self.list_same(), [supplier])

    def test_a_listing_takes_the_place_of_what_is_nobodys(self):
        supplier = self.import_one()
        self.publish()
        self.assertEqual(self.list_same(), [supplier])

    def test_two_kinds_under_one_number_are_two_structures(self):
        supplier = self.import_one(kind='EI')
        self.publish()
        self.assertEqual(len(self.list_same()), 2)
        self.assertIsNone(self.get_holder(supplier))

    def test_what_another_has_is_not_published_over(self):
        other = Author(self, 'encadrant@example.org')
        self.found(other)
        self.answer(self.claim(self.import_one(), other, proof='moderator'))
        _, answer = self.publish()
        self.assertEqual((answer['result'], answer['arguments']), ('rejected', ['held']))

    def test_what_its_people_publish_is_not_claimed(self):
        self.publish()
        other = Author(self, 'encadrant@example.org')
        self.found(other)
        answer = self.claim(self.list_same()[0], other, expected='rejected')
        self.assertEqual(answer['arguments'], ['published'])


class Reminders(ClaimsTest):
    def remind_after(self, claim, days):
        """As if it had been asked so many days ago, at the next start."""
        self.sql("UPDATE record SET doc = json_set (doc, '$.asked_at', strftime "
                 "('%Y-%m-%dT%H:%M:%SZ', 'now', ?)) WHERE type = 'claim' AND id = ?",
                 f'-{days} days', claim)
        self.assertEqual(self.server.stop()[0], 0)
        type(self).server = Server(self.database, *self.options)

    def test_those_who_are_to_answer_are_reminded(self):
        asked = self.claim(self.import_one(), proof='moderator')
        self.remind_after(asked, 3)
        self.receive(MODERATOR)
        self.assertIn('reminded_at', self.read_claim(asked))

    def test_who_got_the_code_is_reminded(self):
        sent = self.claim(self.import_one())
        self.read_code()
        self.remind_after(sent, 3)
        self.receive()


    def test_who_forgets_a_code_ends_its_claim(self):
        sent = self.claim(self.import_one())
        self.read_code()
        self.sql('UPDATE claim_code SET expires_at = unixepoch () - 2 * 24 * 3600')
        self.remind_after(sent, 16)  # nobody served meanwhile
        self.claim(self.import_one(kind='EI'))
        self.assertEqual(self.read_claim(sent)['state'], 'expired')
        self.assertEqual(self.sql('SELECT claim FROM claim_code WHERE claim = ?', sent), [])


class WithoutMail(OrganisationsTest):
    def test_a_moderator_answers_where_no_mail_leaves(self):
        self.found()
        supplier = self.put({'name': 'Semailles', 'department': '84', 'email': 'c@example.org'},
                            'public', 'supplier')
        ident = new_id()
        answer = self.manager.act('create', ident, kind='claim',
                                  set={'supplier': supplier, 'proof': 'contact'})
        self.assertEqual(answer['result'], 'applied', answer)
        told = self.get_record(ident, 'claim')[1]
        self.assertEqual((told['state'], told['reason']), ('asked', 'no-mail'))


if __name__ == '__main__':
    server_support.main(__name__)
