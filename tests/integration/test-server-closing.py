#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A structure that ends its activity: found no more, and told to who knows it; and opened again."""
from mutations_support import CREATED, MODERATOR, Author
from organisations_support import OrganisationsTest
from server_support import main, wait_for

ON = '2026-11-20'


class Closing(OrganisationsTest):
    def setUp(self):
        super().setUp()
        self.found()
        self.listing = self.list_something(name='Fenouillet du Ventoux')
        self.manager.act('edit', self.listing, 1, items=CREATED['items'])

    def act(self, op, **arguments):
        answer = self.manager.act(op, self.listing, 100, **({'set': arguments} if arguments else {}))
        self.assertEqual(answer['result'], 'applied', answer)

    def publish(self):
        self.act('submit')
        moderator = Author(self, MODERATOR)
        answer = moderator.act('publish', self.listing, self.get_record(self.listing)[0])
        self.assertEqual(answer['result'], 'applied', answer)
        return self.sql("SELECT id FROM record WHERE type = 'supplier' AND doc IS NOT NULL AND "
                        "json_extract (doc, '$.name') = 'Fenouillet du Ventoux' ORDER BY seq DESC")[0][0]

    def wait_found(self, supplier, found):
        wait_for(lambda: (supplier in self.get('/v1/suppliers?q=fenouillet&limit=200').body.decode()) == found,
                 f'search that has {found} found it')

    def read(self, supplier):
        return self.get(f'/v1/suppliers/{supplier}').json()

    def test_closed_is_told_and_not_found_until_it_is_opened_again(self):
        supplier = self.publish()
        self.wait_found(supplier, True)
        self.act('close_down', on=ON, why='Plus de salariés')
        self.wait_found(supplier, False)
        one = self.read(supplier)
        self.assertEqual((one['name'], one['closed_on'], one['closed_why']),
                         ('Fenouillet du Ventoux', ON, 'Plus de salariés'))
        self.act('reopen')
        self.wait_found(supplier, True)
        self.assertNotIn('closed_on', self.read(supplier))

    def test_what_was_not_reviewed_is_not_shown_by_closing(self):
        supplier = self.publish()
        self.act('edit', brand='Jamais relu')
        self.act('close_down', on=ON)
        one = self.read(supplier)
        self.assertEqual((one['closed_on'], one.get('brand')), (ON, None))

    def test_closed_can_be_withdrawn_altogether(self):
        supplier = self.publish()
        self.act('close_down', on=ON)
        self.act('archive')
        self.assertEqual(self.get(f'/v1/suppliers/{supplier}').status, 404)
        doc = self.get_record(self.listing)[1]
        self.assertFalse({'closed_on', 'verified_on'} & doc.keys())

    def test_drafts_write_nothing_that_all_see(self):
        supplier = self.publish()
        before = self.sql("SELECT rev FROM record WHERE type = 'supplier' AND id = ?", supplier)
        self.act('edit', brand='Une')
        self.act('edit', brand='Deux')
        self.assertEqual(self.sql("SELECT rev FROM record WHERE type = 'supplier' AND id = ?", supplier), before)


if __name__ == '__main__':
    main(__name__)
