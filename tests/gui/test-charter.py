#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-charter.py SERVER PROGRAM: the real window on the real backend, in which the charter is read and signed without
a line, with goals, and is seen by who reviews. Prints TAP."""
import os
import signal
import sys
import tempfile
import uuid

import driver
import tap

listing, review = driver.load('test-listing'), driver.load('test-review')
account = listing.account
SECTION = 'Charter and goals'
GOALS = 'Composter nos dechets', 'Former deux tuteurs', 'Acheter pres de chez nous'
ROLE = 'Gerante'


def read_doc(app):
    return listing.read_listing(app.server)['doc']


def sign(app):
    app.wait_focus('First and last name')
    app.press('Return')
    app.wait_focus('Role in the structure')
    app.type(ROLE)
    app.press('Return')
    app.wait('Signed by .*, Gerante, on .*')


def test_charter_is_signed_without_a_line(app):
    listing.test_listing_is_a_section_of_who_offers(app)
    app.server.manager = listing.sign_in(app.server, listing.MANAGER)
    app.server.moderator = listing.sign_in(app.server, listing.MODERATOR)
    os.kill(app.server.process.pid, signal.SIGSTOP)
    app.click(f'{SECTION}.*', 'list item')
    app.do('.*Read and sign.*', 'push button')
    app.wait('The progress charter', 'heading')
    app.wait('Not signed yet', 'heading')
    app.wait_focus('Back to my listing')
    app.press('Tab')
    sign(app)


def test_signature_is_undone_while_its_toast_is_there(app):
    app.do('Undo.*', 'push button')
    app.wait('Not signed yet', 'heading')
    app.walk_to('First and last name', ['Tab'])
    sign(app)
    app.wait_gone('Undo.*', 'push button')
    app.wait('It leaves as soon as the platform answers.')


def test_signature_leaves_with_the_line(app):
    os.kill(app.server.process.pid, signal.SIGCONT)
    app.press('ctrl+r')
    app.wait_gone('It leaves as soon as the platform answers.')
    driver.wait_for(lambda: read_doc(app).get('charter'), 'signature at the platform')
    signature = read_doc(app)['charter'][0]
    assert (signature['role'], signature['edition']) == (ROLE, 1), signature
    app.do('Back to my listing', 'push button')
    app.wait(f'{SECTION}, Signed', 'list item')


def is_new(node):
    return node and node.name == 'What you want to have reached' and node.text() == ''


def test_three_goals_and_no_fourth(app):
    for text in GOALS:
        app.do('Add', 'push button')
        driver.wait_for(lambda: is_new(app.focused()), 'focus in a new goal')
        app.type(text)
    app.wait('There are 3, and no more. Remove one to add another.')
    assert not app.find('Add', 'push button', acts=True)
    field = listing.field(app, 'By which day')
    assert field.write('01/02/2020')
    app.wait('This day is over. .*')
    app.wait('Saved on this computer')
    app.press('ctrl+s')
    driver.wait_for(lambda: [goal['text'] for goal in read_doc(app).get('goals', [])] == list(GOALS), 'three goals')
    assert any(goal.get('due') == '2020-02-01' for goal in read_doc(app)['goals'])


def test_moderator_sees_who_signed(app):
    app.do('Send for review', 'push button')
    driver.wait_for(lambda: read_doc(app).get('state') == 'submitted', 'listing in review')
    review.go_out(app)
    review.come_in(app, listing.MODERATOR)
    app.wait('.* to review')
    app.click(f'{listing.ORGANISATION}, .*', 'list item')
    app.wait(f'(?s).*{GOALS[0]}.*')
    app.click('The whole listing')
    app.wait(f'(?s).*{ROLE}.*')


def test_no_warning_was_written(app):
    assert not app.warnings(), app.warnings()[:5]


def main():
    server_program, program = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='sol-charter-') as home:
        server = account.Server(server_program, home)
        server.client, server.n = str(uuid.uuid4()), 0
        return listing.run(globals(), program, server, server.url, home)


if __name__ == '__main__':
    sys.exit(main())
