#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-outbox-others.py SERVER PROGRAM: in a real window on the real backend, what one wrote while others deleted
its record, went before him, took his access away, or sat down at the same computer. Prints TAP."""
import json
import sys
import urllib.request
import uuid

import driver

acts = driver.load('test-outbox-acts')
states, outbox, listing, account = acts.states, acts.outbox, acts.listing, acts.states.account
SENT, DRAFT = 'Écrit et envoyé par Ada', 'Commencé par Ada'
THEIRS = 'au pied des remparts'  # in the description of the structure, which others wrote


class Desk(acts.Desk):
    def read_organisation(self):
        request = urllib.request.Request(f'{self.server.url}/v1/changes?access=own&limit=500',
                                         headers={'Authorization': f'Bearer {self.token}'})
        with urllib.request.urlopen(request, timeout=20) as answer:
            lines = [json.loads(line) for line in answer.read().splitlines()]
        return next(line for line in lines
                    if line.get('t') == 'organisation' and line['doc']['name'] == outbox.ORGANISATION)

    def change_account(self, person, waiting=None):
        """Somebody else sits down. What waits is kept here, which the dialog proposes."""
        self.app.do(account.MENU)
        self.app.do('Change Account.*', 'menu item')
        if waiting:
            self.app.wait_dialog()
            self.app.wait(waiting)
            self.app.press('Return')
        self.line.mend()
        self.app.do('Take an account of the demonstration', 'push button')
        self.app.wait_focus('Just Look')
        account.open_row(self.app, f'{person} Exemple.*')
        self.app.wait('Acting for .*|Hello .*')

    def holds(self, text):
        """Whether it is in the window, shown or not."""
        return any(text in n.name or n.role == 'text' and text in n.text() for n in self.app.nodes())

    def find_files(self, text):
        """Returns: the folders of accounts here, and those of them where it stands"""
        folders = set(self.home.rglob('account-*'))
        return folders, {folder for folder in folders for path in folder.rglob('*')
                         if path.is_file() and text.encode() in path.read_bytes()}


def test_deleted_meanwhile_is_brought_back(desk):
    desk.sign_in()
    listing.open_listing(desk.app)
    desk.line.cut()
    desk.write('Ramenée')
    if desk.read()['doc'].get('verified_on'):
        desk.elsewhere('archive')
    desk.elsewhere('delete')
    desk.meet()
    desk.app.wait('Deleted meanwhile; it can be brought back', 'label')
    desk.app.do('Bring Back', 'push button')
    desk.sent('Ramenée')


def test_refused_is_tried_again_by_itself(desk):
    desk.elsewhere('reopen')
    desk.app.press('Escape')
    desk.app.press('ctrl+r')
    listing.open_listing(desk.app)
    desk.line.cut()
    desk.app.do('Send for review', 'push button')
    desk.mark('.*1 to send')
    desk.elsewhere('submit')
    desk.meet()
    desk.app.wait('Refused: It is too late, or too early, for this.*', 'label')
    desk.server.moderator = listing.sign_in(desk.server, listing.MODERATOR)
    desk.server.client, desk.server.n = str(uuid.uuid4()), 0
    listing.moderate(desk.server, 'ask_changes', remark='Combien de chantiers ?')
    desk.app.do('Try “Listing: Submitted for review” again', 'push button')
    driver.wait_for(lambda: desk.read()['doc'].get('state') == 'submitted', 'listing in review')
    desk.mark('Up to date')


def test_two_accounts_of_one_computer_do_not_mix(desk):
    desk.line.cut()
    desk.write(SENT)
    assert listing.field(desk.app, 'Trade name').write(DRAFT)
    desk.app.wait('Saved on this computer')
    assert desk.holds(SENT) and desk.holds(DRAFT)
    desk.change_account('Chloé', '2 changes were not sent yet')
    desk.open()
    desk.app.wait('What you write is listed here until the platform has it.', 'label')
    for text in (SENT, DRAFT):
        folders, holders = desk.find_files(text)
        assert len(folders) > 1 and len(holders) == 1, (folders, holders)
        assert not desk.holds(text), f'{text} is still in the window'
    desk.app.press('Escape')


def test_who_comes_back_finds_all_he_wrote(desk):
    desk.change_account('Ada')
    desk.hand.choose()
    listing.open_listing(desk.app)
    driver.wait_for(lambda: any(n.text() == DRAFT for n in listing.fields(desk.app, 'Trade name')), 'draft')
    driver.wait_for(lambda: desk.read()['doc'].get('name') == SENT, 'what waited at the platform')


def test_lost_access_is_told_and_discarded(desk):
    assert desk.find_files(THEIRS)[1]
    desk.line.cut()
    desk.write('Sans droit')
    assert listing.field(desk.app, 'Trade name').write('Pas encore envoyé')
    desk.app.wait('Saved on this computer')
    token = listing.sign_in(desk.server, outbox.MEMBER)
    member = desk.server.ask('GET', '/v1/account', None, token)[1]['id']
    mine = desk.ask('GET', '/v1/account')['id']
    desk.elsewhere('set_role', desk.read_organisation(), set={'account': member, 'role': 'manager'})
    desk.token, desk.client, desk.n = token, str(uuid.uuid4()), 0
    desk.elsewhere('remove_member', desk.read_organisation(), set={'account': mine})
    desk.line.mend()
    desk.app.press('ctrl+r')
    desk.mark('2 to decide')
    desk.open()
    desk.app.wait('Refused: You no longer have access to it', 'label')
    driver.wait_for(lambda: not desk.find_files(THEIRS)[1], f'end of {THEIRS} on the disk')
    assert not desk.holds('As the buyer sees it'), 'the listing is still in the window'
    for left in ('1 to decide', 'Up to date'):  # what waited, and what was only written
        desk.app.do('Discard “Listing: .*', 'push button')
        desk.mark(left)


def test_no_warning_was_written(desk):
    assert not desk.app.warnings(), desk.app.warnings()[:5]


if __name__ == '__main__':
    sys.exit(acts.run(Desk, globals()))
