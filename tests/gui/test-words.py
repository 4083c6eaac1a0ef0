#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-words.py SERVER PROGRAM: in the real window on the real backend, a structure asks a client for a word, who answers
in a browser; it is shown to all; somebody with an account leaves another one, without a line. Prints TAP."""
import os
import signal
import sys
import tempfile
import urllib.parse
import urllib.request
import zipfile

import driver

account = driver.load('test-account')
argument = driver.load('test-argument')
listing = driver.load('test-listing')
review = driver.load('test-review')
MANAGER, BUYER, MODERATOR = 'gerante@example.org', 'acheteuse@example.org', 'moderation@example.org'
WHY = 'Il nomme un tiers.'
NAME, CLIENT, SAID = 'Semailles des Remparts', 'Mairie de Gordes', 'Le parc n’a jamais été aussi beau.'
OWN = 'Toujours bien fait.'
SITE = 'https://achats.example.org'


def look(app, name):
    """A picture of it, for who wants to see."""
    if folder := os.environ.get('SOL_PICTURES'):
        app.settle()
        app.picture(os.path.join(folder, f'words-{name}.png'))


def follow(link, **form):
    data = urllib.parse.urlencode(form).encode() if form else None
    with urllib.request.urlopen(link, data, timeout=20) as answer:
        return answer.read().decode()


def open_words(app):
    app.do('More about this listing( More about this listing)?')
    app.do('Words of clients.*', 'menu item')
    app.wait('Words of your clients')


def read_shown(server):
    with urllib.request.urlopen(f'{server.url}/v1/changes?limit=1000&types=shown_word', timeout=20) as answer:
        return answer.read().decode()


def test_structure_asks_a_client_and_gets_a_link(app):
    app.wait(account.EXCHANGES, seconds=60)
    review.come_in(app, MANAGER)
    app.wait(f'Acting for {listing.ORGANISATION}.*')
    listing.open_listing(app)
    open_words(app)
    look(app, 'empty')
    app.press('Return')
    assert 'Say whom you ask' in app.wait_focus('Who it is').description
    account.write(app, 'Who it is', CLIENT)
    account.write(app, 'What you did for him', 'Entretien du parc')
    app.press('Return')
    app.wait('Asked on .*, not answered yet', seconds=90)
    look(app, 'asked')
    app.do(f'Link for {CLIENT}', 'push button')
    app.wait_focus(f'Copy the link for {CLIENT}')
    link = app.wait(f'{SITE}/w/[0-9A-Z-]+', 'label').name
    app.link = link.replace(SITE, app.server.url.rstrip('/'))
    look(app, 'link')


def test_client_answers_in_a_browser(app):
    assert NAME in follow(app.link)
    assert 'Merci' in follow(app.link, act='give', text=SAID, name='Camille Roux', role='maire', consent='yes')
    app.press('ctrl+r')
    app.wait(f'“{SAID}”', seconds=90)
    app.wait(r'Camille Roux, maire · Entretien du parc · .*')


def test_it_is_shown_once_the_structure_chooses_it(app):
    assert SAID not in read_shown(app.server)
    app.click(f'Show the word of {CLIENT}', 'check box')
    look(app, 'toggled')
    driver.wait_for(lambda: SAID in read_shown(app.server), 'word that all see', 90)
    look(app, 'shown')
    app.press('Escape')
    review.go_out(app)
    app.press('alt+1')
    app.click(f'{NAME}, .*', 'list item')
    app.wait('What our clients say')
    app.wait(f'“{SAID}”')
    look(app, 'page')


def test_it_is_in_the_sheet(app):
    showcase = driver.load('test-showcase')
    html = showcase.export(app, 'More actions', 'Save as a Web page.*', 'words.html').read_text(encoding='utf-8')
    assert SAID in html and 'Camille Roux, maire' in html
    text = showcase.run('pdftotext', showcase.export(app, 'More actions', 'Save as PDF.*', 'words.pdf'), '-')
    assert 'jamais' in text and 'Camille Roux' in text, text


def test_code_leads_to_its_page_at_the_platform(app):
    showcase = driver.load('test-showcase')
    link = showcase.run('zbarimg', '--quiet', '--raw', showcase.export(app, 'More actions', 'Save the QR code.*', 'code.png'))
    assert link.strip().startswith(f'{SITE}/s/'), link
    app.page = link.strip().replace(SITE, app.server.url.rstrip('/'))
    page = follow(app.page)
    assert f'<h1>{NAME}</h1>' in page and SAID in page
    app.do('More actions( More actions)?')
    app.do('Copy the link', 'menu item')
    app.wait('Link copied')


def open_own_word(app):
    app.do('More actions( More actions)?')
    app.do('Leave a word as a client.*', 'menu item')
    app.wait(f'A word on {NAME}')


def wait_for_own_word(app, text=OWN):
    driver.wait_for(lambda: listing.field(app, 'Your word').text() == text, 'his own word')


def test_word_that_is_begun_is_there_again(app):
    review.come_in(app, BUYER)
    app.wait('Acting for .*Account menu')
    app.wait(account.EXCHANGES)
    open_own_word(app)
    account.write(app, 'Your word', OWN)
    app.press('Escape')
    open_own_word(app)
    wait_for_own_word(app)


def test_buyer_leaves_a_word_without_a_line(app):
    os.kill(app.server.process.pid, signal.SIGSTOP)
    app.do('Leave the Word', 'push button')
    app.wait('Tick that you agree.*')
    app.click('I agree that all see it.*', 'check box')
    look(app, 'leave')
    app.do('Leave the Word', 'push button')
    app.wait('Your word is on its way')
    os.kill(app.server.process.pid, signal.SIGCONT)
    app.press('ctrl+r')
    token = listing.sign_in(app.server, BUYER)
    driver.wait_for(lambda: listing.read_lines(app.server, token, 'given_word'), 'word that was left', 90)


def test_buyer_finds_it_again_and_takes_it_back(app):
    open_own_word(app)
    wait_for_own_word(app)
    account.write(app, 'Your word', OWN + ' Encore.')
    app.press('Escape')
    open_own_word(app)
    wait_for_own_word(app, OWN + ' Encore.')
    app.do('Take my word back', 'push button')
    app.wait('Your word is taken back')
    app.do('Undo', 'push button')
    open_own_word(app)
    wait_for_own_word(app, OWN + ' Encore.')
    app.do('Take my word back', 'push button')
    app.wait('Your word is taken back')
    token = listing.sign_in(app.server, BUYER)
    driver.wait_for(lambda: all('del' in line for line in listing.read_lines(app.server, token, 'given_word')),
                    'word that was taken back', 90)


def test_moderator_hides_it_and_says_why(app):
    review.go_out(app)
    review.come_in(app, MODERATOR)
    app.do('Reviewing', 'page tab')
    app.do('Words of clients', 'push button')
    app.wait('1 word of a client is shown to all')
    app.click(f'“{SAID}”.*', 'list item')
    look(app, 'moderate-begin')
    app.do('Hide the word of Camille Roux', 'push button')
    app.settle()  # the focus is where the reason goes, of which GTK 4.8 tells nothing
    look(app, 'moderate')
    app.type(WHY)
    app.press('Return')
    app.wait('No word is shown')
    app.wait('Show the word of Camille Roux again', 'push button')
    app.wait('The word of Camille Roux is hidden')
    app.settle()
    assert app.focused() and app.focused().name != 'Undo', app.focused()
    app.walk_to('Undo', ('Tab',))  # who wants to take it back comes there, and leaves it, by keys
    app.press('Tab', 'Tab')
    look(app, 'moderated')
    driver.wait_for(lambda: SAID not in read_shown(app.server), 'word that is hidden', 90)
    assert SAID not in follow(app.page)
    assert WHY in follow(app.link)


def test_structure_is_told_and_it_comes_back(app):
    token = listing.sign_in(app.server, MANAGER)
    assert WHY in str(listing.read_lines(app.server, token, 'client_word'))
    app.do('Show the word of Camille Roux again', 'push button')
    app.wait('1 word of a client is shown to all')
    driver.wait_for(lambda: SAID in read_shown(app.server), 'word that is shown again', 90)
    assert SAID in follow(app.page)
    assert WHY not in follow(app.link)


def open_question(app):
    """The one on what clients said, wherever the sheet was left."""
    argument.open_sheet(app)
    while not app.find('What did your clients say, in their words.', 'text'):
        app.press('alt+Page_Down')
        app.settle()


def read_text(path):
    with zipfile.ZipFile(path) as archive:
        return archive.read('content.xml').decode()


def test_structure_puts_it_in_its_argument_sheet(app):
    review.go_out(app)
    review.come_in(app, MANAGER)
    app.wait(f'Acting for {listing.ORGANISATION}.*')
    listing.open_listing(app)
    open_question(app)
    app.wait('What our clients say: to come', 'label')
    look(app, 'sheet-before')
    app.do('Put the word of Camille Roux in my sheet', 'push button')
    app.wait('The word is in your sheet')
    app.wait_gone('What our clients say: to come', 'label')
    app.wait('1 answer of 14', 'label')
    look(app, 'sheet')


def test_sheet_quotes_it_where_it_goes(app):
    quoted = '<text:p text:style-name="Quotations">'
    path = argument.export(app, 'To go on writing .ODT.…', 'quote.odt')
    app.wait('Your sheet is in “quote.odt”')
    text = read_text(path)
    assert f'{quoted}“{SAID}”</text:p>' in text and f'{quoted}— Camille Roux, maire' in text, text
    path = argument.export(app, 'To print or to send .PDF.…', 'quote.pdf')
    app.wait('Your sheet is in “quote.pdf”')
    text = driver.load('test-showcase').run('pdftotext', path, '-')
    assert 'What our clients say' in text and SAID in text and '— Camille Roux' in text, text


def test_it_is_taken_out_again_and_put_back(app):
    app.do('Take the word of Camille Roux out of my sheet', 'push button')
    app.wait('The word is out of your sheet')
    app.wait('What our clients say: to come', 'label')
    app.do('Undo', 'push button')
    app.wait('Take the word of Camille Roux out of my sheet', 'push button')
    app.wait_gone('What our clients say: to come', 'label')


def test_word_that_its_client_took_back_is_in_no_sheet(app):
    app.do('Send', 'push button')
    app.wait('As the platform has it')
    follow(app.link, act='take-back')
    app.press('ctrl+r')
    app.wait('What our clients say: to come', 'label', seconds=90)
    assert not app.find('.*of Camille Roux.*', 'push button')
    look(app, 'sheet-none')


def test_no_warning_was_written(app):
    listing.test_no_warning_was_written(app)


def main():
    server_program, program = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='sol-words-') as home:
        server = account.Server(server_program, home, '--public-address', SITE)
        return listing.run(globals(), program, server, server.url, home)


if __name__ == '__main__':
    sys.exit(main())
