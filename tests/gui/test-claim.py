#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-claim.py SERVER PROGRAM: the real window on the real backend, in which people of a structure claim what the
catalogue has of it, from its page, without a line, by the code of its contact, and a moderator answers another
claim. Prints TAP."""
import json
import os
import signal
import sys
import tempfile
import urllib.request
import uuid

import driver

MANAGER, MODERATOR = 'gerante@example.org', 'moderation@example.org'
WAITING = 'Waiting to be sent'

account = driver.load('test-account')
listing = driver.load('test-listing')
review = driver.load('test-review')


def read_free(server):
    """Structures of the département that is reviewed, which are nobody's, have a mailbox and a name that is theirs
    alone."""
    with urllib.request.urlopen(f'{server.url}/v1/changes?limit=1000', timeout=20) as answer:
        lines = [json.loads(line) for line in answer.read().splitlines()]
    docs = [line for line in lines if line.get('t') == 'supplier' and 'doc' in line]
    return [line for line in docs if line['doc'].get('email') and line['doc'].get('siret') and not line['doc'].get('organisation')
            and line['doc'].get('department') == '84'
            and sum(line['doc']['name'] in other['doc']['name'] for other in docs) == 1]


def read_claims(server):
    return {line['doc']['supplier']: line['doc']
            for line in listing.read_lines(server, listing.sign_in(server, MANAGER), 'claim')}


def claim(server, supplier):
    """As its people do, elsewhere."""
    token = listing.sign_in(server, MANAGER)
    _, account_of = server.ask('GET', '/v1/account', None, token)
    mutation = {'id': str(uuid.uuid4()), 'n': 1, 't': 'claim', 'target': str(uuid.uuid4()), 'op': 'create', 'base_rev': 0,
                'set': {'supplier': supplier['id'], 'proof': 'moderator'}}
    _, said = server.ask('POST', '/v1/mutations', {'client': str(uuid.uuid4()), 'mutations': [mutation],
                                                   'organisation': account_of['organisations'][0]['id']}, token)
    assert said['answers'][0]['result'] == 'applied', said


def test_structure_is_claimed_from_its_page_without_a_line(app):
    app.wait(account.EXCHANGES, seconds=60)
    app.claimed, app.other, app.third = read_free(app.server)[:3]
    name, address = app.claimed['doc']['name'], app.claimed['doc']['email']
    app.press('ctrl+f')
    app.type(name)
    app.wait(f'{name}.*', 'list item')
    app.press('Return')
    app.do('This is my structure.*', 'push button')
    review.enter(app, MANAGER)  # who claims signs in, and is led back to what he claims
    app.wait(f'A code would go to {address[0]}…@{address.split("@")[1]}.')
    os.kill(app.server.process.pid, signal.SIGSTOP)
    app.do('Claim It', 'push button')
    app.wait('What you claimed')
    app.wait(WAITING)
    os.kill(app.server.process.pid, signal.SIGCONT)
    app.press('ctrl+r')
    app.wait(f'A code went to {address[0]}….*', seconds=90)


def test_a_wrong_code_is_told_at_its_field(app):
    account.write(app, 'Code', 'AAAAA-AAAAA-AAAAA-AAAAA')
    app.do('Check the Code', 'push button')
    app.wait('The code is not right.*')
    assert 'not right' in app.wait_focus('Code').description


def test_the_code_of_the_contact_gives_the_structure(app):
    code = app.server.wait_code('claim', app.claimed['doc']['email'].lower())
    account.write(app, 'Code', code)
    app.press('Return')
    app.wait('The structure is yours')
    app.wait('It is yours: .*')
    app.wait_gone('Check the Code', 'push button')
    assert read_claims(app.server)[app.claimed['id']]['state'] == 'accepted'


def test_a_moderator_is_asked(app):
    account.write(app, 'Its name or SIRET', app.other['doc']['siret'])
    app.wait(f'{app.other["doc"]["name"]}, .*', 'list item')
    app.press('Return')
    app.wait('A code would go to .*')
    app.click('The word of a moderator')
    account.write(app, 'A word to the moderator', 'Je suis la gérante')
    app.press('Return')
    app.wait('Asked .*: a moderator answers', seconds=90)
    app.press('Escape')
    review.go_out(app)


def test_a_moderator_refuses_with_a_reason(app):
    name = app.other['doc']['name']
    review.come_in(app, MODERATOR)
    app.do('Reviewing', 'page tab')
    app.wait('Structures that are claimed')
    app.click(f'{name}.*', 'list item')
    app.do(f'Refuse the claim of {name}', 'push button')
    app.settle()  # GTK tells no name of the text within the row, which has the focus now
    app.type('Une autre association')
    claim(app.server, app.third)
    app.press('ctrl+r')
    app.wait(f'{app.third["doc"]["name"]}.*', 'list item')
    app.type(' en tient la fiche')  # where he was, after what he wrote
    app.do(f'Refuse the claim of {name}', 'push button')
    app.wait_gone(f'Refuse the claim of {name}', 'push button')
    driver.wait_for(lambda: read_claims(app.server)[app.other['id']]['state'] == 'refused', 'claim that is refused', 90)
    assert read_claims(app.server)[app.other['id']]['remark'] == 'Une autre association en tient la fiche'


def test_no_warning_was_written(app):
    assert not app.warnings(), app.warnings()


def main():
    server_program, program = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='sol-claim-') as home:
        server = account.Server(server_program, home)
        return listing.run(globals(), program, server, server.url, home)


if __name__ == '__main__':
    sys.exit(main())
