#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-handover.py SERVER PROGRAM: the real windows of two organisations on the real backend, of which one hands its
listing over to the other: offered without a line, taken back, offered again and accepted; what was typed meanwhile
by who had it is kept. Prints TAP."""
import os
import pathlib
import sys
import tempfile
import uuid

import driver
import tap

outbox = driver.load('test-outbox')
listing = driver.load('test-listing')
account = listing.account

TAKER, OTHER = 'acheteuse@example.org', 'Ateliers réunis'
TYPED, WHY, ANSWER = 'Écrit trop tard', 'Notre chantier rejoint vos ateliers', 'Bienvenue aux Ateliers'


class Handing:
    """The window of who has the listing is here, that of who takes it in a process of its own."""

    def __init__(self, app, server, line, taker):
        self.app, self.server, self.line, self.taker = app, server, line, taker
        self.hand = outbox.Hand(app)
        self.other = self.found()

    def found(self):
        """The other organisation, by one of its people."""
        self.token, organisation = listing.sign_in(self.server, TAKER), str(uuid.uuid4())
        mutation = {'id': str(uuid.uuid4()), 'n': 1, 't': 'organisation', 'target': organisation, 'op': 'create',
                    'base_rev': 0, 'set': {'name': OTHER, 'kind': 'supplier'}}
        status, said = self.server.ask('POST', '/v1/mutations', {'client': str(uuid.uuid4()), 'mutations': [mutation]},
                                       self.token)
        assert status == 200 and said['answers'][0]['result'] == 'applied', (status, said)
        return organisation

    def read(self, kind, address):
        return listing.read_lines(self.server, listing.sign_in(self.server, address), kind)

    def open_page(self):
        listing.open_listing(self.app)
        self.app.do('More about this listing')
        self.app.do('Hand this listing over…', 'menu item')
        self.app.wait(f'Hand over the listing of {outbox.ORGANISATION}')

    def offer(self):
        account.write(self.app, 'Or the number of their organisation', self.other)
        account.write(self.app, 'Why', WHY)
        self.app.do('Offer It', 'push button')
        self.app.wait('The offer is on its way')

    def holds(self, text):
        """Files of this computer in which it stands."""
        return [path for path in pathlib.Path(self.app.folder).rglob('account-*/**/*')
                if path.is_file() and text.encode() in path.read_bytes()]


def test_both_are_signed_in(handing):
    handing.hand.sign_in(outbox.MANAGER)
    handing.hand.choose()
    handing.taker.sign_in(TAKER)
    handing.taker.click(f'{OTHER}.*', 'list item')
    handing.taker.see(f'Acting for {OTHER}.*')


def test_taker_copies_the_number_of_the_organisation(handing):
    handing.taker.my_organisation()
    handing.taker.see(handing.other, 'label')
    handing.taker.do('Copy the Number', 'push button')
    assert handing.taker.paste('Mail address') == handing.other


def test_what_is_no_number_is_told(handing):
    handing.open_page()
    account.write(handing.app, 'Or the number of their organisation', '1234')
    account.write(handing.app, 'Why', WHY)
    handing.app.do('Offer It', 'push button')
    handing.app.wait('This is not the number of an organisation.*')


def test_offer_is_made_without_a_line_and_taken_back(handing):
    handing.line.cut()
    handing.offer()
    handing.app.wait('Waiting to be sent')
    handing.line.mend()
    handing.app.press('ctrl+r')
    handing.app.wait(f'{OTHER}.*', 'list item')
    handing.taker.send()
    handing.taker.see('Listings offered to you')
    handing.app.do(f'Take back the offer to {OTHER}', 'push button')
    handing.app.wait('Offer taken back .*')
    handing.taker.send()
    handing.taker.gone('Listings offered to you')


def test_taker_reads_what_is_offered_and_by_whom(handing):
    handing.offer()
    handing.app.wait('Offered .*, not answered yet')
    handing.app.press('Escape')
    handing.taker.send()
    handing.taker.open_row(f'{outbox.ORGANISATION}.*')
    handing.taker.see(f'The listing of {outbox.ORGANISATION}')
    handing.taker.see(f'Offered by {outbox.ORGANISATION}, .*')
    handing.taker.see(f'“{WHY}” — Ada Exemple.*')


def test_yes_gives_the_listing(handing):
    handing.before = handing.read('listing', outbox.MANAGER)[-1]
    listing.open_listing(handing.app)
    handing.line.cut()
    assert listing.field(handing.app, 'Usual name').write(TYPED)
    handing.app.wait('Saved on this computer')
    handing.taker.focus('A word with your answer')
    handing.taker.type(ANSWER)
    handing.taker.do('Take It Over', 'push button')
    driver.wait_for(lambda: handing.read('listing', TAKER), 'listing at the other organisation')
    assert handing.read('listing', TAKER)[-1]['id'] == handing.before['id']
    handing.taker.send()
    handing.taker.open()
    handing.taker.see(outbox.ORGANISATION, 'label')


def test_who_had_it_holds_nothing_of_it_but_what_he_typed(handing):
    theirs = handing.before['doc']['description'][:40]
    assert handing.holds(theirs), 'it was there'
    handing.line.mend()
    handing.app.press('ctrl+r')
    handing.app.wait(outbox.MARK.format('1 to decide'))
    driver.wait_for(lambda: not handing.holds(theirs), lambda: f'nothing of it, but {handing.holds(theirs)}')
    assert handing.holds(TYPED)
    handing.hand.outbox()
    handing.app.wait('Refused: You no longer have access to it', 'label')
    handing.app.press('Escape')


def test_what_was_answered_is_read(handing):
    offer = handing.read('handover', outbox.MANAGER)[-1]['doc']
    assert (offer['state'], offer['remark']) == ('accepted', ANSWER), offer


def test_no_warning_was_written(handing):
    for window in (handing.app, handing.taker):
        assert not window.warnings(), window.warnings()[:5]


def run():
    server_program, program = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='sol-handover-') as home:
        server = account.Server(server_program, home)
        line = outbox.Line(int(server.url.rstrip('/').rsplit(':', 1)[1]))
        taker = outbox.Window(program, outbox.Line(line.port), f'{home}/taker')
        with driver.Program(program, '--server', line.url, '--data-dir', f'{home}/data', home=home, settings=True,
                            animations=False, keyring=True) as app:
            app.server, app.program, app.folder = server, program, home + '/data'
            status = tap.run_in_turn(globals(), Handing(app, server, line, taker), app)
        taker.close()
        server.stop()
    return status


if __name__ == '__main__':
    sys.exit(run())
