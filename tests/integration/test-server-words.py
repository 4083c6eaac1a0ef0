#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words of clients, of a real server: asked for by a link or left in the application, shown, hidden and taken back."""
import json
import tempfile
import time
import urllib.parse

import server_support
from accounts_support import BUYER, CHEAP, ask
from mail_support import Sink
from mutations_support import CREATED, MODERATOR, Author, new_id
from organisations_support import OrganisationsTest, Reader
from server_support import Server

SITE = 'https://achats.example.org/plateforme'
SAID = {'text': 'Livré à l’heure, et <b>bien</b> & sans\nreproche.', 'name': 'Camille Roux',
        'role': 'achats, mairie d’Apt', 'consent': 'yes'}


class Words(OrganisationsTest):
    options = OrganisationsTest.options + ('--public-address', SITE)

    def setUp(self):
        super().setUp()
        self.sql("DELETE FROM record WHERE type IN ('client_word', 'given_word', 'shown_word')")
        self.sql("DELETE FROM audit WHERE detail LIKE '%_word %'")
        self.found()
        self.supplier = self.publish(self.manager.organisation)

    def publish(self, organisation, **fields):
        return self.put({'name': 'Semailles & fils', 'organisation': organisation, 'department': '84',
                         'verified_on': '2026-11-01'} | fields, 'public', 'supplier')

    def want(self, author=None, result='applied', **fields):
        ident = new_id()
        answer = (author or self.manager).act('create', ident, kind='client_word', set={
            'supplier': self.supplier, 'client': 'Mairie d’Apt', 'about': 'Entretien du parc'} | fields)
        self.assertEqual(answer['result'], result, answer)
        return ident

    def link(self, word, author=None, organisation=None):
        author = author or self.manager
        return self.ask('POST', '/v1/words/links', {
            'organisation': organisation or author.organisation, 'word': word}, author.token)

    def code(self, word):
        answer = self.link(word)
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json()['code']

    def look(self, code):
        return self.ask('GET', f'/w/{code}')

    def use(self, code, **form):
        return self.ask('POST', f'/w/{code}', urllib.parse.urlencode(form).encode(),
                        Content_Type='application/x-www-form-urlencoded')

    def say(self, code, **other):
        return self.use(code, act='give', **(SAID | other))

    def word(self, ident):
        return self.get_record(ident, 'client_word')[1]

    def show(self, word, author=None, shown=True):
        rev = self.get_record(word, 'client_word')[0]
        answer = (author or self.manager).act('edit', word, rev, kind='client_word', set={'shown': shown, 'place': 1})
        self.assertEqual(answer['result'], 'applied', answer)

    def call_of(self, word):
        """What moderators see of it."""
        found = self.sql("SELECT id, doc FROM record WHERE type = 'word_call' AND doc IS NOT NULL AND json_extract (doc, '$.word') = ?", word)
        return (found[0][0], json.loads(found[0][1])) if found else (new_id(), None)

    def hide(self, word, author=None, why='Il nomme quelqu’un qui n’a rien demandé.'):
        return (author or Author(self, MODERATOR)).act('hide', self.call_of(word)[0], 100, kind='word_call', set={'remark': why})

    def allow(self, word):
        return Author(self, MODERATOR).act('allow', self.call_of(word)[0], 100, kind='word_call')

    def shown(self):
        """As anybody reads the catalogue."""
        cursor, held = '', {}
        while True:
            lines = self.get(f'/v1/changes?since={cursor}&types=shown_word').lines()
            for line in lines:
                if 'next' in line:
                    cursor, more = line['next'], line['more']
                elif 'del' in line:
                    held.pop(line['id'], None)
                else:
                    held[line['id']] = line['doc']
            if not more:
                return [doc for doc in held.values() if doc['supplier'] == self.supplier]

    def test_client_answers_once_and_takes_it_back_by_the_same_link(self):
        word = self.want(address='camille@example.org')
        answer = self.link(word).json()
        self.assertEqual((answer['link'], answer['mailed']), (f'{SITE}/w/{answer["code"]}', False))
        page = self.look(answer['code'])
        self.assertEqual((page.status, page.headers['Content-Type']), (200, 'text/html; charset=utf-8'))
        self.assertIn("default-src 'none'", page.headers['Content-Security-Policy'])
        self.assertEqual((page.headers['Cache-Control'], page.headers['Referrer-Policy']), ('no-store', 'no-referrer'))
        text = page.body.decode()
        self.assertIn('Semailles &amp; fils', text)
        self.assertIn('Entretien du parc', text)
        self.assertNotIn('<script', text)
        self.assertNotIn('{', text.split('</style>')[1])
        self.assertEqual(self.shown(), [])
        said = self.say(answer['code'])
        self.assertEqual(said.status, 200, said.body)
        self.assertIn('&lt;b&gt;bien&lt;/b&gt; &amp; sans\nreproche.', said.body.decode())
        doc = self.word(word)
        self.assertEqual([doc.get(name) for name in ('state', 'text', 'name', 'role', 'address')],
                         ['answered', SAID['text'], SAID['name'], SAID['role'], None])
        self.assertEqual(doc['consented_on'], time.strftime('%Y-%m-%d', time.gmtime()))
        again = self.say(answer['code'], text='Autre chose')
        self.assertEqual((again.status, self.word(word)['text']), (200, SAID['text']))
        self.show(word)
        self.assertEqual([(one['text'], one['name'], one['role'], one['about']) for one in self.shown()],
                         [(SAID['text'], SAID['name'], SAID['role'], 'Entretien du parc')])
        self.assertNotIn('client', self.shown()[0])
        gone = self.use(answer['code'], act='take-back')
        self.assertEqual(gone.status, 200)
        self.assertEqual(self.shown(), [])
        self.assertNotIn('Camille', json.dumps(self.word(word)))
        self.assertEqual(self.look(answer['code']).status, 404)
        self.assertEqual(self.link(word).status, 403)

    def test_address_is_kept_nowhere_once_he_answered(self):
        word = self.want(address='camille@example.org')
        self.assertEqual(self.manager.act('edit', word, 1, kind='client_word', set={
            'address': 'roux@example.org'})['result'], 'applied')
        self.assertEqual(self.say(self.code(word)).status, 200)
        tables = [name for (name,) in self.sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [table for table in tables for row in self.sql(f'SELECT * FROM "{table}"')
                if 'camille@example.org' in str(row) or 'roux@example.org' in str(row)]
        self.assertEqual(kept, [])

    def test_form_says_what_is_to_be_mended_and_keeps_what_was_typed(self):
        code = self.code(self.want())
        for other, words in (({'text': 'é' * 601}, '600 caractères'), ({'text': ' \r\n'}, 'Il manque'),
                             ({'name': ''}, 'Il manque'), ({'consent': ''}, 'Cochez la case'),
                             ({'name': 'N' * 121}, 'trop long'), ({'role': 'a\nb'}, 'trop long')):
            with self.subTest(str(other)[:30]):
                answer = self.say(code, **other)
                self.assertEqual(answer.status, 422)
                self.assertIn(words, answer.body.decode())
                self.assertIn('role="alert"', answer.body.decode())
        self.assertIn('value="Camille Roux"', self.say(code, consent='').body.decode())
        self.assertEqual(self.say(code, text='é\r\n' * 200).status, 200, 'lines of a browser')

    def test_what_controls_a_screen_is_left_out(self):
        code = self.code(word := self.want())
        self.assertEqual(self.say(code, text='a\x1b[2Jb\x85\nc\x07', name='N\x7f').status, 200)
        self.assertEqual([self.word(word)[name] for name in ('text', 'name')], ['a[2Jb\nc', 'N'])

    def test_body_of_a_form_is_bounded_and_of_its_type(self):
        code = self.code(self.want())
        self.assertEqual(self.ask('POST', f'/w/{code}', {'act': 'give'}).status, 415)
        self.assertEqual(self.use(code, act='give', text='x' * 20000).status, 413)
        broken = self.ask('POST', f'/w/{code}', b'%ff&&&=', Content_Type='application/x-www-form-urlencoded')
        self.assertEqual(broken.status, 400)

    def test_link_is_good_for_sixty_days_and_the_last_one_alone(self):
        word = self.want()
        first, second = self.code(word), self.code(word)
        self.assertEqual((self.look(first).status, self.look(second).status), (404, 200))
        (expires,), = self.sql('SELECT expires_at FROM word_code WHERE word = ?', word)
        self.assertAlmostEqual(expires, time.time() + 60 * 24 * 3600, delta=60)
        self.assertEqual(self.sql('SELECT count (*) FROM word_code WHERE hash = ?', second), [(0,)])
        self.sql('UPDATE word_code SET expires_at = unixepoch () - 1')
        self.assertEqual((self.look(second).status, self.say(second).status), (404, 404))
        third = self.code(word)
        self.assertEqual(self.say(third).status, 200)
        self.sql('UPDATE word_code SET expires_at = unixepoch () - 1')
        self.assertEqual(self.look(third).status, 200, 'who said it may take it back for ever')
        self.assertEqual(self.look('AAAAA-AAAAA-AAAAA-AAAAA').status, 404)

    def test_pages_are_throttled(self):
        code, address = self.code(self.want()), '127.99.0.1'
        self.assertEqual([self.ask('GET', f'/w/{code}', address=address).status for _ in range(61)], [200] * 60 + [429])
        answers = [self.ask('POST', f'/w/{code}', b'act=give', address=address,
                            Content_Type='application/x-www-form-urlencoded').status for _ in range(51)]
        self.assertEqual((answers[0], answers[-1]), (422, 429))

    def test_only_who_belongs_to_it_asks_for_what_is_its_own_and_published(self):
        word = self.want()
        stranger = self.stranger
        self.assert_problem(self.link(word, stranger, self.manager.organisation), 403, 'organisation')
        self.found(stranger)
        self.assert_problem(self.link(word, stranger), 403, 'word')
        self.want(stranger, 'rejected')
        other = self.publish(stranger.organisation, verified_on=None)
        self.want(stranger, 'rejected', supplier=other)
        self.want(result='rejected', client=None)
        for field in ('text', 'name', 'state'):
            self.want(result='rejected', **{field: 'answered'})

    def test_structure_changes_nothing_of_what_was_said(self):
        word = self.want()
        self.assertEqual(self.say(self.code(word)).status, 200)
        rev = self.get_record(word, 'client_word')[0]
        for fields in ({'text': 'Parfait'}, {'name': 'Une autre'}, {'about': 'Autre chose'}, {'supplier': new_id()}):
            answer = self.manager.act('edit', word, rev, kind='client_word', set=fields)
            self.assertIn(answer['result'], ('rejected', 'forbidden'), fields)
        self.show(word)
        rev += 1
        self.assertEqual(self.hide(word, self.manager)['result'], 'forbidden')
        self.assertEqual(len(self.shown()), 1)
        self.assertEqual(self.manager.act('give', word, rev, kind='client_word', set={
            'text': 'A', 'name': 'B'})['result'], 'forbidden')
        self.assertEqual(self.word(word)['text'], SAID['text'])

    def test_moderator_hides_one_and_lets_it_be_again(self):
        word = self.want()
        code = self.code(word)
        self.say(code)
        self.assertIsNone(self.call_of(word)[1], 'what is not shown is no affair of theirs')
        self.show(word)
        doc = self.call_of(word)[1]
        self.assertEqual([doc[name] for name in ('structure', 'text', 'name', 'supplier', 'state')],
                         ['Semailles & fils', SAID['text'], SAID['name'], self.supplier, 'answered'])
        self.assertEqual(self.hide(word, why=' ')['result'], 'rejected')
        self.assertEqual(self.hide(word)['result'], 'applied')
        self.assertEqual(self.shown(), [])
        self.assertNotIn('Camille', self.get(f'/s/{self.supplier}').body.decode())
        self.assertIn('nomme quelqu’un', self.word(word)['remark'])
        page = self.look(code).body.decode()
        self.assertIn('nomme quelqu’un', page)
        self.assertNotIn('peut le montrer', page)
        self.assertEqual(self.hide(word)['result'], 'rejected')
        self.show(word)
        self.assertEqual(self.shown(), [], 'its people cannot show it again')
        self.assertEqual(self.allow(word)['result'], 'applied')
        self.assertEqual(len(self.shown()), 1)
        page = self.look(code).body.decode()
        self.assertNotIn('nomme quelqu’un', page)
        self.assertIn('peut le montrer', page)
        self.assertNotIn('remark', self.word(word))
        self.assertEqual(self.hide(word)['result'], 'applied')
        self.assertEqual(self.use(code, act='take-back').status, 200)
        self.assertIsNone(self.call_of(word)[1])

    def test_moderators_of_its_department_alone_see_it(self):
        word = self.want()
        self.say(self.code(word))
        self.show(word)
        self.assertEqual(self.sql("SELECT scope FROM record WHERE type = 'word_call' AND id = ?", self.call_of(word)[0]),
                         [('review:84',)])
        for who, sees in ((Author(self, MODERATOR), True), (self.manager, False), (Author(self, BUYER), False)):
            reader = Reader(self, who)
            reader.read()
            self.assertEqual(('word_call', self.call_of(word)[0]) in reader.held, sees)

    def list_one(self):
        """What its people publish themselves: the listing, and the structure that all see."""
        listing = self.list_something(name='Semailles & filles')
        for op, rest in (('edit', {'items': CREATED['items']}), ('submit', {})):
            self.assertEqual(self.manager.act(op, listing, 100, **rest)['result'], 'applied')
        self.decide('publish', listing)
        return listing, self.sql("SELECT id FROM record WHERE type = 'supplier' AND doc IS NOT NULL AND "
                                 "json_extract (doc, '$.name') = 'Semailles & filles' ORDER BY seq DESC")[0][0]

    def decide(self, op, listing, **rest):
        answer = Author(self, MODERATOR).act(op, listing, self.get_record(listing)[0], **rest)
        self.assertEqual(answer['result'], 'applied', answer)

    def test_words_are_public_as_long_as_their_structure(self):
        listing, self.supplier = self.list_one()
        before, deleted, meanwhile = self.want(), self.want(), self.want()
        codes = {word: self.code(word) for word in (before, deleted, meanwhile)}
        for word in (before, deleted):
            self.say(codes[word], text=word)
            self.show(word)
        self.assertEqual({one['text'] for one in self.shown()}, {before, deleted})
        self.decide('suspend', listing, set={'remark': 'Plainte'})
        self.assertEqual(self.shown(), [])
        self.decide('publish', listing)
        self.assertEqual({one['text'] for one in self.shown()}, {before, deleted})
        self.assertEqual(self.manager.act('archive', listing, 100)['result'], 'applied')
        self.assertEqual(self.shown(), [])
        for op in ('delete', 'restore'):
            rev = self.get_record(deleted, 'client_word')[0]
            self.assertEqual(self.manager.act(op, deleted, rev, kind='client_word')['result'], 'applied')
        self.assertEqual(self.say(codes[meanwhile], text=meanwhile).status, 200)
        self.show(meanwhile)
        self.assertEqual(self.shown(), [])
        for op in ('reopen', 'submit'):
            self.assertEqual(self.manager.act(op, listing, 100)['result'], 'applied')
        self.decide('publish', listing)
        self.assertEqual({one['text'] for one in self.shown()}, {before, deleted, meanwhile})

    def test_what_was_deleted_is_taken_back_too(self):
        word = self.want()
        code = self.code(word)
        self.say(code)
        rev = self.get_record(word, 'client_word')[0]
        self.assertEqual(self.manager.act('delete', word, rev, kind='client_word')['result'], 'applied')
        self.assertEqual(self.use(code, act='take-back').status, 200)
        self.assertEqual(self.manager.act('restore', word, 100, kind='client_word')['result'], 'gone')

    def test_link_to_what_is_erased_leads_to_nothing(self):
        words = [self.want(), self.want()]
        codes = [self.code(word) for word in words]
        self.say(codes[0])
        for word in words:
            rev = self.get_record(word, 'client_word')[0]
            self.assertEqual(self.manager.act('delete', word, rev, kind='client_word')['result'], 'applied')
        self.assertEqual([self.look(code).status for code in codes], [200, 404])
        self.sql("DELETE FROM deleted WHERE type = 'client_word'")
        self.assertEqual([self.look(code).status for code in codes], [404, 404])

    def leave(self, author, result='applied', op='create', ident=None, **fields):
        ident = ident or new_id()
        answer = author.act(op, ident, 0 if op == 'create' else 100, kind='given_word', set={
            'supplier': self.supplier, 'text': 'Du travail soigné.', 'name': 'Alix Morel',
            'consent': True} | fields)
        self.assertEqual(answer['result'], result, answer)
        return ident

    def find_left(self):
        reader = Reader(self, self.manager)
        reader.read()
        return [(key[1], line['doc']) for key, line in reader.held.items() if key[0] == 'client_word'
                and line['doc']['supplier'] == self.supplier]

    def test_buyer_leaves_one_in_the_application_changes_it_and_takes_it_back(self):
        buyer = Author(self, BUYER)
        given = self.leave(buyer)
        (word, doc), = self.find_left()
        self.assertEqual((doc['text'], doc['name'], doc['state']), ('Du travail soigné.', 'Alix Morel', 'answered'))
        self.assertNotIn(self.account_of(buyer)['id'], json.dumps(doc))
        self.show(word)
        self.assertEqual([one['text'] for one in self.shown()], ['Du travail soigné.'])
        self.leave(buyer, op='edit', ident=given, text='Du travail très soigné.')
        self.assertEqual(self.shown(), [], 'what changed is shown anew by its people')
        self.show(word)
        self.assertEqual([one['text'] for one in self.shown()], ['Du travail très soigné.'])
        rev = self.get_record(word, 'client_word')[0]
        self.assertEqual(self.manager.act('delete', word, rev, kind='client_word')['result'], 'applied')
        self.assertEqual(buyer.act('delete', given, 100, kind='given_word')['result'], 'applied')
        self.assertEqual((self.shown(), self.find_left()), ([], []))
        self.assertEqual(self.manager.act('restore', word, 100, kind='client_word')['result'], 'gone')

    def test_hidden_stays_so_whatever_its_giver_does(self):
        buyer = Author(self, BUYER)
        given = self.leave(buyer)
        (word, _), = self.find_left()
        self.show(word)
        self.assertEqual(self.hide(word)['result'], 'applied')
        self.assertIn('nomme quelqu’un', self.get_record(given, 'given_word')[1]['remark'])
        self.leave(buyer, op='edit', ident=given, text='Du travail très soigné.')
        self.assertEqual([doc['state'] for _, doc in self.find_left()], ['hidden'])
        self.assertEqual(self.allow(word)['result'], 'applied')
        self.assertNotIn('remark', self.get_record(given, 'given_word')[1])
        self.show(word)
        self.assertEqual([one['text'] for one in self.shown()], ['Du travail très soigné.'])
        self.assertEqual(self.hide(word)['result'], 'applied')
        for op in ('delete', 'restore'):
            rev = self.get_record(given, 'given_word')[0]
            self.assertEqual(buyer.act(op, given, rev, kind='given_word')['result'], 'applied')
        self.assertEqual(self.find_left(), [])

    def test_what_was_left_is_taken_back_whatever_was_done_with_it_since(self):
        buyer, elsewhere = Author(self, BUYER), Author(self, BUYER)
        given = self.leave(buyer)
        (word, _), = self.find_left()
        self.show(word)
        self.assertEqual(self.hide(word)['result'], 'applied')
        self.leave(elsewhere, op='edit', ident=given, text='Du travail très soigné.')
        self.assertEqual(buyer.act('delete', given, 1, kind='given_word')['result'], 'applied')
        self.assertEqual(self.find_left(), [])

    def test_what_is_left_is_whole_once_and_of_others(self):
        buyer = Author(self, BUYER)
        self.leave(buyer, 'rejected', consent=False)
        self.leave(buyer, 'rejected', text=None)
        self.leave(buyer, 'rejected', supplier=new_id())
        self.leave(buyer, 'rejected', supplier=self.publish(None))
        self.leave(Author(self, 'gerante@example.org'), 'rejected')
        self.leave(buyer)
        self.leave(buyer, 'rejected')

    def test_erased_account_takes_its_words_along(self):
        ident = new_id()
        self.sql("INSERT INTO account (id, address, name, kind, role, locale, password, state, created_at, seen_at) "
                 "SELECT ?, 'part@example.org', 'Part', kind, role, locale, password, state, created_at, "
                 "unixepoch () FROM account WHERE address = ?", ident, BUYER)
        self.leave(leaver := Author(self, 'part@example.org'), name='Sacha Part')
        data = self.ask('GET', '/v1/account/data', token=leaver.token).json()
        self.assertEqual([one['doc']['text'] for one in data['records']], ['Du travail soigné.'])
        (word, _), = self.find_left()
        self.show(word)
        self.assertEqual(len(self.shown()), 1)
        self.sql("UPDATE account SET state = 'closing', erase_at = 1 WHERE id = ?", ident)
        self.assertEqual(self.server.stop()[0], 0)
        type(self).server = Server(self.database, *self.options)
        self.assertEqual((self.shown(), self.find_left()), ([], []))
        self.assertEqual(self.sql("SELECT count (*) FROM deleted WHERE doc LIKE '%Sacha%'"), [(0,)])

    def test_link_is_mailed_to_whom_is_asked(self):
        with tempfile.TemporaryDirectory() as folder:
            sink = Sink(folder)
            sink.start()
            self.addCleanup(sink.stop)
            self.assertEqual(self.server.stop()[0], 0)
            type(self).server = Server(self.database, *self.options, '--smtp', sink.url,
                                       '--mail-from', 'p@example.org')
            word = self.want(address='Client@Example.org')
            for mailed in (True, True, True, False):
                answer = self.link(word).json()
                self.assertEqual(answer['mailed'], mailed, 'one mailbox is written to three times a day')
                if mailed:
                    mail = sink.next()
                    self.assertEqual(mail['To'], 'client@example.org')
                    self.assertIn(answer['link'], mail.get_content().replace('\n', ''))
                    self.assertNotIn('Semailles', mail.get_content())

    def test_structure_has_so_many_mailed_in_a_day(self):
        with tempfile.TemporaryDirectory() as folder:
            sink = Sink(folder)
            sink.start()
            self.addCleanup(sink.stop)
            self.assertEqual(self.server.stop()[0], 0)
            type(self).server = Server(self.database, *self.options, '--smtp', sink.url,
                                       '--mail-from', 'p@example.org')
            word, told = self.want(), []
            for turn in range(31):
                self.assertEqual(self.manager.act('edit', word, 1000, kind='client_word', set={
                    'address': f'client{turn}@example.org'})['result'], 'applied')
                told.append(self.link(word).json()['mailed'])
                if told[-1]:
                    sink.next()
            self.assertEqual(told, [True] * 30 + [False])

    def test_structure_has_a_page_with_the_words_of_its_clients(self):
        word = self.want()
        self.say(self.code(word))
        path = f'/s/{self.supplier}'
        before = self.get(path)
        self.assertEqual((before.status, before.headers['Content-Type']), (200, 'text/html; charset=utf-8'))
        text = before.body.decode()
        self.assertIn('<h1>Semailles &amp; fils</h1>', text)
        self.assertIn('fiche vérifiée le 1er\u00a0novembre 2026', text)
        self.assertNotIn('Camille', text)
        self.assertNotIn('<script', text)
        self.assertIn("frame-ancestors 'none'", before.headers['Content-Security-Policy'])
        etag = before.headers['ETag']
        self.assertEqual(self.get(path, If_None_Match=etag).status, 304)
        self.show(word)
        after = self.get(path, If_None_Match=etag)
        self.assertEqual(after.status, 200)
        self.assertIn('Camille Roux, achats, mairie d’Apt · Entretien du parc', after.body.decode())
        self.assertIn('&lt;b&gt;bien&lt;/b&gt;', after.body.decode())

    def test_page_of_a_whole_structure_says_all(self):
        line = next(line for line in self.get('/v1/changes?limit=1000').lines()
                    if line.get('t') == 'supplier' and line.get('doc', {}).get('name') == 'Semailles des Remparts')
        text = self.get(f'/s/{line["id"]}').body.decode()
        for said in ('Atelier et chantier d’insertion · Avignon\u00a0(84)', 'Pratiques\u00a0: 7 sur 9 prouvées',
                     '24,50\u00a0€\u00a0/ heure', 'href="tel:', 'href="mailto:', 'RGE'):
            self.assertIn(said, text)

    def test_only_what_all_may_read_has_a_page(self):
        draft = self.put({'name': 'Secrète'}, f'org:{self.manager.organisation}', 'supplier')
        for ident in (draft, new_id(), self.want()):
            answer = self.get(f'/s/{ident}')
            self.assertEqual((answer.status, b'Secr' in answer.body), (404, False))

    def test_wrong_public_address_is_refused(self):
        for wrong in ('achats.example.org', 'https://a.example.org/', 'ftp://a.example.org', 'https://'):
            with self.subTest(wrong), self.assertRaises(RuntimeError):
                Server(self.database.with_name('b.db'), *CHEAP, '--public-address', wrong)
        self.assertEqual(ask(self.server, 'GET', '/v1/about').json()['address'], SITE)


if __name__ == '__main__':
    server_support.main('__main__')
