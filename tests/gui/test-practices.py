#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-practices.py SERVER PROGRAM: the real window on the real backend, in which a practice goes from nothing to
practised with its proofs, outlives a kill, is published, and is found by a buyer. Prints TAP."""
import json
import os
import signal
import subprocess
import sys

import driver

sys.path.insert(0, str(driver.HERE.parent / 'integration'))
import attachments_support as attachments  # pylint: disable=wrong-import-position

attach, listing = driver.load('test-attach'), driver.load('test-listing')
PRACTICE = 'Trying new things'
QUESTIONS = ('Do you write down what did not work.', 'Are the team.s ideas tried out.')
REMARK, ANSWER = 'De quelle annee est le bilan', 'De 2025'
SAME, PROVEN = 'Trying new things, Under way · 1 answer out of 3', 'Trying new things, Practised · 4 proofs'


def open_practice(app):
    listing.open_listing(app)
    app.click('Our practices.*', 'list item')
    app.click(f'{PRACTICE}, .*', 'list item')
    app.wait(PRACTICE, 'heading')


def prove(app, title, figure):
    """The level by arrows; it stays behind until there is a proof. Then what a figure asks, by Tab."""
    app.wait_focus('Not yet')
    app.press('Right')
    app.wait_focus('Started')
    app.press('Right')
    app.wait_focus('Practised')
    app.wait('Leaves after its proof')
    app.do('A Figure.*', 'push button')
    app.wait_focus('What it shows')
    app.type(title)
    for name, text in (('Of which day', '12/03/2026'), ('Where it can be seen', ''), ('The figure', figure)):
        app.press('Tab')
        app.wait_focus(name)
        app.type(text)
    app.wait_gone('Leaves after its proof')


def test_level_leaves_after_its_proof(app):
    listing.test_listing_is_a_section_of_who_offers(app)
    open_practice(app)
    prove(app, 'Bilan du premier marche', '31 paniers')
    app.wait(SAME, 'list item')


def test_link_that_is_a_script_is_refused(app):
    app.do('A Link.*', 'push button')
    app.wait_focus('What it shows')
    app.type('Article')
    field = listing.field(app, 'Where it can be seen')
    assert field.write('javascript:alert(1)')
    app.wait('This is no address of a site.*')
    assert field.write('www.example.org/article')
    app.wait_gone('This is no address of a site.*')


def test_document_that_is_none_is_refused_at_once(app):
    pdf = attachments.make_pdf()
    for name, content, words in (('words.pdf', b'no document at all', 'This kind of file is not taken.*'),
                                 ('cut.pdf', pdf[:len(pdf) // 2], 'This file is damaged.*')):
        attach.choose(app, attach.write(app, name, content), 'A File….*', 'Choose a File')
        app.wait(words)
        assert not app.find(name, 'label'), f'{name} is attached'


def start_again(app):
    os.kill(app.process.pid, signal.SIGKILL)
    app.process.wait(20)
    app.start()
    open_practice(app)


def test_answers_outlive_a_kill(app):
    app.wait('Saved on this computer')
    start_again(app)
    app.wait(SAME, 'list item')
    app.do('Change: Do you try something new each year.', 'push button')
    app.wait('Bilan du premier marche', 'label')


def test_lowest_of_its_questions_is_its_level(app):
    for number, question in enumerate(QUESTIONS):
        app.do(f'Answer it: {question}', 'push button')
        prove(app, f'Releve {number}', f'{number + 2} essais')
    app.wait(PROVEN, 'list item')


def test_answers_are_sent_and_published(app):
    app.server.manager = listing.sign_in(app.server, listing.MANAGER)
    app.server.moderator = listing.sign_in(app.server, listing.MODERATOR)
    app.wait('Saved on this computer')
    app.press('ctrl+s')
    driver.wait_for(lambda: any(len(c.get('answers', [])) == 3
                                for c in listing.read_listing(app.server)['doc']['criteria']), 'answers at the platform')
    app.do('Back to my listing', 'push button')
    listing.submit(app, 'Send for review')
    listing.moderate(app.server, 'publish')
    app.press('ctrl+r')
    app.wait('Published since .*')


def test_remark_is_answered_where_the_practice_is_written(app):
    held, = [one for one in listing.read_listing(app.server)['doc']['criteria'] if one['criterion'] == '7']
    listing.moderate(app.server, 'ask_changes',
                     remarks=[{'id': 'r', 'field': f'criteria/{held["id"]}', 'text': REMARK}])
    start_again(app)  # GTK leaves the page of the practice on the bus, with a row of that name
    app.wait(REMARK)
    app.do('Answer', 'push button')
    app.wait_focus('Your answer')
    app.type(ANSWER)
    app.wait('Saved on this computer')
    app.do('Back to my listing', 'push button')
    listing.submit(app, 'Send back for review')
    assert [one['text'] for one in listing.read_listing(app.server)['doc']['answers']] == [ANSWER]
    listing.moderate(app.server, 'publish')
    app.press('ctrl+r')
    app.wait('Published since .*')


def ask(app, *arguments):
    """What a buyer asks on a computer of his own."""
    command = [app.program, '--data-dir', f'{app.folder}/buyer', *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


def find(app, criterion):
    found = json.loads(ask(app, '--search', 'semailles', '--criterion', criterion, '--format', 'json'))
    return [one['name'] for one in found['suppliers']]


def test_buyer_finds_it_by_its_criterion(app):
    ask(app, '--sync', '--server', app.server.url)
    assert listing.ORGANISATION in find(app, '7:2')
    assert listing.ORGANISATION not in find(app, '7:3')


def test_no_warning_was_written(app):
    listing.test_no_warning_was_written(app)


if __name__ == '__main__':
    sys.exit(listing.run_alone(globals()))
