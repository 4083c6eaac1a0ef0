#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-listing-life.py SERVER PROGRAM: a whole life through real windows on the real backend: one opens an account,
founds a structure, claims what the catalogue has of it, fills its listing and sends it; a moderator asks for a
change, it is made and answered, and he accepts; a buyer finds it by what it proved. Prints TAP."""
import json
import os
import sys
import tempfile
import urllib.request

import driver
import tap

sys.path.insert(0, str(driver.HERE.parent / 'integration'))
import attachments_support as attachments  # pylint: disable=wrong-import-position

attach, charter, outbox, practices, review = map(driver.load, (
    'test-attach', 'test-charter', 'test-outbox', 'test-practices', 'test-review'))
account, listing = review.account, review.listing
PERSON, ADDRESS = 'Camille Essai', 'camille@example.org'
NAME, SIRET, MAILBOX = 'La Brigade du Lavoir', '73282932000074', 'contact@lavoir.example.org'
KNOWN = {'external_id': '1', 'name': NAME, 'kind': 'ACI', 'siret': SIRET, 'postcode': '84000', 'city': 'Avignon',
         'department': '84', 'email': MAILBOX}
DESCRIPTION = ('Nous nettoyons les vitres et les bureaux des communes autour du Lavoir, avec douze salariés en parcours '
               'et deux encadrants qui ont appris le métier ici.')
STARTED = 'Trying new things, Started · 1 proof'
REMARK, OTHER_PHONE = 'Le standard ne repond pas', '04 90 00 00 12'


class Life:
    """Whoever lives it: the window of the structure here, that of the moderator in a process of its own. What cuts
    the line is for who lives it so."""

    def __init__(self, app, server, line, moderator):
        self.app, self.server, self.line, self.moderator = app, server, line, moderator
        self.hand = outbox.Hand(app)
        self.token = None  # of who lives it, elsewhere

    def cut(self):
        """Of both windows."""

    def mend(self):
        """Likewise."""

    def try_away(self, *keys):
        """What the platform alone does: without it that is said, and what was typed stays."""

    def wait_kept(self, window=None):
        """What was done without a line leaves once there is one. @window: the structure's if none is given"""
        self.mend()
        (window or self.hand).see(outbox.MARK.format('Up to date'))

    def read_doc(self):
        """As the platform has the listing."""
        self.server.manager = self.token
        return listing.read_listing(self.server)['doc']

    def wait_state(self, state):
        driver.wait_for(lambda: self.read_doc().get('state', 'draft') == state, lambda: f'{state}, but {self.read_doc()}')


def test_account_is_opened(life):
    app = life.app
    app.wait(account.EXCHANGES, seconds=60)
    app.do(account.SIGN_IN, 'push button')
    app.wait_focus('Mail address')
    app.do('Create an account', 'push button')
    for name, text in (('Your name', PERSON), ('Mail address', ADDRESS), ('Password', account.PASSWORD)):
        account.write(app, name, text)
    life.try_away('Return')
    app.press('Return')
    app.wait_focus('Code')
    app.type(life.server.wait_code('confirm', ADDRESS))
    life.try_away('Return')
    app.press('Return')
    app.wait(f'Hello {PERSON}')


def test_structure_is_founded(life):
    app = life.app
    account.open_row(app, 'Found an organisation.*')
    account.write(app, 'Its name', NAME)
    account.write(app, 'SIRET', SIRET)
    account.write(app, 'Town', 'Avignon')
    life.cut()
    app.press('Return')
    app.wait('Kept: it comes with the next exchange')
    life.wait_kept()
    app.wait(f'Acting for {NAME}.*')
    life.token = life.server.sign_in('elsewhere')


def test_what_the_catalogue_has_is_claimed(life):
    app = life.app
    life.cut()
    app.press('ctrl+f')
    app.type(NAME)
    app.wait(f'{NAME}.*', 'list item')
    app.press('Return')
    app.do('This is my structure.*', 'push button')
    app.wait('A code would go to .*')
    app.do('Claim It', 'push button')
    app.wait('What you claimed')
    life.wait_kept()
    app.wait('A code went to .*')


def test_its_code_proves_it(life):
    app = life.app
    account.write(app, 'Code', life.server.wait_code('claim', MAILBOX))
    life.try_away('Return')
    app.press('Return')
    app.wait('The structure is yours')
    app.wait('It is yours: .*')
    app.press('Escape')


def open_section(app, name):
    app.click(f'{name}.*', 'list item')
    app.wait(name, 'heading')


def add(app, section, field, text):
    open_section(app, section)
    app.do('Add', 'push button')
    app.wait_focus(field)
    app.type(text)


def test_listing_begins_from_what_was_claimed(life):
    app = life.app
    life.cut()
    app.click('My listing', 'page tab')
    app.do(f'Begin from “{NAME}” .ACI.', 'push button')
    listing.field(app, 'Usual name')
    app.wait('The key is right.*')
    number = listing.field(app, 'SIRET number').text()
    assert ''.join(number.split()) == SIRET, number


def test_it_is_filled_in(life):
    app = life.app
    assert listing.field(app, 'What we do, in three sentences').write(DESCRIPTION)
    add(app, 'What we do', 'Activity', 'window')
    app.wait('Window cleaning.*', 'list item')
    app.press('Return')
    add(app, 'Offers and prices', 'What it is', 'Nettoyage de vitres')
    open_section(app, 'How to reach us')
    assert listing.field(app, 'Telephone').write('04 90 00 00 11')
    add(app, 'Clients and references', 'Client', 'Commune de Gordes')


def test_it_has_a_picture(life):
    app = life.app
    open_section(app, 'Pictures')
    attach.choose(app, attach.write(app, 'logo.png', attachments.make_png(64)), 'Choose a Picture….*')
    app.wait('logo.png', 'label')


