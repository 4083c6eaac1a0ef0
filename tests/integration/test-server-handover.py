#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A listing passes from one organisation to another, of a real server."""
import json

from attachments_support import make_png
from mutations_support import MODERATOR, SIRET, WHOLE, Author, new_id
from organisations_support import OrganisationsTest, Reader
import server_support
from upload_support import Upload

OTHER = 'Ateliers réunis'


class Handover(OrganisationsTest):
    def setUp(self):
        super().setUp()
        self.sql("DELETE FROM record WHERE type IN ('supplier', 'listing', 'handover', "
                 "'handover_call', 'client_word', 'given_word', 'shown_word')")
        self.sql('DELETE FROM audit')
        self.giver = self.found()
        self.taker = self.found(self.stranger, name=OTHER)
        self.moderator = Author(self, MODERATOR)

    def write(self, **fields):
        """A whole listing of the giver; its id."""
        ident = new_id()
        doc = {k: v for k, v in (WHOLE | fields).items() if k != 'activities'}
        answer = self.manager.act('create', ident, set=doc, items=[
            {'path': 'activities/a', 'act': 'add', 'set': {'sector': 'bread'}}])
        self.assertEqual(answer['result'], 'applied', answer)
        return ident

    def publish(self, ident=None, **fields):
        ident = ident or self.write(**fields)
        for author, op in ((self.manager, 'submit'), (self.moderator, 'publish')):
            answer = author.act(op, ident, self.rev(ident))
            self.assertEqual(answer['result'], 'applied', answer)
        return ident, self.sql("SELECT id FROM record WHERE type = 'supplier' AND scope = 'public' "
                               'AND doc IS NOT NULL')[0][0]

    def rev(self, ident, kind='listing'):
        return self.get_record(ident, kind)[0]

    def scope(self, ident, kind='listing'):
        return self.sql('SELECT scope FROM record WHERE type = ? AND id = ?', kind, ident)[0][0]

    def offer(self, listing, author=None, result='applied', **fields):
        ident = new_id()
        answer = (author or self.manager).act('create', ident, kind='handover', set={
            'listing': listing, 'organisation': self.taker, 'message': 'Reprise au 1er janvier'} | fields)
        self.assertEqual(answer['result'], result, answer)
        return ident if result == 'applied' else answer

    def call_of(self, offer):
        return self.sql("SELECT id FROM record WHERE type = 'handover_call' AND json_extract (doc, "
                        "'$.handover') = ?", offer)[0][0]

    def answer(self, offer, op='accept', author=None, result='applied', **arguments):
        call = self.call_of(offer)
        answer = (author or self.stranger).act(op, call, self.rev(call, 'handover_call'),
                                               kind='handover_call', set=arguments)
        self.assertEqual(answer['result'], result, answer)
        return answer

    def take_back(self, offer, author=None, result='applied'):
        answer = (author or self.manager).act('withdraw', offer, self.rev(offer, 'handover'), kind='handover')
        self.assertEqual(answer['result'], result, answer)
        return answer

    def read(self, author):
        reader = Reader(self, author)
        reader.read()
        return {key: line for key, line in reader.held.items()}

    def test_all_that_is_of_the_listing_passes_and_nothing_of_it_stays(self):
        picture = Upload(self.manager, make_png(seed=9))
        self.assertEqual(picture.send()['state'], 'whole')
        listing, supplier = self.publish(logo=picture.blob())
        signed = self.manager.act('sign_charter', listing, self.rev(listing), set={
            'edition': 1, 'name': 'Jeanne Roy', 'role': 'directrice'})
        self.assertEqual(signed['result'], 'applied', signed)
        self.assertIn('charter_on', self.get_record(supplier, 'supplier')[1])
        word = new_id()
        self.assertEqual(self.manager.act('create', word, kind='client_word', set={
            'supplier': supplier, 'client': 'Mairie d’Apt'})['result'], 'applied')
        self.sql("UPDATE record SET doc = json_set (doc, '$.state', 'answered', '$.text', 'Bien', "
                 "'$.name', 'C. Roux') WHERE type = 'client_word'")
        self.assertEqual(self.manager.act('edit', word, 1, kind='client_word',
                                          set={'shown': True})['result'], 'applied')
        looks = self.put({'supplier': supplier}, f'org:{self.giver}', 'supplier_looks')
        before = Reader(self, self.manager)
        before.read()
        self.assertIn(('supplier_looks', looks), before.held)
        offer = self.offer(listing)
        call = self.read(self.stranger)['handover_call', self.call_of(offer)]['doc']
        names = ('structure', 'holder_name', 'message', 'state', 'kind')
        self.assertEqual([call[name] for name in names],
                         ['Semailles', 'Semailles', 'Reprise au 1er janvier', 'offered', 'ACI'])
        self.assertEqual(call['name'], self.account_of(self.manager)['name'])
        self.assertEqual(self.get_record(offer, 'handover')[1]['organisation_name'], OTHER)
        self.answer(offer, remark='Merci')
        self.assertEqual(self.scope(listing), f'org:{self.taker}')
        told = self.get_record(offer, 'handover')[1]
        self.assertEqual([told[name] for name in ('state', 'remark', 'answered_by')],
                         ['accepted', 'Merci', self.account_of(self.stranger)['name']])
        # the page of buyers is the same, of another organisation that signed nothing
        shown = self.get_record(supplier, 'supplier')[1]
        self.assertEqual((shown['organisation'], shown['name']), (self.taker, 'Semailles'))
        self.assertNotIn('charter_on', shown)
        self.assertEqual(self.sql("SELECT count (*) FROM record WHERE type = 'shown_word' AND doc IS "
                                  "NOT NULL AND json_extract (doc, '$.supplier') = ?", supplier), [(1,)])
        self.assertEqual(self.scope(word, 'client_word'), f'org:{self.taker}')
        # who had it is told that it left, and holds nothing of it
        lines = before.read()
        self.assertIn(('listing', 'moved'), [(line.get('t'), line.get('del')) for line in lines])
        self.assertNotIn(('listing', listing), before.held)
        self.assertNotIn(('client_word', word), before.held)
        self.assertNotIn(('supplier_looks', looks), before.held)
        self.assertEqual(self.scope(looks, 'supplier_looks'), f'org:{self.taker}')
        self.assertNotIn(('listing', listing), self.read(self.manager))
        held = self.read(self.stranger)
        self.assertEqual(held['listing', listing]['doc']['name'], 'Semailles')
        self.assertNotIn('Jeanne Roy', json.dumps(held['listing', listing]))
        path = f'/v1/blobs/{picture.hash}?t=listing&id={listing}'
        self.assertEqual(self.ask('GET', path, token=self.stranger.token).status, 200)
        self.assertEqual(self.ask('GET', path, token=self.manager.token).status, 404)
        # the history goes with it
        history = self.ask('GET', f'/v1/history/{listing}?t=listing', token=self.stranger.token).json()
        self.assertEqual([line['op'] for line in history['lines']],
                         ['accept', 'sign_charter', 'publish', 'submit', 'create'])
        self.assertEqual(self.ask('GET', f'/v1/history/{listing}?t=listing',
                                  token=self.manager.token).status, 404)
        # both organisations read who did it
        acts = [(one['act'], one['detail']) for one in self.ask(
            'GET', f'/v1/organisations/{self.giver}', token=self.manager.token).json()['lines']]
        self.assertIn(('accept', f'listing {listing} org:{self.giver}->org:{self.taker}'), acts)
        # the new one writes on, with what is attached, and signs
        for op, arguments in (('edit', {'name': 'Semailles et fils'}),
                              ('sign_charter', {'edition': 1, 'name': 'Luc Ben', 'role': 'directeur'})):
            answer = self.stranger.act(op, listing, self.rev(listing), set=arguments)
            self.assertEqual(answer['result'], 'applied', answer)
        late = self.manager.act('edit', listing, self.rev(listing), set={'brand': 'B'})
        self.assertEqual(late['result'], 'forbidden', late)

    def test_a_word_left_in_the_application_stays_shown(self):
        listing, supplier = self.publish()
        given = new_id()
        self.member.organisation = None
        self.assertEqual(self.member.act('create', given, kind='given_word', set={
            'supplier': supplier, 'text': 'Très bien', 'name': 'L. Petit', 'consent': True})['result'], 'applied')
        word = self.sql("SELECT id FROM record WHERE type = 'client_word'")[0][0]
        self.assertEqual(self.manager.act('edit', word, 1, kind='client_word', set={
            'shown': True, 'place': 3})['result'], 'applied')
        self.answer(self.offer(listing))
        doc = self.get_record(word, 'client_word')[1]
        self.assertEqual((self.scope(word, 'client_word'), doc['shown'], doc['place']), (f'org:{self.taker}', True, 3))
        self.assertEqual(self.get_record(given, 'given_word')[1]['organisation'], self.taker)
        self.assertEqual(self.sql("SELECT count (*) FROM record WHERE type = 'shown_word' AND doc IS "
                                  'NOT NULL'), [(1,)])

    def test_what_is_published_while_an_edit_waits_tells_whose_it_is(self):
        listing, supplier = self.publish()
        self.assertEqual(self.manager.act('edit', listing, self.rev(listing),
                                          set={'name': 'Autrement'})['result'], 'applied')
        self.answer(self.offer(listing))
        shown = self.get_record(supplier, 'supplier')[1]
        self.assertEqual((shown['name'], shown['organisation']), ('Semailles', self.taker))
        self.assertEqual(self.get_record(listing)[1]['name'], 'Autrement')

    def say_a_word(self, supplier):
        """One that is shown; its id."""
        word = new_id()
        self.assertEqual(self.manager.act('create', word, kind='client_word', set={
            'supplier': supplier, 'client': 'Mairie d’Apt'})['result'], 'applied')
        self.sql("UPDATE record SET doc = json_set (doc, '$.state', 'answered', '$.text', 'Bien', "
                 "'$.name', 'C. Roux') WHERE type = 'client_word' AND id = ?", word)
        self.assertEqual(self.manager.act('edit', word, 1, kind='client_word', set={'shown': True})['result'], 'applied')
        return word

    def count_shown(self):
        return self.sql("SELECT count (*) FROM record WHERE type = 'shown_word' AND doc IS NOT NULL")[0][0]

    def delete(self, word):
        answer = self.manager.act('delete', word, self.rev(word, 'client_word'), kind='client_word')
        self.assertEqual(answer['result'], 'applied', answer)

    def test_words_are_read_and_written_by_the_new_one_alone(self):
        listing, supplier = self.publish()
        word = self.say_a_word(supplier)
        self.answer(self.offer(listing))
        rev = self.rev(word, 'client_word')
        for op, fields in (('edit', {'set': {'shown': False}}), ('delete', {})):
            answer = self.manager.act(op, word, rev, kind='client_word', **fields)
            self.assertEqual(answer['result'], 'forbidden', answer)
        another = self.manager.act('create', new_id(), kind='client_word', set={'supplier': supplier, 'client': 'B'})
        self.assertEqual((another['result'], another.get('arguments')), ('rejected', ['supplier']))
        self.assertEqual(self.count_shown(), 1)
        answer = self.stranger.act('edit', word, rev, kind='client_word', set={'shown': False})
        self.assertEqual((answer['result'], self.count_shown()), ('applied', 0))

    def test_a_word_that_was_deleted_before_is_not_brought_back(self):
        listing, supplier = self.publish()
        word = self.say_a_word(supplier)
        self.delete(word)
        self.answer(self.offer(listing))
        answer = self.manager.act('restore', word, 100, kind='client_word')
        self.assertEqual((answer['result'], answer.get('arguments')), ('rejected', ['supplier']))
        self.assertEqual(self.count_shown(), 0)

    def test_a_word_that_was_brought_back_meanwhile_is_on_nobodys_page(self):
        listing, supplier = self.publish()
        word = self.say_a_word(supplier)
        self.delete(word)
        self.assertEqual(self.manager.act('archive', listing, self.rev(listing))['result'], 'applied')
        self.answer(self.offer(listing))
        self.assertEqual(self.manager.act('restore', word, 100, kind='client_word')['result'], 'applied')
        for author, op in ((self.stranger, 'reopen'), (self.stranger, 'submit'), (self.moderator, 'publish')):
            answer = author.act(op, listing, self.rev(listing))
            self.assertEqual(answer['result'], 'applied', answer)
        self.assertEqual(self.get_record(supplier, 'supplier')[1]['organisation'], self.taker)
        self.assertEqual(self.count_shown(), 0)

    def test_looks_at_what_the_catalogue_had_go_along(self):
        imported = self.put({'name': 'Semailles', 'kind': 'ACI', 'siret': SIRET, 'department': '84',
                             'organisation': self.giver}, 'public', 'supplier')
        looks = self.put({'supplier': imported}, f'org:{self.giver}', 'supplier_looks')
        self.answer(self.offer(self.write()))
        self.assertEqual(self.scope(looks, 'supplier_looks'), f'org:{self.taker}')
        self.assertNotIn(('supplier_looks', looks), self.read(self.manager))
        self.assertIn(('supplier_looks', looks), self.read(self.stranger))

    def test_nothing_else_of_the_giver_goes_along(self):
        listing, supplier = self.publish()
        self.assertEqual(self.manager.act('archive', listing, self.rev(listing))['result'], 'applied')
        self.sql("UPDATE record SET doc = json_set (doc, '$.supplier', ?) WHERE type = 'listing'", supplier)
        other = self.put({'name': 'Autre atelier', 'department': '84', 'organisation': self.giver}, 'public', 'supplier')
        self.answer(self.offer(listing))
        self.assertEqual(self.get_record(other, 'supplier')[1]['organisation'], self.giver)

    def test_a_claim_asks_anew_once_another_has_it(self):
        self.sql("DELETE FROM record WHERE type IN ('claim', 'claim_call')")
        imported = self.put({'name': 'Semailles', 'kind': 'ACI', 'siret': SIRET, 'department': '84',
                             'organisation': self.giver}, 'public', 'supplier')
        self.found(self.member, name='Troisième')
        claim = new_id()
        answer = self.member.act('create', claim, kind='claim', set={'supplier': imported, 'proof': 'moderator',
                                                                     'message': 'C’est nous'})
        self.assertEqual(answer['result'], 'applied', answer)
        self.answer(self.offer(self.write()))
        call = self.sql("SELECT id FROM record WHERE type = 'claim_call'")[0][0]
        answer = self.moderator.act('accept', call, self.rev(call, 'claim_call'), kind='claim_call',
                                    set={'holder': self.giver})
        self.assertEqual(answer['result'], 'applied', answer)
        told = self.get_record(claim, 'claim')[1]
        self.assertEqual((told['state'], told['holder'], told['holder_name']), ('asked', self.taker, OTHER))
        self.assertEqual(self.get_record(imported, 'supplier')[1]['organisation'], self.taker)

    def test_what_the_charter_alone_admitted_is_shown_once_the_new_one_signed(self):
        listing, supplier = self.publish()
        word = self.say_a_word(supplier)
        self.sql("UPDATE record SET doc = json_set (doc, '$.kind', 'PROG') WHERE type = 'listing'")
        self.answer(self.offer(listing))
        doc = self.get_record(listing)[1]
        self.assertEqual((doc['state'], doc.get('verified_on')), ('draft', None))
        self.assertEqual(self.sql("SELECT count (*) FROM record WHERE type = 'supplier' AND doc IS NOT NULL"), [(0,)])
        self.assertEqual((self.scope(word, 'client_word'), self.count_shown()), (f'org:{self.taker}', 0))
        answer = self.stranger.act('submit', listing, self.rev(listing))
        self.assertEqual(answer['result'], 'rejected', answer)
        self.assertIn('charter', answer['arguments'])
        # it is published again like any other, at the same address, with what clients said
        self.sql("UPDATE record SET doc = json_set (doc, '$.kind', 'ACI') WHERE type = 'listing'")
        for author, op in ((self.stranger, 'submit'), (self.moderator, 'publish')):
            answer = author.act(op, listing, self.rev(listing))
            self.assertEqual(answer['result'], 'applied', answer)
        self.assertEqual(self.get_record(supplier, 'supplier')[1]['organisation'], self.taker)
        self.assertEqual(self.count_shown(), 1)

    def test_who_belongs_to_both_is_told_whose_it_is_now(self):
        self.let_in(self.member)
        self.member.organisation = None
        request = self.ask_to_join(self.member, self.taker)
        self.assertEqual(self.operate(self.stranger, 'accept_join', request=request)['result'], 'applied')
        listing = self.write()
        reader = Reader(self, self.member)
        reader.read()
        self.assertEqual(reader.held['listing', listing]['s'], f'org:{self.giver}')
        self.answer(self.offer(listing))
        lines = [line for line in reader.read() if line.get('id') == listing]
        self.assertEqual([(line.get('s'), line.get('del')) for line in lines], [(f'org:{self.taker}', None)])

    def test_what_the_catalogue_had_of_the_structure_goes_along(self):
        imported = self.put({'name': 'Semailles', 'kind': 'ACI', 'siret': SIRET, 'department': '84',
                             'organisation': self.giver}, 'public', 'supplier')
        listing = self.write()
        self.answer(self.offer(listing))
        self.assertEqual(self.get_record(imported, 'supplier')[1]['organisation'], self.taker)
        self.assertEqual(self.stranger.act('submit', listing, self.rev(listing))['result'], 'applied')
        self.assertEqual(self.moderator.act('publish', listing, self.rev(listing))['result'], 'applied')
        self.assertEqual(self.get_record(imported, 'supplier')[1]['verified_on'][:2], '20')

    def test_only_managers_offer_answer_and_take_back(self):
        listing = self.write()
        self.let_in(self.member)
        self.offer(listing, self.member, 'forbidden')
        offer = self.offer(listing)
        self.take_back(offer, self.member, 'forbidden')
        self.take_back(offer, self.stranger, 'forbidden')
        self.answer(offer, author=self.manager, result='forbidden')
        self.member.organisation = self.taker
        self.assertIn(self.member.post(self.member.make(
            'accept', self.call_of(offer), 1, kind='handover_call')).status, (403,))
        self.assertEqual(self.scope(listing), f'org:{self.giver}')

    def test_what_is_taken_back_is_not_accepted(self):
        listing = self.write()
        offer = self.offer(listing)
        call = self.call_of(offer)
        self.take_back(offer)
        late = self.stranger.act('accept', call, 1, kind='handover_call')
        self.assertEqual((late['result'], late['code'], late['arguments']),
                         ('rejected', 'wrong-state', ['withdrawn']))
        self.assertEqual(self.scope(listing), f'org:{self.giver}')
        self.assertEqual(self.take_back(offer, result='rejected')['arguments'], ['withdrawn'])
        self.answer(self.offer(listing), 'decline', remark='Trop tôt')
        self.assertEqual(self.scope(listing), f'org:{self.giver}')

    def test_what_is_accepted_twice_passes_once(self):
        listing = self.write()
        offer = self.offer(listing)
        mutation = self.stranger.make('accept', self.call_of(offer), 1, kind='handover_call')
        first = self.stranger.send(mutation)[0]
        rev = self.rev(listing)
        again = self.stranger.send(mutation)[0]
        self.assertEqual((first['result'], again['result']), ('applied', 'already'))
        self.assertEqual(self.answer(offer, result='rejected')['arguments'], ['accepted'])
        self.assertEqual(self.take_back(offer, result='rejected')['arguments'], ['accepted'])
        self.assertEqual(self.rev(listing), rev)

    def test_who_has_it_may_hand_it_back(self):
        listing, supplier = self.publish()
        reader = Reader(self, self.manager)
        self.answer(self.offer(listing))
        reader.read()
        self.assertNotIn(('listing', listing), reader.held)
        back = self.offer(listing, self.stranger, organisation=self.giver)
        self.answer(back, author=self.manager)
        reader.read()
        self.assertIn(('listing', listing), reader.held)
        self.assertEqual(self.get_record(supplier, 'supplier')[1]['organisation'], self.giver)

    def test_offers_that_may_not_be(self):
        listing = self.write()
        buyers = self.found(self.member, kind='buyer')
        foreign = self.list_something(self.stranger, siret=None)
        for fields, code, arguments in (
                ({'organisation': self.giver}, 'wrong-state', ['own']),
                ({'organisation': new_id()}, 'wrong-value', ['organisation']),
                ({'organisation': buyers}, 'wrong-state', ['kind']),
                ({'listing': foreign}, 'wrong-value', ['listing']),
                ({'listing': new_id()}, 'wrong-value', ['listing']),
                ({'message': None}, 'incomplete', ['message'])):
            with self.subTest(fields):
                answer = self.offer(**({'listing': listing} | {'result': 'rejected'} | fields))
                self.assertEqual((answer['code'], answer['arguments']), (code, arguments))
        self.offer(listing)
        self.assertEqual(self.offer(listing, result='rejected')['code'], 'too-many')

    def test_not_while_a_moderator_reads_it(self):
        listing = self.write()
        offer = self.offer(listing)
        self.assertEqual(self.manager.act('submit', listing, self.rev(listing))['result'], 'applied')
        self.assertEqual(self.answer(offer, result='rejected')['arguments'], ['submitted'])
        self.assertEqual(self.moderator.act('publish', listing, self.rev(listing))['result'], 'applied')
        self.answer(offer)
        self.assertEqual(self.scope(listing), f'org:{self.taker}')

    def test_what_was_written_before_the_yes_passes_and_after_it_does_not(self):
        listing = self.write()
        offer = self.offer(listing)
        seen = self.rev(listing)
        self.assertEqual(self.manager.act('edit', listing, seen, set={'brand': 'Avant'})['result'], 'applied')
        self.answer(offer)
        late = self.manager.act('edit', listing, seen, set={'brand': 'Après'})
        self.assertEqual(late['result'], 'forbidden', late)
        self.assertEqual(self.get_record(listing)[1]['brand'], 'Avant')


if __name__ == '__main__':
    server_support.main(__name__)
