#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-review.py SERVER PROGRAM: the real window on the real backend, in which a moderator remarks at two fields of
a listing without a line, its structure answers at each, and buyers find it once it is accepted. Prints TAP."""
import hashlib
import os
import signal
import sys
import urllib.request
import uuid

import driver

sys.path.insert(0, str(driver.HERE.parent / 'integration'))
import attachments_support as attachments  # pylint: disable=wrong-import-position

MANAGER, MODERATOR = 'gerante@example.org', 'moderation@example.org'
NAME, BRAND = 'Semailles des Remparts', 'Broyeurs du Ventoux'
FIRST, SECOND = 'Combien de chantiers a la fois', 'Il manque un chiffre'
PROOF = 'Bilan de 2025'
ANSWER = 'Le standard ferme en septembre'
FIELDS = '“What we do, in three sentences”', '“Telephone”'

account = driver.load('test-account')
listing = driver.load('test-listing')


class Author:
    """The structure on another computer."""

    def __init__(self, server):
        self.server, self.client, self.n = server, str(uuid.uuid4()), 0
        server.manager = listing.sign_in(server, MANAGER)

    def act(self, op, **rest):
        line = listing.read_listing(self.server)
        self.n += 1
        mutation = {'id': str(uuid.uuid4()), 'n': self.n, 't': 'listing', 'target': line['id'], 'op': op,
                    'base_rev': line['rev']} | rest
        status, said = self.server.ask(
            'POST', '/v1/mutations', {'client': self.client, 'organisation': line['s'].removeprefix('org:'),
                                      'mutations': [mutation]}, self.server.manager)
        assert status == 200 and said['answers'][0]['result'] == 'applied', (status, said)


    def send(self, content, media_type):
        """An attachment, whole at the platform. Returns: what a field says of it"""
        blob = {'hash': hashlib.sha256(content).hexdigest(), 'name': 'bilan.pdf', 'size': len(content), 'type': media_type}
        place, token = listing.read_listing(self.server)['s'].removeprefix('org:'), self.server.manager
        path = f'/v1/uploads/{blob["hash"]}?organisation={place}'
        status, _ = self.server.ask('POST', '/v1/uploads', blob | {'organisation': place}, token)
        assert status == 200, status
        part = urllib.request.Request(self.server.url.rstrip('/') + path, content, method='PATCH', headers={
            'Authorization': f'Bearer {token}', 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream'})
        urllib.request.urlopen(part, timeout=20).close()
        driver.wait_for(lambda: self.server.ask('GET', path, None, token)[1]['state'] == 'whole', 'look at an attachment')
        return blob


def state(server):
    return listing.read_listing(server)['doc'].get('state')


def wait_state(app, wanted):
    driver.wait_for(lambda: state(app.server) == wanted, f'listing that is {wanted}, but {state(app.server)}')


def come_in(app, address):
    app.do(account.SIGN_IN, 'push button')
    enter(app, address)


def enter(app, address):
    """On the page of signing in."""
    app.wait_focus('Mail address')
    app.type(address)
    app.press('Tab')
    app.wait_focus('Password')
    app.type(listing.PASSWORD)
    app.press('Return')


def go_out(app):
    """Once nothing waits any more."""
    app.wait_gone('Exchanges with the platform: .* to send.*')
    app.wait(account.EXCHANGES)
    app.point_away()
    app.do('Acting for .*Account menu')
    app.do('Sign Out', 'menu item')
    app.wait('You are signed out')


def accept_waiting(server):
    """What the demonstration has in the queue, as another moderator does."""
    token = listing.sign_in(server, MODERATOR)
    waiting = [line for line in listing.read_lines(server, token, 'listing_review')
               if line['doc']['state'] == 'submitted']
    mutations = [{'id': str(uuid.uuid4()), 'n': n, 't': 'listing_review', 'target': line['id'], 'op': 'publish',
                  'base_rev': line['rev']} for n, line in enumerate(waiting, 1)]
    _, said = server.ask('POST', '/v1/mutations', {'client': str(uuid.uuid4()), 'mutations': mutations}, token)
    assert [answer['result'] for answer in said['answers']] == ['applied'], said


def open_review(app):
    app.click('Reviewing', 'page tab')
    app.wait(f'{NAME}, .*')


def remark(app, field, text):
    app.do(f'Write a remark on {field}', 'push button')
    app.wait_focus(f'Remark on {field}')
    app.type(text)


def test_moderator_sees_what_changed(app):
    app.wait(account.EXCHANGES, seconds=60)
    accept_waiting(app.server)
    Author(app.server).act('edit', set={'brand': BRAND, 'phone': '04 65 71 23 4', 'description': 'Nous taillons.'})
    app.author = Author(app.server)
    app.author.act('submit', set={'note': 'Tout est neuf.'})
    come_in(app, MODERATOR)
    app.wait('1 listing to review')
    app.wait('What changed .3.')
    app.wait('Before: “04 65 71 00 12”')
    app.wait('Word of the structure: Tout est neuf.')


def test_remarks_outlive_a_kill_and_an_undo(app):
    os.kill(app.server.process.pid, signal.SIGSTOP)
    remark(app, FIELDS[0], FIRST)
    remark(app, FIELDS[1], SECOND)
    app.wait('2 remarks written, kept on this computer')
    os.kill(app.process.pid, signal.SIGKILL)
    app.process.wait(20)
    app.start()
    open_review(app)
    app.wait('2 remarks written, kept on this computer')
    app.press('ctrl+Return')
    app.wait('All is reviewed')
    app.do('Undo.*', 'push button')
    app.wait(f'{NAME}, .*', 'list item')
    app.wait('2 remarks written, kept on this computer')


def test_changes_are_asked_without_a_line(app):
    app.press('ctrl+Return')
    app.wait('All is reviewed')
    app.wait_gone('Undo.*', 'push button')
    app.wait('Exchanges with the platform: .* to send.*')
    os.kill(app.server.process.pid, signal.SIGCONT)
    app.press('ctrl+r')
    wait_state(app, 'changes-asked')
    go_out(app)


def test_structure_answers_at_each_field(app):
    come_in(app, MANAGER)
    app.wait(f'Acting for {listing.ORGANISATION}.*')
    listing.open_listing(app)
    app.wait(FIRST)
    app.wait('2 remarks wait for an answer.')
    app.do('I have corrected it', 'push button')
    app.wait('You answered: it is corrected.')
    app.click('How to reach us.*', 'list item')
    app.wait(SECOND)
    app.do('Answer', 'push button')
    app.wait_focus('Your answer')
    app.type(ANSWER)
    app.wait('Saved on this computer')
    app.do('Send back for review', 'push button')
    wait_state(app, 'submitted')
    app.wait('In review since .*')
    go_out(app)


def test_moderator_reads_the_answers_and_accepts(app):
    come_in(app, MODERATOR)
    app.wait('Answer: it is corrected.')
    app.wait(f'Answer: {ANSWER}')
    app.do('Accept and publish', 'push button')
    wait_state(app, 'published')


def test_buyers_find_it(app):
    app.press('alt+3')
    app.wait_focus('Search structures')
    app.type(BRAND)
    app.wait(f'{NAME}, .*', 'list item')


def test_decision_that_met_a_change_is_told(app):
    app.author.act('edit', set={'brand': 'Autre'})
    app.author.act('submit')
    app.press('ctrl+r')
    open_review(app)
    app.do('Other decisions')
    app.do('Refuse…', 'menu item')
    app.wait_focus('Why is .* refused.*')
    app.type('Pas cette fois.')
    app.do('Refuse', 'push button')
    app.wait('All is reviewed')
    app.author.act('edit', set={'city': 'Apt'})
    app.wait_gone('Undo.*', 'push button')
    app.wait('The structure changed this listing while you decided.*')
    assert state(app.server) == 'submitted'


def test_history_says_who_did_what(app):
    app.do('History of this listing')
    app.wait('Submitted for review')
    app.wait('Changes asked for')
    app.wait('Published')
    app.wait('Élise Exemple.*, .*', 'label')
    app.wait('Ada Exemple.*, .*', 'label')
    app.press('Escape')


def test_queue_is_filtered_by_network(app):
    app.click('Of which network')
    app.wait('Réseau Cocagne')
    app.wait_heard()
    app.press('Down', 'Down', 'Return')
    app.wait('None is like this')
    app.do('Show all listings')
    app.wait(f'{NAME}, .*', 'list item')


def test_document_is_seen_beside_what_it_proves(app):
    square = '<< /Length 27 >>\nstream\n0 0 1 rg 0 0 50 100 re f  \nendstream'
    pdf = app.author.send(attachments.make_pdf(page='/Contents 4 0 R', more=[square]), 'application/pdf')
    app.author.act('edit', items=[{'path': path, 'act': 'add', 'set': told} for path, told in (
        ('criteria/c2/answers/new', {'question': 'gains', 'edition': 1, 'level': '2'}),
        ('criteria/c2/answers/new/evidence/e', {'kind': 'document', 'title': PROOF, 'file': pdf}))])
    app.press('ctrl+r')
    open_review(app)
    driver.wait_for(lambda: app.do('See the proofs of “Counting all costs and benefits”', 'push button') or app.find(PROOF),
                    f'proof called {PROOF}')
    app.wait(PROOF, 'image')


def test_no_warning_was_written(app):
    listing.test_no_warning_was_written(app)


if __name__ == '__main__':
    sys.exit(listing.run_alone(globals()))