def test_a_practice_is_proven(life):
    app = life.app
    open_section(app, 'Our practices')
    app.click(f'{practices.PRACTICE}, .*', 'list item')
    app.wait(practices.PRACTICE, 'heading')
    practices.prove(app, 'Bilan du premier marche', '31 paniers')
    for question in practices.QUESTIONS:
        app.do(f'Answer it: {question}', 'push button')
        app.wait_focus('Not yet')
        app.press('Right')
        app.wait_focus('Started')
    app.wait(STARTED, 'list item')
    app.do('Back to my listing', 'push button')


def test_it_is_sent_as_it_was_typed(life):
    app = life.app
    app.wait('Saved on this computer')
    app.press('ctrl+s')
    life.wait_kept()
    driver.wait_for(lambda: (life.read_doc().get('logo') or {}).get('name') == 'logo.png', 'listing at the platform')
    doc = life.read_doc()
    assert (doc['description'], doc['siret'], doc['kind']) == (DESCRIPTION, SIRET, 'ACI'), doc
    assert [offer['title'] for offer in doc['offers']] == ['Nettoyage de vitres'], doc['offers']
    assert [len(one['answers']) for one in doc['criteria']] == [3], doc['criteria']


def test_charter_is_signed(life):
    app = life.app
    open_section(app, charter.SECTION)
    life.cut()
    app.do('.*Read and sign.*', 'push button')
    app.wait_focus('Back to my listing')
    app.press('Tab')
    charter.sign(app)
    app.do('Back to my listing', 'push button')
    life.wait_kept()
    driver.wait_for(lambda: life.read_doc().get('charter'), 'signature at the platform')


def test_it_is_sent_for_review(life):
    life.cut()
    life.app.do('Send for review', 'push button')
    life.wait_kept()
    life.app.wait('In review since .*')
    life.wait_state('submitted')


def test_moderator_asks_for_a_change(life):
    window = life.moderator
    window.sign_in(listing.MODERATOR)
    window.click(f'{NAME}, .*', 'list item')
    window.see(f'(?s).*{DESCRIPTION}.*')
    life.cut()
    window.do('Write a remark on “Telephone”', 'push button')
    window.focus('Remark on “Telephone”')
    window.type(REMARK)
    window.see('1 remark written, kept on this computer')
    window.press('ctrl+Return')
    window.gone(f'{NAME}, .*', 'list item')
    window.gone('Undo.*', 'push button')
    life.wait_kept(window)
    life.wait_state('changes-asked')


def test_structure_corrects_and_answers_at_the_field(life):
    app = life.app
    app.wait('Changes asked on .*')
    open_section(app, 'How to reach us')
    app.wait(REMARK)
    life.cut()
    assert listing.field(app, 'Telephone').write(OTHER_PHONE)
    app.do('I have corrected it', 'push button')
    app.wait('You answered: it is corrected.')
    app.wait('Saved on this computer')
    app.do('Send back for review', 'push button')
    life.wait_kept()
    life.wait_state('submitted')
    assert life.read_doc()['phone'] == OTHER_PHONE


def test_moderator_accepts(life):
    window = life.moderator
    window.send()
    window.click(f'{NAME}, .*', 'list item')
    window.see('Answer: it is corrected.')
    life.cut()
    window.do('Accept and publish', 'push button')
    window.gone(f'{NAME}, .*', 'list item')
    window.gone('Undo.*', 'push button')
    life.wait_kept(window)
    life.wait_state('published')
    life.app.wait('Published since .*')


def test_buyer_finds_it_by_what_it_proved(life):
    window = life.moderator
    window.sign_out()
    for section in ('Activity', 'Where', 'Kind of structure'):  # folded, for the criteria to come in sight
        window.do(section, 'push button')
    window.do('Choose criteria…', 'push button')
    window.click('Started', 'radio button')
    life.cut()
    window.click('7[.] Trying new things, .*', 'check box')
    window.see('Remove the filter: Criterion 7, started')
    window.press('ctrl+f', *'brigade')
    window.see('1 structure')
    window.click(f'{NAME}, .*', 'list item')
    window.see('Charter signed on .*')
    window.see('Nine commitments, for two years')


def test_it_is_in_the_catalogue_once(life):
    life.mend()
    lines = listing.read_lines(life.server, life.token, 'listing')
    with urllib.request.urlopen(f'{life.server.url}/v1/changes?limit=1000', timeout=20) as answer:
        told = [json.loads(line) for line in answer.read().splitlines()]
    there = [line for line in told if line.get('doc', {}).get('siret') == SIRET]
    assert len(lines) == len(there) == 1 and there[0]['doc']['external_id'] == KNOWN['external_id'], (lines, there)


def test_no_warning_was_written(life):
    for window in (life.app, life.moderator):
        assert not window.warnings(), window.warnings()[:5]


def run(kind, names):
    """The promises of @names, of a life of that kind. Returns the status to leave with."""
    server_program, program = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='sol-life-') as home:
        rows = os.path.join(home, 'rows.json')
        with open(rows, 'w', encoding='utf-8') as file:
            json.dump([KNOWN], file)
        server = account.Server(server_program, home, '--import', 'json', rows)
        line = outbox.Line(int(server.url.rstrip('/').rsplit(':', 1)[1]))
        moderator = outbox.Window(program, line, f'{home}/moderator')
        with driver.Program(program, '--server', line.url, '--data-dir', f'{home}/data', home=home, settings=True,
                            animations=False, keyring=True) as app:
            app.server, app.program, app.folder = server, program, home
            status = tap.run_in_turn(names, kind(app, server, line, moderator), app)
        moderator.close()
        server.stop()
    return status


if __name__ == '__main__':
    sys.exit(run(Life, globals()))
