#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workshops of a real server: who comes, what each tells the others and keeps for itself, and the end."""
import json
from datetime import datetime, timedelta, timezone

import server_support
from mutations_support import Author, new_id
from organisations_support import MANAGER, OrganisationsTest, Reader

ANIMATOR = 'reseau@example.org'
KINDS = 'workshop', 'workshop_page', 'workshop_share', 'workshop_table'


def day(shift=0):
    return (datetime.now(timezone.utc) + timedelta(days=shift)).date().isoformat()


class Workshops(OrganisationsTest):
    def setUp(self):
        super().setUp()
        self.sql('DELETE FROM attempt')
        self.animator = Author(self, ANIMATOR)
        self.animator.organisation = self.account_of(self.animator)['organisations'][0]['id']
        self.found(self.manager, name='Semailles')
        self.found(self.stranger, name='Paniers')
        self.workshop = self.hold()

    def hold(self, author=None, result='applied', **fields):
        ident = new_id()
        answer = (author or self.animator).act('create', ident, kind='workshop',
                                               set={'title': 'Vendre', 'day': day()} | fields)
        self.assertEqual(answer['result'], result, answer)
        return ident

    def ask_code(self, author=None, organisation=None, workshop=None):
        author = author or self.animator
        return self.ask('POST', '/v1/workshops/codes', {
            'organisation': organisation or author.organisation, 'workshop': workshop or self.workshop}, author.token)

    def confirm(self, author, code, organisation=None):
        return self.ask('POST', '/v1/workshops/confirm', {
            'organisation': organisation or author.organisation, 'code': code}, author.token)

    def come(self, *authors):
        """Each by the code; the ids of their pages."""
        code = self.ask_code().json()['code']
        return [self.confirm(author, code).json()['page'] for author in authors]

    def run_op(self, op, author=None, target=None, kind='workshop', result='applied', **arguments):
        answer = (author or self.animator).act(op, target or self.workshop, 1000, kind=kind, **(
            {'set': arguments} if arguments else {}))
        self.assertEqual(answer['result'], result, answer)
        return answer

    def note(self, author, page, text, kept=False, field='difficulties', ident=None, result='applied'):
        ident = ident or new_id()
        answer = author.act('edit', page, 1000, kind='workshop_page', items=[
            {'path': f'{field}/{ident}', 'act': 'add', 'set': {'text': text} | ({'kept': True} if kept else {})}])
        self.assertEqual(answer['result'], result, answer)
        return ident

    def read(self, author):
        reader = Reader(self, author)
        reader.read()
        return reader

    def held(self, reader):
        """What he has of this workshop, in whatever form."""
        return {key: line for key, line in reader.held.items() if key[0] in KINDS
                and self.workshop in (key[1], line['doc'].get('workshop'))}

    def told(self, author, reader=None):
        """All of it, as text."""
        return json.dumps(list(self.held(reader or self.read(author)).values()), ensure_ascii=False)

    def seats(self):
        return {seat['organisation']: seat['role'] for seat in self.get_record(self.workshop, 'workshop')[1]['seats']}

    def test_only_an_animator_of_a_partner_holds_one(self):
        self.hold(self.manager, 'forbidden')
        other = Author(self, ANIMATOR)
        self.found(other, kind='supplier')
        self.hold(other, 'forbidden')
        self.found(other, kind='partner')
        self.hold(other)
        self.assertEqual(other.act('edit', self.workshop, 1, kind='workshop', set={'title': 'A'})['result'],
                         'forbidden')
        self.run_op('close', other, result='forbidden')
        self.assertEqual(self.animator.act('edit', self.workshop, 1, kind='workshop',
                                           set={'venue': 'Apt'})['result'], 'applied')

    def test_code_is_told_by_who_holds_it(self):
        other = Author(self, ANIMATOR)
        self.found(other, kind='partner')
        self.assert_problem(self.ask_code(other), 403, 'workshop')
        self.assert_problem(self.ask_code(self.manager), 403, 'animator')
        self.assert_problem(self.ask_code(self.manager, self.animator.organisation), 403, 'organisation')
        code = self.ask_code().json()['code']
        kept = [row[0] for row in self.sql('SELECT hash FROM workshop_code WHERE workshop = ?', self.workshop)]
        self.assertEqual(([len(one) for one in kept], code in kept), ([64], False))
        self.assertEqual(self.sql("SELECT count (*) FROM audit WHERE act = 'workshop-code' AND detail = ?",
                                  self.workshop)[0][0], 1)

    def test_code_is_good_for_several_on_its_day_alone(self):
        first = self.ask_code().json()['code']
        code = self.ask_code().json()['code']
        self.assert_problem(self.confirm(self.manager, first), 403, 'code')
        joined = self.confirm(self.manager, code).json()
        self.assertEqual(joined['workshop'], self.workshop)
        self.assertEqual(self.confirm(self.manager, code.lower().replace('-', ' ')).json(), joined, 'a lost answer')
        self.assertEqual(self.confirm(self.stranger, code).status, 200)
        self.assertEqual(self.seats(), {self.animator.organisation: 'manager', self.manager.organisation: 'member',
                                        self.stranger.organisation: 'member'})
        for shift in (-3, 3):
            self.sql('UPDATE workshop_code SET good_from = good_from + ?1, expires_at = expires_at + ?1',
                     shift * 24 * 3600)
            self.assert_problem(self.confirm(self.member_of_another(), code), 403, 'code')
            self.sql('UPDATE workshop_code SET good_from = good_from - ?1, expires_at = expires_at - ?1',
                     shift * 24 * 3600)
        self.assert_problem(self.ask_code(workshop=self.hold(day=day(-3))), 409, 'day')
        late = self.ask_code(workshop=self.hold(day=day(3))).json()['code']
        self.assert_problem(self.confirm(self.manager, late), 403, 'code')

    def member_of_another(self):
        author = Author(self, 'encadrant@example.org')
        self.found(author, name='Troisième')
        return author

    def test_stolen_code_is_throttled_and_its_bearer_sent_away(self):
        code = self.ask_code().json()['code']
        thief = self.member_of_another()
        for _ in range(5):
            self.assert_problem(self.confirm(thief, 'AAAAA-AAAAA'), 403, 'code')
        self.assertEqual(self.confirm(thief, code).status, 429)
        self.sql('DELETE FROM attempt')
        page = self.confirm(thief, code).json()['page']
        own = self.come(self.manager)[0]
        self.note(self.manager, own, 'Trop peu de temps')
        reader = self.read(thief)
        self.assertIn('Trop peu de temps', self.told(None, reader))
        self.run_op('send_away', organisation=thief.organisation)
        reader.read()
        self.assertNotIn('Trop peu de temps', self.told(None, reader))
        self.assertEqual(reader.held['workshop_page', page]['doc']['state'], 'left')
        code = self.ask_code().json()['code']
        self.assert_problem(self.confirm(thief, code), 403, 'code')
        self.run_op('join', thief, page, 'workshop_page', 'rejected')
        self.run_op('ask_in', organisation=thief.organisation, name='x')
        self.run_op('join', thief, page, 'workshop_page')

    def test_code_lets_in_structures_and_for_who_belongs_to_them(self):
        code = self.ask_code().json()['code']
        self.assert_problem(self.confirm(self.manager, code, self.stranger.organisation), 403, 'organisation')
        buyer = self.member_of_another()
        self.found(buyer, kind='buyer')
        self.assert_problem(self.confirm(buyer, code), 403, 'code')

    def test_what_is_kept_reaches_nobody_else(self):
        ours, theirs = self.come(self.manager, self.stranger)
        ident = self.note(self.manager, ours, 'Prix trop bas')
        self.note(self.manager, ours, 'Conflit interne', kept=True)
        self.note(self.manager, ours, 'Atelier partagé', field='strengths')
        self.note(self.manager, ours, 'Dette secrète', kept=True, field='actions')
        for author in (self.stranger, self.animator):
            told = self.told(author)
            self.assertIn('Prix trop bas', told)
            self.assertIn('Atelier partagé', told)
            self.assertNotIn('Conflit interne', told)
            self.assertNotIn('secrète', told)
        self.assertIn('Conflit interne', self.told(self.manager))
        answer = self.manager.act('edit', ours, 1000, kind='workshop_page', items=[
            {'path': f'difficulties/{ident}', 'act': 'edit', 'set': {'kept': True}}])
        self.assertEqual(answer['result'], 'applied', answer)
        self.assertNotIn('Prix trop bas', self.told(self.stranger) + self.told(self.animator))
        self.note(self.stranger, ours, 'Pas chez moi', result='forbidden')
        self.note(self.animator, theirs, 'Pas chez moi', result='forbidden')

    def test_whoever_is_of_a_structure_sees_the_table_for_as_long(self):
        ours, theirs = self.come(self.manager, self.stranger)
        self.note(self.stranger, theirs, 'Trop loin')
        reader = self.read(self.member)
        self.assertNotIn('Trop loin', self.told(None, reader))
        self.let_in(self.member)
        reader.read()
        self.assertIn('Trop loin', self.told(None, reader))
        self.note(self.member, ours, 'À deux')
        self.operate(self.manager, 'remove_member', account=self.account_of(self.member)['id'])
        reader.read()
        self.assertEqual(self.held(reader), {})

    def test_who_leaves_keeps_its_page_and_shares_nothing(self):
        ours, theirs = self.come(self.manager, self.stranger)
        self.note(self.manager, ours, 'Prix trop bas')
        reader = self.read(self.stranger)
        self.run_op('leave', self.manager, ours, 'workshop_page')
        reader.read()
        self.assertNotIn('Prix trop bas', self.told(None, reader))
        self.assertEqual(self.seats()[self.manager.organisation], 'left')
        mine = self.read(self.manager)
        self.assertEqual({key[0] for key in self.held(mine)}, {'workshop_page'})
        self.note(self.manager, ours, 'Pour moi')
        self.assertNotIn('Pour moi', self.told(self.animator))
        self.run_op('join', self.manager, ours, 'workshop_page')
        self.assertIn('Pour moi', self.told(self.animator))

    def test_who_is_asked_in_answers_first(self):
        self.run_op('ask_in', organisation=self.manager.organisation, name='Autre nom')
        seat = self.get_record(self.workshop, 'workshop')[1]['seats'][1]
        self.assertEqual((seat['name'], seat['role']), ('Semailles', 'invited'))
        (key, line), = self.held(self.read(self.manager)).items()
        self.assertEqual((key[0], line['doc']['state'], line['doc']['title'], line['doc']['day']),
                         ('workshop_page', 'invited', 'Vendre', day()))
        self.come(self.stranger)
        self.assertNotIn('Semailles', self.told(self.stranger))
        self.run_op('join', self.manager, key[1], 'workshop_page')
        self.assertIn('Semailles', self.told(self.stranger))
        for organisation in (new_id(), self.animator.organisation):
            self.run_op('ask_in', organisation=organisation, name='x', result='rejected')

    def test_end_keeps_what_was_shared_and_leaves_each_its_notes(self):
        ours, _ = self.come(self.manager, self.stranger)
        self.note(self.manager, ours, 'Prix trop bas')
        self.run_op('close')
        self.assert_problem(self.ask_code(), 409, 'closed')
        self.note(self.manager, ours, 'Après coup')
        told = self.told(self.stranger)
        self.assertIn('Prix trop bas', told)
        self.assertNotIn('Après coup', told + self.told(self.animator))
        self.assertIn('Après coup', self.told(self.manager))
        rev = self.get_record(self.workshop, 'workshop')[0]
        self.assertEqual(self.animator.act('delete', self.workshop, rev, kind='workshop')['result'], 'rejected')
        self.run_op('reopen')
        self.assertIn('Après coup', self.told(self.animator))

    def test_what_is_taken_back_after_the_end_is_seen_no_more(self):
        ours, _ = self.come(self.manager, self.stranger)
        kept, removed = self.note(self.manager, ours, 'Prix trop bas'), self.note(self.manager, ours, 'Trop loin')
        self.note(self.manager, ours, 'Trop tard')
        self.run_op('close')
        answer = self.manager.act('edit', ours, 1000, kind='workshop_page', items=[
            {'path': f'difficulties/{kept}', 'act': 'edit', 'set': {'kept': True}},
            {'path': f'difficulties/{removed}', 'act': 'remove'}])
        self.assertEqual(answer['result'], 'applied', answer)
        for author in (self.stranger, self.animator):
            told = self.told(author)
            self.assertIn('Trop tard', told)
            self.assertNotIn('Prix trop bas', told)
            self.assertNotIn('Trop loin', told)

    def test_code_dies_with_a_backup_that_is_put_back(self):
        code = self.ask_code().json()['code']
        self.assertEqual(self.server.stop()[0], 0)
        type(self).server = server_support.Server(self.database, *self.options, '--restored')
        self.manager.token = self.sign_in(MANAGER)['access']
        self.assert_problem(self.confirm(self.manager, code), 403, 'code')

    def test_code_of_the_day_dies_with_the_end(self):
        code = self.ask_code().json()['code']
        self.run_op('close')
        self.assert_problem(self.confirm(self.manager, code), 403, 'code')

    def test_common_findings_are_the_animators_and_all_read_them(self):
        self.come(self.manager)
        answer = self.animator.act('edit', self.workshop, 1000, kind='workshop', items=[
            {'path': f'findings/{new_id()}', 'act': 'add', 'set': {'text': 'Les prix', 'theme': 'Prix'}}])
        self.assertEqual(answer['result'], 'applied', answer)
        tables = [line for key, line in self.held(self.read(self.manager)).items() if key[0] == 'workshop_table']
        self.assertEqual([(line['s'], line['doc']['findings'][0]['text']) for line in tables],
                         [(f'space:{self.workshop}', 'Les prix')])
        self.assertEqual(self.manager.act('edit', tables[0]['id'], 1000, kind='workshop_table',
                                          set={'title': 'A'})['result'], 'forbidden')


if __name__ == '__main__':
    server_support.main('__main__')
