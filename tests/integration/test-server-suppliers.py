#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Queries of the catalogue against a plain reading of the feed."""
import math
import urllib.parse

import server_support
from server_support import ServerTest


class Suppliers(ServerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        lines = cls.server.get('/v1/changes').lines()[:-1]
        cls.all = {line['id']: line['doc'] for line in lines if line['t'] == 'supplier'}

    def ask(self, **parameters):
        parameters = {'limit': 200, **parameters}
        answer = self.get('/v1/suppliers?' + urllib.parse.urlencode(parameters))
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json()

    def ids(self, **parameters):
        page = self.ask(**parameters)
        found = [item['id'] for item in page['items']]
        self.assertEqual(page['count'], len(found))
        return found

    def expect(self, found, fits):
        self.assertEqual(set(found), {id for id, doc in self.all.items() if fits(doc)})
        self.assertEqual(len(found), len(set(found)))
        self.assertTrue(found, 'the demonstration has nothing to compare')

    def test_all_of_them(self):
        self.expect(self.ids(), lambda doc: True)
        for item in self.ask()['items']:
            self.assertEqual({k: v for k, v in item.items() if k not in ('id', 'distance_km')},
                             self.all[item['id']])
            self.assertIsNone(item['distance_km'])

    def test_facets(self):
        self.expect(self.ids(kind='ACI,EI'), lambda doc: doc.get('kind') in ('ACI', 'EI'))
        self.expect(self.ids(department='84'), lambda doc: doc.get('department') == '84')
        self.expect(self.ids(staff='unknown'), lambda doc: 'staff_bracket' not in doc)
        self.expect(self.ids(label='rge'),
                    lambda doc: any(x['label'] == 'rge' for x in doc.get('labels', [])))
        self.expect(self.ids(kind='ACI', department='84'),
                    lambda doc: doc.get('kind') == 'ACI' and doc.get('department') == '84')

    def test_siret_and_name(self):
        id, doc = next((id, doc) for id, doc in self.all.items() if 'siret' in doc)
        siret = doc['siret']
        for typed in (siret, f'{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}', siret[:9],
                      doc['name'], doc['name'].upper()):
            self.assertIn(id, self.ids(q=typed), typed)

    def test_distance(self):
        lat, lon = 43.9493, 4.8055
        def km(doc):
            if 'place' not in doc:
                return math.inf
            a, b = math.radians(lat), math.radians(doc['place']['lat'])
            d = math.radians(doc['place']['lon'] - lon)
            cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(d)
            return 6371 * math.acos(min(1, cosine))
        page = self.ask(near=f'{lat},{lon}', radius_km=40, sort='distance')
        self.expect([item['id'] for item in page['items']], lambda doc: km(doc) <= 40)
        told = [item['distance_km'] for item in page['items']]
        self.assertEqual(told, sorted(told))
        for item in page['items']:
            self.assertAlmostEqual(item['distance_km'], km(item), delta=0.3)
        self.assertEqual(page['without_place'],
                         sum('place' not in doc for doc in self.all.values()))

    def test_pages_are_the_whole(self):
        for sort in ('relevance', 'name', 'updated'):
            whole = [item['id'] for item in self.ask(sort=sort)['items']]
            pages = [item['id'] for offset in range(0, len(whole), 13)
                     for item in self.ask(sort=sort, offset=offset, limit=13)['items']]
            self.assertEqual(pages, whole)
        self.assertEqual(self.ask(offset=5000)['items'], [])

    def test_counts_are_what_a_filter_leaves(self):
        facets = self.ask(counts='true', department='84', limit=1)['facets']
        for name in ('kind', 'department', 'mode', 'label'):
            self.assertTrue(facets[name])
            for value in facets[name]:
                extra = {'department': '84'} | {name: value['code']}
                self.assertEqual(self.ask(limit=1, **extra)['count'], value['count'],
                                 (name, value))

    def test_conditional(self):
        answer = self.get('/v1/suppliers?q=bois')
        again = self.get('/v1/suppliers?q=bois', If_None_Match=answer.headers['ETag'])
        self.assertEqual((again.status, again.raw), (304, b''))

    def test_wrong_parameters_say_which(self):
        for query, word in (('foo=1', 'foo'), ('kind=NOTHING', 'NOTHING'), ('limit=201', 'limit'),
                            ('near=Nulle-Part-sur-Mer', 'Nulle-Part'), ('radius_km=x', 'radius_km'),
                            ('sort=best', 'best'), ('counts=maybe', 'counts'),
                            ('works_in=commune:99999', '99999'), ('offset=-1', 'offset')):
            answer = self.get('/v1/suppliers?' + query)
            self.assert_problem(answer, 400, 'parameter')
            self.assertIn(word, answer.json()['detail'])

    def test_hostile_texts_are_only_texts(self):
        for text in ("' OR 1=1 --", '"*', 'a' * 200, '😀' * 50, '<script>', '%', '\\', '{"a":',
                     'x\n\r\ty', '٣٣'):
            self.assertIsInstance(self.ask(q=text)['count'], int)


if __name__ == '__main__':
    server_support.main('__main__')
