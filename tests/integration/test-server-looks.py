#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often pages are looked at, of a real server: counted once, and told the structure alone."""
import json
import time
from datetime import datetime, timedelta, timezone

import server_support
from mutations_support import MODERATOR, Author, new_id
from organisations_support import OrganisationsTest, Reader

BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
TOLD_SECONDS = 45  # the server looks every 30


def day(back=0):
    return (datetime.now(timezone.utc).date() - timedelta(days=back)).isoformat()


class Looks(OrganisationsTest):
    def setUp(self):
        super().setUp()
        self.found()
        self.found(self.stranger, name='Ville d’Apt', kind='buyer', public_body=True)
        self.supplier = self.put({'name': 'Semailles', 'organisation': self.manager.organisation}, 'public', 'supplier')

    def send(self, author=None, batch=None, looks=None, **rest):
        body = {'batch': batch or new_id(), 'looks': looks or [{'supplier': self.supplier, 'day': day()}]}
        if author:
            body['organisation'] = author.organisation
        return self.ask('POST', '/v1/looks', body | rest, author and author.token)

    def count(self, *arguments, **named):
        answer = self.send(*arguments, **named)
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json()['counted']

    def counts(self):
        return {visitor: n for visitor, n in self.sql('SELECT visitor, n FROM look WHERE supplier = ?', self.supplier)}

    def test_a_repeated_request_counts_once(self):
        batch = new_id()
        self.assertEqual([self.count(self.stranger, batch) for _ in range(3)], [1, 0, 0])
        self.assertEqual(self.counts(), {'public-buyer': 1})

    def test_a_batch_counts_a_structure_once_a_day(self):
        one = {'supplier': self.supplier, 'day': day()}
        self.assertEqual(self.count(looks=[one, one, {'supplier': self.supplier, 'day': day(1)}]), 2)
        self.assertEqual(self.counts(), {'unknown': 2})

    def test_nobody_counts_twice_by_asking_anew(self):
        self.assertEqual([self.count(self.stranger) for _ in range(3)], [1, 0, 0])
        again = {'batch': new_id(), 'looks': [{'supplier': self.supplier, 'day': day()}]}
        answers = [self.ask('POST', '/v1/looks', again | {'batch': new_id()}, address='127.77.7.8').json()['counted']
                   for _ in range(3)]
        self.assertEqual(answers, [1, 0, 0])
        self.assertEqual(self.counts(), {'public-buyer': 1, 'unknown': 1})

    def test_what_is_no_look_is_left_out(self):
        other = [{'supplier': ident, 'day': when} for ident, when in (
            (new_id(), day()), (self.supplier, day(-3)), (self.supplier, day(400)), ("' OR 1", day()))]
        self.assertEqual(self.count(self.stranger, looks=other), 0)
        self.assertEqual(self.count(self.manager), 0)
        self.assertEqual(self.count(Author(self, MODERATOR)), 0)
        self.assertEqual(self.counts(), {})

    def test_what_is_no_batch_is_refused(self):
        one = {'supplier': self.supplier, 'day': day()}
        for looks in ([], [one] * 201, [one | {'who': 'x'}], [{'supplier': self.supplier}], [None], {}, 'x',
                      [one | {'day': '2026-13-45'}], [one | {'day': 'hier'}], [one | {'supplier': 7}]):
            body = {'batch': new_id(), 'looks': looks}
            self.assertEqual(self.ask('POST', '/v1/looks', body).status, 400, looks)
        for batch in ('x', '', None, 7):
            self.assertEqual(self.ask('POST', '/v1/looks', {'batch': batch, 'looks': [one]}).status, 400, batch)
        self.assertEqual(self.counts(), {})

    def test_who_asks_too_often_waits(self):
        body = {'batch': new_id(), 'looks': [{'supplier': self.supplier, 'day': day()}]}
        answers = [self.ask('POST', '/v1/looks', body, address='127.77.7.7') for _ in range(25)]
        self.assertIn(429, [answer.status for answer in answers])
        self.assertTrue(answers[-1].headers['Retry-After'])

    def test_browsers_count_and_programs_do_not(self):
        page = f'/s/{self.supplier}'
        first = self.ask('GET', page, User_Agent=BROWSER)
        self.assertEqual(self.ask('GET', page, User_Agent=BROWSER, If_None_Match=first.headers['ETag']).status, 304)
        self.ask('HEAD', page, User_Agent=BROWSER)
        self.ask('GET', page, User_Agent='Googlebot/2.1 (+http://www.google.com/bot.html)')
        self.ask('GET', page, User_Agent=BROWSER, Sec_Purpose='prefetch')
        self.wait_counted({'web': 1})

    def wait_counted(self, wanted):
        until = time.monotonic() + TOLD_SECONDS
        while self.counts() != wanted and time.monotonic() < until:
            time.sleep(0.2)
        self.assertEqual(self.counts(), wanted)

    def read_told(self, author):
        reader = Reader(self, author)
        reader.read()
        return [line['doc'] for (kind, _), line in reader.held.items()
                if kind == 'supplier_looks' and line['doc']['supplier'] == self.supplier]

    def test_the_structure_alone_is_told(self):
        self.count(self.stranger)
        until = time.monotonic() + TOLD_SECONDS
        while not self.read_told(self.manager) and time.monotonic() < until:
            time.sleep(0.5)
        told, = self.read_told(self.manager)
        self.assertEqual([{key: one[key] for key in ('month', 'visitor', 'n')} for one in told['counts']],
                         [{'month': day()[:7], 'visitor': 'public-buyer', 'n': 1}])
        for account in (self.stranger, self.member, Author(self, MODERATOR)):
            self.assertEqual(self.read_told(account), [])
        self.assertNotIn('supplier_looks', self.ask('GET', '/v1/changes?limit=1000').body.decode())

    def test_nothing_says_who_looked(self):
        self.count(self.stranger)
        account = self.account_of(self.stranger)['id']
        kept = json.dumps([self.sql(f'SELECT * FROM {table}') for table in ('look', 'looked', 'look_batch')])
        for told in (account, self.stranger.organisation, day()):
            self.assertNotIn(told, kept)
        self.assertEqual(self.sql("SELECT 1 FROM audit WHERE act LIKE '%look%'"), [])


if __name__ == '__main__':
    server_support.main('__main__')
