#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the catalogue has of official sources is corrected by a moderator, as somebody proposed; of a real server."""
import datetime
import json
import pathlib
import subprocess
import tempfile

from mail_support import Sink
from mutations_support import MODERATOR, Author, new_id
from organisations_support import OrganisationsTest, Reader
from server_support import EXE, Server, main

SIRET, OTHER = '73282932000074', '35600000000048'


class CorrectionsTest(OrganisationsTest):
    @classmethod
    def setUpClass(cls):
        cls.mails = tempfile.TemporaryDirectory()
        cls.sink = Sink(cls.mails.name)
        cls.sink.start()
        cls.options = *cls.options, '--smtp', cls.sink.url, '--mail-from', 'p@example.org'
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.sink.stop()
        cls.mails.cleanup()

    def setUp(self):
        super().setUp()
        self.moderator = Author(self, MODERATOR)
        self.sql("DELETE FROM audit WHERE act = 'create' AND detail LIKE 'correction %'")

    def import_one(self, **fields):
        doc = {'name': 'Semailles', 'kind': 'ACI', 'siret': SIRET, 'department': '84', 'city': 'Avignon',
               'source': 'liste', 'external_id': new_id()} | fields
        return self.put(doc, 'public', 'supplier')

    def correct(self, supplier, field='city', value='Apt', expected='applied', author=None, **rest):
        ident = new_id()
        answer = (author or self.stranger).act('create', ident, kind='correction', set={
            'supplier': supplier, 'field': field, 'value': value, 'message': 'Elle a déménagé'} | rest)
        self.assertEqual(answer['result'], expected, answer)
        return ident if expected == 'applied' else answer

    def read(self, ident, kind='correction'):
        return self.get_record(ident, kind)[1]

    def read_calls(self):
        reader = Reader(self, self.moderator)
        reader.read()
        return {line['doc']['correction']: line for (kind, _), line in reader.held.items()
                if kind == 'correction_call'}

    def answer(self, correction, op='accept', expected='applied', author=None, **arguments):
        call = self.sql("SELECT id FROM record WHERE type = 'correction_call' AND json_extract (doc, "
                        "'$.correction') = ?", correction)[0][0]
        answer = (author or self.moderator).act(op, call, 1, kind='correction_call', set=arguments)
        self.assertEqual(answer['result'], expected, answer)
        return answer


class Answering(CorrectionsTest):
    def test_nothing_changes_until_a_moderator_says_yes(self):
        supplier = self.import_one()
        correction = self.correct(supplier, link='https://www.insee.example/')
        call = self.read_calls()[correction]
        self.assertEqual((call['s'], call['doc']['structure'], call['doc']['present'],
                          call['doc']['value']), ('review:84', 'Semailles', 'Avignon', 'Apt'))
        self.assertEqual(self.read(supplier, 'supplier')['city'], 'Avignon')
        self.answer(correction)
        told = self.read(supplier, 'supplier')
        self.assertEqual((told['city'], told['corrected']), ('Apt', ['city']))
        self.assertEqual(self.read(correction)['state'], 'accepted')
        self.assertNotIn(correction, self.read_calls())

    def test_a_no_says_why(self):
        supplier = self.import_one()
        correction = self.correct(supplier)
        self.assertEqual(self.answer(correction, 'refuse', 'rejected')['code'], 'incomplete')
        self.answer(correction, 'refuse', remark='Son siège est resté')
        told = self.read(correction)
        self.assertEqual((told['state'], told['remark']), ('refused', 'Son siège est resté'))
        self.assertEqual(self.read(supplier, 'supplier')['city'], 'Avignon')

    def test_what_came_since_is_not_written_over(self):
        supplier = self.import_one()
        correction = self.correct(supplier)
        self.sql("UPDATE record SET doc = json_set (doc, '$.city', 'Orange') WHERE id = ?", supplier)
        refused = self.answer(correction, expected='rejected')
        self.assertEqual((refused['code'], refused['arguments']), ('wrong-state', ['changed']))
        self.assertEqual(self.read(supplier, 'supplier')['city'], 'Orange')
        self.answer(correction, 'refuse', remark='La liste le dit depuis')

    def test_others_do_not_answer(self):
        correction = self.correct(self.import_one())
        self.answer(correction, 'accept', 'forbidden', self.stranger)
        reader = Reader(self, self.member)
        reader.read()
        self.assertNotIn(correction, json.dumps(list(reader.held.values())))

    def test_what_cannot_be_is_refused_at_once(self):
        supplier = self.import_one()
        for field, value in (('siret', '12345678901234'), ('phone', '0490000000'), ('city', 'Avignon'),
                             ('postcode', '840000')):
            self.correct(supplier, field, value, 'rejected')
        self.correct(new_id(), expected='rejected')
        published = self.import_one(organisation=new_id(), verified_on='2026-11-01')
        self.assertEqual(self.correct(published, expected='rejected')['arguments'], ['published'])

    def test_a_wrong_number_is_wrong_no_more(self):
        supplier = self.import_one(siret='12345678901234', siret_fault=True)
        self.answer(self.correct(supplier, 'siret', SIRET))
        told = self.read(supplier, 'supplier')
        self.assertEqual((told['siret'], told.get('siret_fault')), (SIRET, None))

    def test_who_is_to_answer_is_reminded(self):
        correction = self.correct(self.import_one())
        then = (datetime.datetime.utcnow() - datetime.timedelta(days=3, hours=1)).strftime('%Y-%m-%dT%H:%M:%SZ')
        self.sql("UPDATE record SET doc = json_set (doc, '$.asked_at', ?) WHERE id = ?", then, correction)
        self.assertEqual(self.server.stop()[0], 0)
        type(self).server = Server(self.database, *self.options)
        while self.sink.next()['To'] != MODERATOR:
            pass
        self.assertIn('reminded_at', self.read(correction))


class Importing(CorrectionsTest):
    def run_import(self, **fields):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / 'liste.json'
            path.write_text(json.dumps([{'name': 'Semailles', 'kind': 'ACI', 'source': 'une',
                                         'external_id': 'corrected'} | fields]), encoding='utf-8')
            self.assertEqual(self.server.stop()[0], 0)
            done = subprocess.run([EXE, f'--database={self.database}', '--import=json', path],
                                  capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 0, done.stderr)
        type(self).server = Server(self.database, *self.options)
        return self.sql("SELECT id, doc FROM record WHERE type = 'supplier' AND json_extract (doc, "
                        "'$.external_id') = 'corrected'")[0]

    def test_it_stays_until_the_source_says_so_too(self):
        supplier, _ = self.run_import(city='Avignon', siret='12345678901234')
        self.answer(self.correct(supplier))
        self.answer(self.correct(supplier, 'siret', OTHER))
        told = json.loads(self.run_import(city='Avignon', siret='12345678901234', year=1999)[1])
        self.assertEqual((told['city'], told['siret'], told['year'], told.get('siret_fault')),
                         ('Apt', OTHER, 1999, None))
        told = json.loads(self.run_import(city='Apt', siret=OTHER)[1])
        self.assertEqual((told['city'], told.get('corrected')), ('Apt', []))
        self.assertEqual(json.loads(self.run_import(city='Orange')[1])['city'], 'Orange')


if __name__ == '__main__':
    main(__name__)
