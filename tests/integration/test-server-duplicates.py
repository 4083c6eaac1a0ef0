#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Structures of the catalogue that may be one are proposed, made one by a moderator, and made two
again; of a real server."""
import json
import pathlib
import subprocess
import tempfile
import urllib.parse

from accounts_support import BUYER
from mutations_support import MODERATOR, SIRET, WHOLE, Author, new_id
from organisations_support import OrganisationsTest, Reader
from server_support import EXE, Server, main

BRANCH = '73282932000082'


class DuplicatesTest(OrganisationsTest):
    def setUp(self):
        super().setUp()
        self.moderator = Author(self, MODERATOR)
        # What other tests left is no part of this one.
        self.sql("UPDATE record SET doc = NULL WHERE type IN ('duplicate', 'merged_supplier') OR "
                 "(type = 'supplier' AND json_extract (doc, '$.siret') IN (?, ?))", SIRET, BRANCH)
        self.sql('DELETE FROM likeness')

    def import_one(self, **fields):
        doc = {'name': 'Semailles', 'kind': 'ACI', 'siret': SIRET, 'department': '84',
               'commune': '84007', 'source': 'liste', 'external_id': new_id()} | fields
        return self.put({k: v for k, v in doc.items() if v is not None}, 'public', 'supplier')

    def look(self):
        """Whatever is sent has the changes of the catalogue looked at."""
        self.found(self.stranger)

    def read_pairs(self):
        """What is proposed to the moderator, by the two."""
        self.look()
        reader = Reader(self, self.moderator)
        reader.read()
        return {frozenset((line['doc']['first'], line['doc']['second'])): line
                for (kind, _), line in reader.held.items() if kind == 'duplicate'}

    def find_pair(self, *suppliers):
        return self.read_pairs()[frozenset(suppliers)]

    def answer(self, pair, op, expected='applied', author=None, **arguments):
        answer = (author or self.moderator).act(op, pair['id'], 100, kind='duplicate',
                                                **({'set': arguments} if arguments else {}))
        self.assertEqual(answer['result'], expected, answer)
        return answer

    def read_supplier(self, ident):
        return self.get_record(ident, 'supplier')[1]

    def publish(self, **fields):
        ident = new_id()
        doc = {k: v for k, v in (WHOLE | fields).items() if k != 'activities'}
        add = [{'path': 'activities/a', 'act': 'add', 'set': {'sector': 'bread'}}]
        answers = self.manager.send(self.manager.make('create', ident, set=doc, items=add),
                                    self.manager.make('submit', ident, 1))
        self.assertEqual([one['result'] for one in answers], ['applied'] * 2, answers)
        answer = self.moderator.act('publish', ident, 2)
        self.assertEqual(answer['result'], 'applied', answer)
        rows = self.sql("SELECT id FROM record WHERE type = 'supplier' AND json_extract (doc, "
                        "'$.siret') = ? AND json_extract (doc, '$.verified_on') IS NOT NULL "
                        'ORDER BY seq DESC LIMIT 1', doc['siret'])
        return rows[0][0]


class Finding(DuplicatesTest):
    def test_one_number_and_kind(self):
        one, other = self.import_one(), self.import_one(name='Autrement', commune='13055')
        self.import_one(kind='EI')
        pairs = self.read_pairs()
        self.assertEqual(list(pairs), [frozenset((one, other))])
        pair = pairs[frozenset((one, other))]
        self.assertEqual((pair['s'], pair['doc']['state'], pair['doc']['score'],
                          pair['doc']['reasons']), ('review:84', 'proposed', 100, ['siret']))

    def test_what_changes_is_looked_at_anew(self):
        one, other = self.import_one(), self.import_one(siret=BRANCH, name='Les Semailles')
        self.assertEqual(self.find_pair(one, other)['doc']['reasons'], ['siren'])
        self.sql("UPDATE record SET doc = json_set (doc, '$.name', 'La Fabrique'), seq = (SELECT "
                 "value + 1 FROM meta WHERE name = 'seq') WHERE id = ?", other)
        self.sql("UPDATE meta SET value = value + 1 WHERE name = 'seq'")
        self.assertEqual(self.read_pairs(), {})

    def test_one_that_cannot_be_read_holds_nothing_up(self):
        self.import_one()
        self.sql("UPDATE record SET doc = json_insert (doc, '$.x', json (?)) WHERE type = 'supplier' "
                 "AND json_extract (doc, '$.siret') = ?", '[' * 99 + ']' * 99, SIRET)
        one, other = self.import_one(), self.import_one(name='Autrement')
        self.assertEqual(list(self.read_pairs()), [frozenset((one, other))])

    def test_two_that_are_published_are_told_and_stay(self):
        self.found()
        one = self.publish()
        other = self.publish(name='Semailles encore')
        pair = self.find_pair(one, other)
        for keep in (one, other):
            refused = self.answer(pair, 'merge', 'rejected', keep=keep)
            self.assertEqual((refused['code'], refused['arguments']), ('wrong-state', ['held']))
        self.assertIsNotNone(self.read_supplier(one))
        self.assertIsNotNone(self.read_supplier(other))

    def test_a_person_says_so_once(self):
        one, other = self.import_one(), self.import_one()
        self.answer(self.find_pair(one, other), 'apart')
        self.sql("UPDATE record SET seq = (SELECT value + 1 FROM meta WHERE name = 'seq') WHERE "
                 'id = ?', other)
        self.sql("UPDATE meta SET value = value + 1 WHERE name = 'seq'")
        pair = self.find_pair(one, other)
        self.assertEqual(pair['doc']['state'], 'apart')
        self.answer(pair, 'undo')
        self.assertEqual(self.find_pair(one, other)['doc']['state'], 'proposed')

    def test_others_have_no_say(self):
        one, other = self.import_one(), self.import_one()
        pair = self.find_pair(one, other)
        self.found()
        for author in (self.manager, self.stranger):
            self.answer(pair, 'merge', 'forbidden', author, keep=one)
            self.answer(pair, 'apart', 'forbidden', author)
        self.answer(pair, 'merge', 'rejected', keep=new_id())
        self.answer(pair, 'undo', 'rejected')


class Merging(DuplicatesTest):
    def test_one_is_kept_and_both_come_back(self):
        one = self.import_one(city='Avignon')
        other = self.import_one(phone='0490000000', city='Ailleurs', external_id='K')
        contact = self.put({'supplier': other, 'name': 'Ada'}, 'members', 'supplier_contact')
        before = [self.read_supplier(ident) for ident in (one, other)]
        pair = self.find_pair(one, other)
        self.answer(pair, 'merge', keep=one)
        self.assertEqual(self.read_supplier(one), before[0] | {'phone': '0490000000'})
        self.assertIsNone(self.read_supplier(other))
        self.assertEqual(self.get_record(contact, 'supplier_contact')[1]['supplier'], one)
        way = self.get_record(other, 'merged_supplier')[1]
        self.assertEqual((way['kept'], way['external_id']), (one, 'K'))
        self.assertEqual(self.find_pair(one, other)['doc']['state'], 'merged')
        self.answer(pair, 'undo')
        self.assertEqual([self.read_supplier(ident) for ident in (one, other)], before)
        self.assertEqual(self.get_record(contact, 'supplier_contact')[1]['supplier'], other)
        self.assertIsNone(self.get_record(other, 'merged_supplier')[1])
        self.assertEqual(self.find_pair(one, other)['doc']['state'], 'proposed')

    def test_what_was_written_since_stays(self):
        one, other = self.import_one(), self.import_one(phone='0490000000', email='a@example.org')
        pair = self.find_pair(one, other)
        self.answer(pair, 'merge', keep=one)
        self.sql("UPDATE record SET doc = json_set (doc, '$.phone', '0491111111') WHERE id = ?",
                 one)
        self.answer(pair, 'undo')
        told = self.read_supplier(one)
        self.assertEqual((told.get('phone'), told.get('email')), ('0491111111', None))

    def test_the_last_of_a_row_comes_back_first(self):
        one, other = self.import_one(), self.import_one(phone='0490000000')
        third = self.import_one()
        contact = self.put({'supplier': other, 'name': 'Ada'}, 'members', 'supplier_contact')
        before = [self.read_supplier(ident) for ident in (one, other, third)]
        first, second = self.find_pair(one, other), self.find_pair(one, third)
        self.answer(first, 'merge', keep=one)
        self.answer(second, 'merge', keep=third)
        refused = self.answer(first, 'undo', 'rejected')
        self.assertEqual((refused['code'], refused['arguments']), ('wrong-state', ['later']))
        for pair in (second, first):
            self.answer(pair, 'undo')
        self.assertEqual([self.read_supplier(ident) for ident in (one, other, third)], before)
        self.assertEqual(self.get_record(contact, 'supplier_contact')[1]['supplier'], other)

    def test_its_people_keep_theirs(self):
        self.found()
        held = self.import_one(organisation=self.manager.organisation)
        free = self.import_one(name='Semailles bis')
        pair = self.find_pair(held, free)
        self.answer(pair, 'merge', 'rejected', keep=free)
        self.answer(pair, 'merge', keep=held)
        self.assertEqual(self.read_supplier(held)['organisation'], self.manager.organisation)

    def test_what_is_published_stays_as_it_is(self):
        self.found()
        published = self.publish()
        free = self.import_one(phone='0490000000')
        before = self.read_supplier(published)
        self.answer(self.find_pair(published, free), 'merge', keep=published)
        self.assertEqual(self.read_supplier(published), before)

    def test_what_led_to_the_one_leads_to_the_other(self):
        """A link of the platform, and a claim that waits for an answer."""
        one, other = self.import_one(), self.import_one()
        self.found()
        claim = new_id()
        answer = self.manager.act('create', claim, kind='claim', set={
            'supplier': other, 'proof': 'moderator', 'called': 'Semailles'})
        self.assertEqual(answer['result'], 'applied', answer)
        self.answer(self.find_pair(one, other), 'merge', keep=one)
        led = self.ask('GET', f'/v1/suppliers/{other}')
        self.assertEqual((led.status, led.headers['Location']), (308, f'/v1/suppliers/{one}'))
        call = self.sql("SELECT id FROM record WHERE type = 'claim_call' AND json_extract (doc, "
                        "'$.claim') = ?", claim)[0][0]
        self.assertEqual(self.moderator.act('accept', call, 100, kind='claim_call')['result'],
                         'applied')
        self.assertEqual(self.read_supplier(one)['organisation'], self.manager.organisation)

    def test_it_is_noted_who_did_it(self):
        one, other = self.import_one(), self.import_one()
        pair = self.find_pair(one, other)
        self.answer(pair, 'merge', keep=one)
        self.assertIn((f'duplicate {pair["id"]} keep proposed->merged',),
                      self.sql("SELECT detail FROM audit WHERE act = 'merge'"))


class Saying(DuplicatesTest):
    """What clients say goes where the structure goes."""

    def setUp(self):
        super().setUp()
        self.sql("UPDATE record SET doc = NULL WHERE type IN ('client_word', 'given_word', 'shown_word', 'word_call')")
        self.found()
        self.buyer = Author(self, BUYER)
        mine = {'organisation': self.manager.organisation, 'verified_on': '2026-11-01'}
        self.gone, self.kept = self.import_one(**mine), self.import_one(name='Semailles bis', **mine)

    def leave(self, supplier, result='applied'):
        ident = new_id()
        answer = self.buyer.act('create', ident, kind='given_word', set={
            'supplier': supplier, 'text': 'Du travail soigné.', 'name': 'Alix Morel', 'consent': True})
        self.assertEqual(answer['result'], result, answer)
        return ident

    def want(self, supplier):
        ident = new_id()
        answer = self.manager.act('create', ident, kind='client_word', set={'supplier': supplier, 'client': 'Mairie'})
        self.assertEqual(answer['result'], 'applied', answer)
        answer = self.ask('POST', '/v1/words/links', {'organisation': self.manager.organisation, 'word': ident},
                          self.manager.token)
        return ident, answer.json()['code']

    def say(self, code):
        form = {'act': 'give', 'text': 'Toujours à l’heure.', 'name': 'Camille Roux', 'consent': 'yes'}
        return self.ask('POST', f'/w/{code}', urllib.parse.urlencode(form).encode(),
                        Content_Type='application/x-www-form-urlencoded').status

    def show_all(self):
        for ident, in self.sql("SELECT id FROM record WHERE type = 'client_word' AND json_extract (doc, '$.state') = 'answered'"):
            self.assertEqual(self.manager.act('edit', ident, 100, kind='client_word', set={'shown': True})['result'], 'applied')

    def shown(self):
        return sorted(self.sql("SELECT json_extract (doc, '$.supplier'), json_extract (doc, '$.name') FROM record WHERE "
                               "type = 'shown_word' AND doc IS NOT NULL"))

    def leave_it(self):
        """Its people do: it is in the catalogue as an import has it."""
        self.sql("UPDATE record SET doc = json_remove (doc, '$.organisation', '$.verified_on') WHERE id = ?", self.gone)

    def test_what_was_said_follows_and_comes_back(self):
        self.leave(self.gone)
        _, code = self.want(self.gone)
        self.assertEqual(self.say(code), 200)
        self.show_all()
        self.leave_it()
        both = [(self.gone, 'Alix Morel'), (self.gone, 'Camille Roux')]
        self.assertEqual(self.shown(), both)
        pair = self.find_pair(self.gone, self.kept)
        self.answer(pair, 'merge', keep=self.kept)
        self.assertEqual(self.shown(), [(self.kept, name) for _, name in both])
        page = self.get(f'/s/{self.kept}').body.decode()
        self.assertIn('Camille Roux', page)
        self.assertIn('Alix Morel', page)
        self.answer(pair, 'undo')
        self.assertEqual(self.shown(), both)
        self.assertNotIn('Camille Roux', self.get(f'/s/{self.kept}').body.decode())

    def test_what_is_said_since_reaches_the_one_that_was_kept(self):
        """A page that was open, and a link that was asked for, before."""
        _, code = self.want(self.gone)
        self.leave_it()
        pair = self.find_pair(self.gone, self.kept)
        self.answer(pair, 'merge', keep=self.kept)
        self.assertEqual(self.say(code), 200)
        self.leave(self.gone)
        self.assertEqual(self.say(self.want(self.gone)[1]), 200)
        self.show_all()
        self.assertEqual(self.shown(), [(self.kept, 'Alix Morel')] + [(self.kept, 'Camille Roux')] * 2)
        self.answer(pair, 'undo')
        self.assertEqual(self.shown(), sorted([(self.gone, 'Camille Roux'), (self.kept, 'Alix Morel'),
                                               (self.kept, 'Camille Roux')]))


class Importing(DuplicatesTest):
    """What an import says of the one that is gone goes to the one that was kept."""
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = pathlib.Path(folder.name) / 'liste.json'

    def run_import(self, *rows):
        self.file.write_text(json.dumps(list(rows)), encoding='utf-8')
        self.assertEqual(self.server.stop()[0], 0)
        done = subprocess.run([EXE, f'--database={self.database}', '--import=json', self.file],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        type(self).server = Server(self.database, *self.options)
        return done.stdout

    def list_named(self, name):
        return [row[0] for row in self.sql(
            "SELECT id FROM record WHERE type = 'supplier' AND json_extract (doc, '$.name') = ?",
            name)]

    def test_the_one_that_is_gone_stays_so(self):
        first = {'name': 'Semailles', 'kind': 'ACI', 'siret': SIRET, 'commune': '84007',
                 'source': 'une', 'external_id': '1'}
        second = first | {'name': 'Les Semailles', 'siret': BRANCH, 'source': 'deux',
                          'external_id': '2'}
        self.run_import(first, second)
        (one,), (other,) = self.list_named('Semailles'), self.list_named('Les Semailles')
        self.answer(self.find_pair(one, other), 'merge', keep=one)
        unnumbered = {field: value for field, value in second.items() if field != 'siret'}
        self.run_import(unnumbered | {'phone': '0490000000'})
        self.assertIsNone(self.read_supplier(other))
        told = self.read_supplier(one)
        self.assertEqual((told['name'], told['phone'], told['source']),
                         ('Semailles', '0490000000', 'une'))
        # Nor does a third list bring it back, that knows its number.
        self.run_import(second | {'source': 'trois', 'external_id': '3', 'year': 1999})
        self.assertEqual(self.read_supplier(one)['year'], 1999)
        self.assertEqual(self.list_named('Les Semailles'), [])


if __name__ == '__main__':
    main(__name__)
