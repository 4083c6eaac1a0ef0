#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was written in place of what in a record: told to who reads it, and kept for a time."""
import json

from attachments_support import make_png
from mutations_support import CREATED, MODERATOR, Author, new_id
from organisations_support import OrganisationsTest
from server_support import Server, main
from upload_support import Upload


class History(OrganisationsTest):
    def setUp(self):
        super().setUp()
        self.found()

    def restart(self, *options):
        """Which looks after what is due."""
        self.assertEqual(self.server.stop()[0], 0)
        type(self).server = Server(self.database, *self.options, *options)

    def ask_history(self, ident, author=None, kind='listing', **parameters):
        more = ''.join(f'&{name}={value}' for name, value in parameters.items())
        return self.ask('GET', f'/v1/history/{ident}?t={kind}{more}',
                        token=(author or self.manager).token)

    def read(self, ident, author=None, kind='listing', **parameters):
        answer = self.ask_history(ident, author, kind, **parameters)
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json()

    def edit(self, ident, rev, author=None, **rest):
        answer = (author or self.manager).act('edit', ident, rev, **rest)
        self.assertEqual(answer['result'], 'applied', answer)
        return answer['rev']

    def test_each_part_by_whom_and_from_what_to_what(self):
        self.let_in(self.member)
        listing = self.list_something()
        self.edit(listing, 1, set={'brand': 'Une'}, items=CREATED['items'])
        self.edit(listing, 2, self.member, set={'brand': 'Deux', 'name': 'Paniers'},
                  add={'networks': ['chantier-ecole']},
                  items=[{'path': 'activities/a', 'act': 'edit', 'set': {'sector': 'catering'}}])
        self.edit(listing, 3, set={'brand': None}, items=[{'path': 'activities/a', 'act': 'remove'}])
        lines = self.read(listing)['lines']
        self.assertEqual([(line['rev'], line['op']) for line in lines],
                         [(4, 'edit'), (3, 'edit'), (2, 'edit'), (1, 'create')])
        names = [self.account_of(author)['name'] for author in (self.manager, self.member)]
        self.assertEqual([line['who_name'] for line in lines],
                         [names[0], names[1], names[0], names[0]])
        parts = [{part['path']: (part['before'], part['after']) for part in line['parts']}
                 for line in lines]
        self.assertEqual(parts[0]['brand'], ('Deux', None))
        gone, nothing = parts[0]['activities/a']
        self.assertEqual((gone['sector'], nothing), ('catering', None))
        self.assertEqual(parts[1], {'brand': ('Une', 'Deux'), 'name': ('Semailles', 'Paniers'),
                                    'networks': (None, ['chantier-ecole']),
                                    'activities/a/sector': ('bread', 'catering')})
        self.assertEqual(parts[2]['brand'], (None, 'Une'))
        self.assertEqual(parts[2]['activities/a'][1]['sector'], 'bread')
        self.assertEqual(parts[3], {})

    def test_what_is_refused_leaves_no_line(self):
        listing = self.list_something()
        self.edit(listing, 1, set={'brand': 'Une'})
        other = Author(self, 'gerante@example.org', self.manager.organisation)
        self.assertEqual(other.act('edit', listing, 1, set={'brand': 'Autre'})['result'], 'conflict')
        self.assertEqual(other.act('edit', listing, 2, set={'siret': '1'})['result'], 'rejected')
        self.assertEqual(self.edit(listing, 2, set={'brand': 'Une'}), 2)  # it was so already
        self.assertEqual([line['rev'] for line in self.read(listing)['lines']], [2, 1])

    def test_rules_leave_their_own_fields_out(self):
        """That it was submitted is told by the act; what people wrote is all that is restored."""
        listing = self.list_something()
        self.edit(listing, 1, items=CREATED['items'])
        self.assertEqual(self.manager.act('submit', listing, 2)['result'], 'applied')
        moderator = Author(self, MODERATOR)
        feed = self.ask('GET', '/v1/changes?access=own&limit=1000', token=moderator.token).lines()
        review, = [line for line in feed if line.get('t') == 'listing_review' and
                   line['doc']['listing'] == listing]
        answer = moderator.act('ask_changes', review['id'], review['rev'], kind='listing_review',
                               set={'remark': 'Où ?'})
        self.assertEqual(answer['result'], 'applied', answer)
        lines = self.read(listing)['lines']
        self.assertEqual([(line['op'], line['parts']) for line in lines[:2]],
                         [('ask_changes', []), ('submit', [])])
        self.assertEqual(lines[0]['who_name'], self.account_of(moderator)['name'])

    def test_pages_meet_and_leave_nothing_out(self):
        listing = self.list_something()
        for rev in range(1, 8):
            self.edit(listing, rev, set={'brand': f'Marque {rev}'})
        revs, before = [], 0
        while True:
            page = self.read(listing, limit=3, before=before)
            revs += [line['rev'] for line in page['lines']]
            before = page['next']
            if before == 0:
                break
        self.assertEqual(revs, list(range(8, 0, -1)))
        for wrong in ({'limit': 201}, {'before': 'x'}, {'since': 1}):
            self.assertEqual(self.ask_history(listing, **wrong).status, 400)

    def test_it_is_for_who_reads_the_record(self):
        self.let_in(self.member)
        listing = self.list_something()
        ours = self.manager.organisation
        for kind, ident in (('listing', listing), ('organisation', ours)):
            self.assertEqual(self.ask_history(ident, self.member, kind).status, 200)
            for other in (self.stranger, Author(self, MODERATOR)):
                self.assert_problem(self.ask_history(ident, other, kind), 404, 'record')
            self.assertEqual(self.ask('GET', f'/v1/history/{ident}?t={kind}').status, 401)
        account = self.account_of(self.member)['id']
        self.operate(self.manager, 'remove_member', account=account)
        self.assert_problem(self.ask_history(listing, self.member), 404, 'record')
        for ident, kind in ((new_id(), 'listing'), (listing, 'supplier'), (listing, 'nothing')):
            self.assert_problem(self.ask_history(ident, kind=kind), 404, 'record')
        self.assert_problem(self.ask('GET', f'/v1/history/{listing}', token=self.manager.token),
                            404, 'record')

    def test_members_are_in_no_history(self):
        """Who came and went is told by the acts; names and roles are not kept beside them."""
        self.let_in(self.member)
        text = json.dumps([line['parts'] for line in self.read(
            self.manager.organisation, kind='organisation')['lines']], ensure_ascii=False)
        self.assertNotIn(self.account_of(self.member)['name'], text)

    def test_a_type_may_keep_none(self):
        request = self.ask_to_join(self.member, self.manager.organisation)
        self.assertEqual(self.sql('SELECT count (*) FROM history WHERE id = ?', request), [(0,)])

    def test_an_earlier_picture_is_kept_shown_and_restored(self):
        first, second = (Upload(self.manager, make_png(seed=seed))
                         for seed in (1, 2))
        for upload in (first, second):
            self.assertEqual(upload.send()['state'], 'whole')
        listing = self.list_something(logo=first.blob())
        self.edit(listing, 1, set={'logo': second.blob()})
        self.sql('UPDATE upload SET touched_at = 1')
        self.restart()
        self.assertEqual(first.state()['state'], 'whole')
        path = f'/v1/blobs/{first.hash}?t=listing&id={listing}'
        self.assertEqual(self.ask('GET', path, token=self.manager.token).status, 200)
        self.assertEqual(self.ask('GET', path, token=self.stranger.token).status, 404)
        self.assertEqual(first.ask('DELETE').status, 409)
        self.assertEqual(self.read(listing)['lines'][0]['parts'][0]['before']['hash'], first.hash)
        self.edit(listing, 2, set={'logo': first.blob()})
        self.sql('UPDATE history SET at = 1')
        self.sql('UPDATE upload SET touched_at = 1')
        self.restart()
        self.restart()  # what the first one forgot no longer names it
        self.assertEqual(first.state()['state'], 'whole')
        self.assertEqual(second.ask('GET').status, 404)

    def test_what_is_kept_for_a_time_goes_then(self):
        listing = self.list_something()
        self.edit(listing, 1, set={'brand': 'Une'})
        self.sql('UPDATE history SET at = unixepoch () - 3 * 86400 WHERE id = ? AND rev = 1', listing)
        self.restart('--keep-history', '2')
        self.assertEqual([line['rev'] for line in self.read(listing)['lines']], [2])
        self.assertEqual(self.manager.act('delete', listing, 2)['result'], 'applied')
        self.assertEqual(self.ask_history(listing).status, 404)
        self.sql('UPDATE deleted SET deleted_at = 1 WHERE id = ?', listing)
        self.restart()
        self.assertEqual(self.sql('SELECT count (*) FROM history WHERE id = ?', listing), [(0,)])

    def test_a_record_has_so_much_of_it(self):
        listing = self.list_something()
        answers = [self.manager.send(*(
            self.manager.make('edit', listing, 200, set={'note': f'{turn}' + 'é' * 1990})
            for turn in range(first, first + 80))) for first in (100, 200)]
        rev = answers[-1][-1]['rev']
        total, last = self.sql('SELECT sum (size), max (rev) FROM history WHERE id = ?', listing)[0]
        self.assertLessEqual(total, 1024 * 1024)
        self.assertGreater(total, 900 * 1024)
        self.assertEqual(last, rev)
        page = self.ask_history(listing, limit=200)
        self.assertLess(len(page.body), 128 * 1024)
        self.assertEqual(page.json()['lines'][0]['rev'], rev)
        self.assertEqual(page.json()['next'], page.json()['lines'][-1]['rev'])


if __name__ == '__main__':
    main(__name__)
