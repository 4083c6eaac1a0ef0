#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-listing-budget.py SERVER PROGRAM: how many actions it takes in the real window to complete a listing, to prove
a practice by a document and to send it for review: each key, text that is typed, press of the mouse and choice in a
dialog of the desktop counts. Prints TAP."""
import sys
import uuid

import driver

sys.path.insert(0, str(driver.HERE.parent / 'integration'))
import attachments_support as attachments  # pylint: disable=wrong-import-position

attach, listing = driver.load('test-attach'), driver.load('test-listing')
account = listing.account
BEGUN = {'name': 'Les Haies du Rempart', 'kind': 'ACI', 'siret': '10000000900017', 'commune': '84007',
         'description': 'Nous taillons, plantons et entretenons les espaces verts des communes autour d’Avignon, '
                        'avec douze salariés en parcours.'}
ACTIVITY = {'path': 'activities/a', 'act': 'add', 'set': {'sector': 'espaces-verts-entretien'}}
COMPLETING, PROVING, SENDING = 25, 5, 3  # actions; the first from 40 out of 100 to 70


class Counted:
    """What one does in the window, counted."""

    def __init__(self, app):
        self.app, self.n = app, 0

    def __getattr__(self, name):
        def act(*arguments):
            self.n += 1
            getattr(self.app, name)(*arguments)
            self.app.settle()
        return act


def write(server, *acts):
    """What the manager does, on another computer."""
    held = listing.read_listing(server)
    body = {'client': str(uuid.uuid4()), 'organisation': held['s'].removeprefix('org:'),
            'mutations': [{'id': str(uuid.uuid4()), 'n': n + 1, 't': 'listing', **act} for n, act in enumerate(acts)]}
    status, said = server.ask('POST', '/v1/mutations', body, server.manager)
    assert status == 200 and {answer['result'] for answer in said['answers']} == {'applied'}, said


def test_begun_listing_is_there(app):
    app.server.manager = listing.sign_in(app.server, listing.MANAGER)
    held = listing.read_listing(app.server)
    write(app.server, {'target': held['id'], 'op': 'archive', 'base_rev': held['rev'], 'set': {}},
          {'target': str(uuid.uuid4()), 'op': 'create', 'base_rev': 0, 'set': BEGUN,
           'add': {'networks': ['coorace']}, 'items': [ACTIVITY]})
    listing.test_listing_is_a_section_of_who_offers(app)
    app.wait('39%')
    app.press('alt+2')


def test_completing_keeps_its_budget(app):
    counted = Counted(app)
    counted.press('alt+1')
    counted.click('Offers and prices.*', 'list item')
    counted.do('Add', 'push button')
    counted.type('Taille de haies')
    counted.click('How to reach us.*', 'list item')
    counted.type('04 65 71 00 12')
    counted.press('Tab')
    counted.type('contact@example.org')
    counted.press('Tab')
    counted.type('www.example.org')
    counted.click('Figures.*', 'list item')
    counted.do('Add', 'push button')
    counted.press('space')
    counted.press('Down')
    counted.press('Return')
    counted.press('Tab')
    counted.type('12')
    counted.click('Clients and references.*', 'list item')
    counted.do('Add', 'push button')
    counted.type('Commune d’Apt'.replace('’', ' '))
    app.wait('70%')
    assert counted.n <= COMPLETING, counted.n


def test_proving_a_practice_keeps_its_budget(app):
    """From the listing, where he is."""
    counted = Counted(app)
    counted.click('Our practices.*', 'list item')
    counted.click('Trying new things, .*', 'list item')
    counted.click('Practised')
    attach.choose(app, attach.write(app, 'bilan.pdf', attachments.make_pdf()), 'A File….*', 'Choose a File')
    counted.n += 2  # the button, and the file
    app.wait('bilan.pdf', 'label')
    app.wait_gone('Leaves after its proof')
    assert counted.n <= PROVING, counted.n


def test_sending_for_review_keeps_its_budget(app):
    app.wait('Saved on this computer')
    app.press('alt+2')
    counted = Counted(app)
    counted.press('alt+1')
    counted.do('Back to my listing', 'push button')
    counted.do('Send for review', 'push button')
    app.wait('In review since .*|Leaves for review .*')
    assert counted.n <= SENDING, counted.n


def test_no_warning_was_written(app):
    listing.test_no_warning_was_written(app)


if __name__ == '__main__':
    sys.exit(listing.run_alone(globals()))
