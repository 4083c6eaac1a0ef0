#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-listing.py SERVER PROGRAM: the real window on the real backend, in which a listing is written without a
line, outlives a kill, is sent, comes back with a remark and is published. Prints TAP."""
import json
import os
import signal
import sys
import tempfile
import urllib.request
import uuid

import driver
import tap

MANAGER, MODERATOR, PASSWORD = 'gerante@example.org', 'moderation@example.org', 'demonstration ouverte'
ORGANISATION = 'Semailles des Remparts'
PROSE = 'What we do, in three sentences'
TYPED = 'Les Semailles du rempart nord'


account = driver.load('test-account')


def sign_in(server, address):
    status, said = server.ask('POST', '/v1/sessions', {'address': address, 'password': PASSWORD, 'client': 'test'})
    assert status == 200, (status, said)
    return said['access']


def read_lines(server, token, kind):
    """Those of one type in the feed of whom @token is of."""
    request = urllib.request.Request(f'{server.url}/v1/changes?access=own&limit=500',
                                     headers={'Authorization': f'Bearer {token}'})
    with urllib.request.urlopen(request, timeout=20) as answer:
        lines = [json.loads(line) for line in answer.read().splitlines()]
    return [line for line in lines if line.get('t') == kind]


def read_listing(server):
    """Its line in the feed of its manager."""
    return read_lines(server, server.manager, 'listing')[-1]


def moderate(server, op, **arguments):
    """What a moderator does, on another computer."""
    server.n += 1
    mutation = {'id': str(uuid.uuid4()), 'n': server.n, 't': 'listing', 'target': read_listing(server)['id'], 'op': op,
                'base_rev': read_listing(server)['rev'], 'set': arguments}
    status, said = server.ask('POST', '/v1/mutations', {'client': server.client, 'mutations': [mutation]},
                              server.moderator)
    assert status == 200 and said['answers'][0]['result'] == 'applied', (status, said)


def fields(app, name):
    return [n for n in app.nodes() if n.name == name and n.focusable and n.shown]


def field(app, name):
    return driver.wait_for(lambda: fields(app, name), f'field {name}')[-1]


def open_listing(app):
    app.click('My listing', 'page tab')
    field(app, 'Usual name')


def test_listing_is_a_section_of_who_offers(app):
    app.wait(account.EXCHANGES, seconds=60)
    app.do(account.SIGN_IN, 'push button')
    app.wait_focus('Mail address')
    app.type(MANAGER)
    app.press('Tab')
    app.wait_focus('Password')
    app.type(PASSWORD)
    app.press('Return')
    app.wait(f'Acting for {ORGANISATION}.*')
    open_listing(app)


def test_keys_alone_lead_through_the_sections(app):
    app.click('Who we are.*', 'list item')
    app.wait_focus('Usual name')
    app.press('alt+Page_Down')
    app.wait('What we do', 'heading')
    app.press('alt+Page_Up')
    app.wait_focus('Usual name')


def test_keys_hold_where_the_page_has_no_focus(app):
    app.walk_to('My listing', ['shift+Tab'])
    app.press('alt+Page_Down')
    app.wait('What we do', 'heading')
    app.press('alt+Page_Up')
    app.wait_focus('Usual name')


def test_words_that_are_underlined_are_told(app):
    assert field(app, PROSE).write('Nous taillon les haies')
    driver.wait_for(lambda: '1 word to check: taillon' in field(app, PROSE).description, 'word that is told')


def write_over(app, name, text):
    """By keys, from a field to the next."""
    app.walk_to(name, ('Tab', 'Tab'))
    app.press('ctrl+a')
    app.type(text)
    app.press('Tab')


def test_code_as_it_is_on_paper_is_chosen(app):
    """Without its point, and without a look at what is proposed."""
    app.click('Usual name', 'text')
    write_over(app, 'NAF code', '8130Z')
    driver.wait_for(lambda: field(app, 'NAF code').text().startswith('81.30Z · '), 'code that is known')


def test_what_is_not_in_the_list_is_told_and_stays(app):
    app.press('shift+Tab')
    for name in ('NAF code', 'Activity'):
        if name == 'Activity':
            app.click('What we do.*', 'list item')
            app.do('Add', 'push button')
            app.wait_focus(name)
            app.press('shift+Tab')
        write_over(app, name, 'zqx')
        app.wait('“zqx” is not in the list.*', 'label')
        assert field(app, name).text() == 'zqx', field(app, name).text()
    app.press('alt+Page_Up')
    app.wait_focus('Usual name')


def test_text_without_a_line_outlives_a_kill(app):
    os.kill(app.server.process.pid, signal.SIGSTOP)
    assert field(app, 'Usual name').write(TYPED)
    app.wait('Saved on this computer')
    os.kill(app.process.pid, signal.SIGKILL)
    app.process.wait(20)
    app.start()
    open_listing(app)
    driver.wait_for(lambda: app.find(TYPED, 'label'), 'text as it was typed')


def test_sent_text_waits_and_leaves_with_the_line(app):
    app.click('Usual name', 'text')
    app.press('ctrl+s')
    app.wait('To be sent')
    os.kill(app.server.process.pid, signal.SIGCONT)
    app.press('ctrl+r')
    app.wait_gone('To be sent')
    app.server.manager = sign_in(app.server, MANAGER)
    app.server.moderator = sign_in(app.server, MODERATOR)
    driver.wait_for(lambda: read_listing(app.server)['doc'].get('name') == TYPED, 'text at the platform')


def submit(app, name):
    """What is published goes through review again once it is changed."""
    app.wait('Changed since it was published.*|Changes asked on .*')
    app.do(name, 'push button')
    app.wait('In review since .*')
    driver.wait_for(lambda: read_listing(app.server)['doc'].get('state') == 'submitted', 'listing in review')


def test_remark_comes_and_its_answer_is_published(app):
    submit(app, 'Send for review')
    moderate(app.server, 'ask_changes', remark='Combien de chantiers ?')
    app.press('ctrl+r')
    app.wait('Combien de chantiers .')
    submit(app, 'Send back for review')
    moderate(app.server, 'publish')
    app.press('ctrl+r')
    app.wait('Published since .*')


def test_no_warning_was_written(app):
    assert not app.warnings(), app.warnings()[:5]


def run(names, program, server, url, home):
    """In one window on the platform at that address. Returns the status to leave with."""
    with driver.Program(program, '--server', url, '--data-dir', f'{home}/data', home=home, settings=True,
                        animations=False, keyring=True) as app:
        app.server, app.program, app.folder = server, program, home
        status = tap.run_in_turn(names, app, app)
    os.kill(server.process.pid, signal.SIGCONT)
    server.stop()
    return status


def run_alone(names, line=None):
    """On a platform of its own, reached over a @line of its port if there is one."""
    server_program, program = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='sol-listing-') as home:
        server = account.Server(server_program, home)
        server.client, server.n = str(uuid.uuid4()), 0
        server.line = line and line(int(server.url.rstrip('/').rsplit(':', 1)[1]))
        return run(names, program, server, server.line.url if line else server.url, home)


if __name__ == '__main__':
    sys.exit(run_alone(globals()))
