#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-workshop.py SERVER PROGRAM: the real window on the real backend, in which an animator holds a workshop, a
structure comes by the code and writes its page without a line, another one writes elsewhere, and the animator gathers
what both share, closes, and takes the summary away. Prints TAP."""
import json
import os
import re
import signal
import subprocess
import sys
import uuid
import zipfile

import driver

account = driver.load('test-account')
review = driver.load('test-review')
listing = review.listing

ANIMATOR, NETWORK = 'reseau@example.org', 'Réseau des Restanques'
CODE = r'[0-9A-Z]{5}-[0-9A-Z]{5}'
SHARED, KEPT = 'Prix trop bas', 'Conflit interne'


class Guest:
    """Another structure, on another computer."""

    def __init__(self, server):
        self.server, self.client, self.n, self.organisation = server, str(uuid.uuid4()), 0, None
        self.token = listing.sign_in(server, 'acheteuse@example.org')
        organisation = str(uuid.uuid4())
        self.act('organisation', organisation, 'create', set={'name': 'Paniers du Lez', 'kind': 'supplier'})
        self.organisation = organisation

    def act(self, kind, target, op, **rest):
        self.n += 1
        mutation = {'id': str(uuid.uuid4()), 'n': self.n, 't': kind, 'target': target, 'op': op,
                    'base_rev': 0 if op == 'create' else 1} | rest
        body = {'client': self.client, 'mutations': [mutation]}
        if self.organisation:
            body['organisation'] = self.organisation
        status, said = self.server.ask('POST', '/v1/mutations', body, self.token)
        assert status == 200 and said['answers'][0]['result'] == 'applied', (status, said)

    def come(self, code):
        status, said = self.server.ask('POST', '/v1/workshops/confirm',
                                       {'organisation': self.organisation, 'code': code}, self.token)
        assert status == 200, (status, said)
        self.page = said['page']

    def note(self, text):
        self.act('workshop_page', self.page, 'edit', items=[
            {'path': f'difficulties/{uuid.uuid4()}', 'act': 'add', 'set': {'text': text, 'theme': 'Prices'}}])

    def hears(self):
        return json.dumps(listing.read_lines(self.server, self.token, 'workshop_share'))


def open_place(app):
    driver.wait_for(lambda: app.find('Workshops', 'page tab'), 'section of workshops')
    app.click('Workshops', 'page tab')


def test_animator_opens_one_for_today(app):
    app.wait(account.EXCHANGES, seconds=60)
    review.come_in(app, ANIMATOR)
    app.wait(f'Acting for {NETWORK}.*')
    open_place(app)
    app.wait('No workshop yet')
    app.do('New workshop', 'push button')
    app.wait('Nobody is around the table yet')
    app.wait_focus('Title')
    app.press('ctrl+a')
    app.type('Vendre')
    app.press('Return')
    app.wait_gone('Exchanges with the platform: .* to send.*')
    app.wait(account.EXCHANGES)


def test_code_is_told_in_the_room(app):
    app.do('Tell a code', 'push button')
    app.code = app.wait(CODE, 'label').name
    app.guest = Guest(app.server)
    app.guest.come(app.code)
    app.guest.note('Marges trop faibles')
    app.press('ctrl+r')
    app.wait('1 structure around the table')
    app.wait('Prices · 1 structure')
    app.wait('Marges trop faibles .Paniers du Lez.')


def test_another_code_is_told_for_the_first(app):
    first = app.code
    app.do('Tell another code', 'push button')
    app.code = driver.wait_for(lambda: [n.name for n in app.nodes() if re.fullmatch(CODE, n.name) and n.name != first],
                               'another code')[0]


def typed(app):
    return next(node for node in app.nodes() if node.name == 'Finding: type it, then Enter').text()


def test_what_is_typed_stays_with_its_workshop(app):
    app.walk_to('Finding: type it, then Enter')
    app.type('Pas fini')
    app.press('alt+Left')
    app.wait('.* · 1 structure')  # as it is now: it began without a title and without anybody
    app.click('Vendre', 'list item')
    app.wait_focus('Title')
    assert typed(app) == 'Pas fini', typed(app)
    app.press('alt+Left')
    app.do('New workshop', 'push button')
    app.wait('Nobody is around the table yet')
    assert typed(app) == '', typed(app)
    app.do('Delete the workshop', 'push button')
    app.wait('New workshop', 'push button')


def test_structure_comes_by_the_code(app):
    review.go_out(app)
    review.come_in(app, listing.MANAGER)
    app.wait(f'Acting for {listing.ORGANISATION}.*')
    assert not app.find('Workshops', 'page tab'), 'a section before it is of use'
    app.do(f'Acting for {listing.ORGANISATION}.*Account menu')
    app.do('Workshops', 'menu item')
    app.wait_focus('Code told in the room')
    app.type('AAAAA AAAAA')
    app.press('Return')
    app.wait('The code is not right.*')
    app.press('ctrl+a')
    app.type(app.code.lower())
    app.press('Return')
    app.wait('You are at the table')
    app.wait('Marges trop faibles .Paniers du Lez.')


def test_page_is_written_without_a_line(app):
    os.kill(app.server.process.pid, signal.SIGSTOP)
    app.click('Difficulty: type it, then Enter', 'text')
    for text in (SHARED, KEPT):
        app.wait_focus('Difficulty: type it, then Enter')
        app.type(text)
        app.press('Return')
        app.wait(f'Remove “{text}”')
    app.wait('Exchanges with the platform: .* to send.*')


def boxes(app):
    return [node for node in app.nodes() if node.name == 'For us alone' and node.shown and node.role == 'check box']


def test_one_line_is_kept(app):
    app.click_at(boxes(app)[1])
    driver.wait_for(lambda: [box.has(driver.tree.STATE.CHECKED) for box in boxes(app)] == [False, True],
                    'line that is kept')


def test_the_table_hears_what_is_shared_alone(app):
    os.kill(app.server.process.pid, signal.SIGCONT)
    app.press('ctrl+r')
    app.wait_gone('Exchanges with the platform: .* to send.*')
    app.wait(f'{SHARED} .{listing.ORGANISATION}.')
    driver.wait_for(lambda: SHARED in app.guest.hears(), 'shared line at the other structure')
    assert KEPT not in app.guest.hears(), app.guest.hears()
    assert not app.find(f'{KEPT} .{listing.ORGANISATION}.')


def test_removed_line_comes_back(app):
    app.do(f'Remove “{SHARED}”', 'push button')
    app.wait_gone(f'Remove “{SHARED}”')
    app.do('Undo.*', 'push button')
    app.wait(f'Remove “{SHARED}”')


def test_animator_gathers_what_both_share(app):
    review.go_out(app)
    review.come_in(app, ANIMATOR)
    app.wait(f'Acting for {NETWORK}.*')
    open_place(app)
    app.click('Vendre.*', 'list item')
    app.wait('2 structures around the table')
    app.wait('Without a theme · 1 structure')
    app.wait(f'{SHARED} .{listing.ORGANISATION}.')
    assert not app.find(f'.*{KEPT}.*')
    app.walk_to('Finding: type it, then Enter', ['Tab'])
    app.type('Les prix ne suivent pas')
    app.press('Return')
    app.wait('Remove “Les prix ne suivent pas”')


def test_end_is_told_and_can_be_undone(app):
    app.do('Close the workshop', 'push button')
    app.wait('Open it again')
    app.do('Undo.*', 'push button')
    app.wait('Close the workshop')
    app.do('Close the workshop', 'push button')
    app.wait('Open it again')


def read_summary(path):
    with zipfile.ZipFile(path) as file:
        return file.read('content.xml').decode()


def export(app, kind):
    """The file that the summary is in."""
    path = os.path.join(app.folder, f'vendre.{kind.lower()}')
    app.settle()
    node = app.focused()
    if not node or node.name != 'Export the summary':
        app.walk_to('Export the summary', ['shift+Tab'] * 2)
    app.press('Return')
    app.do(f'Export as {kind}…', 'menu item')
    app.wait_dialog(f'Export as {kind}')
    app.press('ctrl+a')
    app.type(path)
    app.settle()
    app.press('Return')
    driver.wait_for(lambda: os.path.exists(path), 'summary')
    app.wait('The summary is in .*')
    return path


def assert_shared_alone(text):
    for wanted in ('Vendre', listing.ORGANISATION, 'Paniers du Lez', SHARED, 'Marges trop faibles', 'Les prix ne suivent pas'):
        assert wanted in text, (wanted, text)
    assert KEPT not in text, text


def test_summary_leaves_with_what_is_shared_alone(app):
    assert_shared_alone(re.sub('<[^>]*>', ' ', read_summary(export(app, 'ODT'))))


def test_summary_on_paper_says_the_same(app):
    text = subprocess.run(['pdftotext', export(app, 'PDF'), '-'], capture_output=True, text=True, check=True).stdout
    assert_shared_alone(' '.join(text.split()))


def test_it_can_be_left_as_a_button_is_pressed(app):
    app.wait('Open it again', 'push button').act()
    app.press('alt+Left')  # before GTK tells of the button, a moment after the key
    app.wait('Vendre.*', 'list item')
    app.wait_heard()
    app.click('Vendre.*', 'list item')
    app.wait('Open it again', 'push button')


def test_no_warning_was_written(app):
    listing.test_no_warning_was_written(app)


if __name__ == '__main__':
    sys.exit(listing.run_alone(globals()))
