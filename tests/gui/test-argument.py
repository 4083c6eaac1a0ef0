#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-argument.py SERVER PROGRAM: the real window on the real backend, in which an argument sheet is answered,
outlives a kill, is sent, copied and exported, and seen by another member. Prints TAP."""
import os
import pathlib
import signal
import subprocess
import sys
import zipfile

import driver

QUESTIONS = ('What do you make or do.', 'For whom, and how far.', 'How do you go about it.',
             'What do you take care of that is not always seen.')
ANSWERS = ('Taille et plantation.', 'Pour les communes.', 'Deux équipes de six.')
LATER = 'Nous broyons sur place.'

listing = driver.load('test-listing')
outbox = driver.load('test-outbox')


def open_sheet(app):
    app.click('Argument sheet.*', 'list item')
    app.do('.*(Begin|Go on with) the sheet.*', 'push button')
    app.wait('Question .*', 'label')


def test_sheet_begins_with_the_listing(app):
    listing.test_listing_is_a_section_of_who_offers(app)
    open_sheet(app)
    app.wait('Question 1 of 14', 'label')
    app.wait('What we do: to come', 'label')
    app.wait('0 answers of 14', 'label')


def test_answers_outlive_a_kill(app):
    os.kill(app.server.process.pid, signal.SIGSTOP)
    for question, text in zip(QUESTIONS, ANSWERS):
        assert app.wait(question, 'text').write(text)
        app.press('alt+Page_Down')
    app.wait('3 answers of 14', 'label')
    app.wait('Saved on this computer')
    os.kill(app.process.pid, signal.SIGKILL)
    app.process.wait(20)
    app.start()
    listing.open_listing(app)
    open_sheet(app)
    app.wait('Question 4 of 14', 'label')
    app.wait('3 answers of 14', 'label')


def test_paper_says_what_was_answered(app):
    """Two answers of one paragraph follow one another; what has none stays a hole."""
    app.wait(' '.join(ANSWERS[:2]), 'label')
    app.wait(ANSWERS[2], 'label')
    app.wait('In figures: to come', 'label')


def test_paragraph_is_copied(app):
    app.do('Copy( Copy)?')
    app.do('The paragraph being written', 'menu item')
    app.wait('Paragraph copied')
    copied = subprocess.run(['xclip', '-o', '-selection', 'clipboard'], capture_output=True, text=True,
                            env=app.session.env, timeout=20, check=True).stdout
    assert copied == ANSWERS[2], copied


def export(app, item, name):
    path = pathlib.Path(app.folder) / name
    app.do('Export( Export)?')
    app.do(item, 'menu item')
    app.wait_dialog('Export as .*')
    app.wait('Name:?', 'text').write(str(path))
    app.do('_?Export( Export)?', 'push button')
    return path


def test_pdf_holds_the_words_and_no_hole(app):
    path = export(app, 'To print or to send .PDF.…', 'sheet.pdf')
    app.wait('Your sheet is in “sheet.pdf”')
    text = subprocess.run(['pdftotext', path, '-'], capture_output=True, text=True, check=True).stdout
    assert listing.ORGANISATION in text and all(words in text for words in ANSWERS), text
    assert 'to come' not in text, text


def test_odt_holds_the_words_and_no_hole(app):
    path = export(app, 'To go on writing .ODT.…', 'sheet.odt')
    app.wait('Your sheet is in “sheet.odt”')
    with zipfile.ZipFile(path) as archive:
        text = archive.read('content.xml').decode()
    assert all(words in text for words in ANSWERS) and 'to come' not in text, text


def test_failure_is_told(app):
    """Nobody writes there, whatever his rights."""
    export(app, 'To print or to send .PDF.…', '/proc/sheet.pdf')
    app.wait('The file was not written: .*')


def test_another_member_gets_it(app):
    os.kill(app.server.process.pid, signal.SIGCONT)
    app.do('Send', 'push button')
    app.wait('As the platform has it')
    port = int(app.server.url.rstrip('/').rsplit(':', 1)[1])
    app.other = outbox.Window(app.program, outbox.Line(port), f'{app.folder}/other')
    app.other.sign_in(outbox.MEMBER)
    app.other.choose()
    app.other.open()
    app.other.click('Argument sheet.*', 'list item')
    app.other.do('.*Go on with the sheet.*', 'push button')
    app.other.see(' '.join(ANSWERS[:2]), 'label')
    assert app.wait(QUESTIONS[3], 'text').write(LATER)
    app.do('Send', 'push button')
    app.other.see(f'{ANSWERS[2]} {LATER}', 'label')


def test_no_warning_was_written(app):
    listing.test_no_warning_was_written(app)
    assert not app.other.warnings(), app.other.warnings()[:5]
    app.other.close()


if __name__ == '__main__':
    sys.exit(listing.run_alone(globals()))
