#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-write-life.py SERVER PROGRAM: all that one writes, in the real window on the real backend, from signing up to
signing out: the line is cut before each step and given back after it. Nothing is lost, doubled or refused without a
word. Prints TAP."""
import sys
import uuid

import driver

account, listing, outbox = (driver.load(f'test-{name}') for name in ('account', 'listing', 'outbox'))
attach, organisation = driver.load('test-attach'), driver.load('test-organisation')
FOUNDED, COLLEAGUE = 'Les Semis du Ventoux', 'encadrant@example.org'
AWAY = '.*(does not answer|cannot be reached).*'
MINE, THEIRS, LAST = 'Écrit par Camille', 'Écrit par Benoît', 'Écrit avant de sortir'


def sign_in(app, address=account.ADDRESS, password=account.PASSWORD):
    status, said = app.server.ask('POST', '/v1/sessions', {'address': address, 'password': password, 'client': 'other'})
    assert status == 200, (status, said)
    return said['access']


def read(app, kind):
    """What the platform has of that type, as who signed up reads it."""
    return [line for line in listing.read_lines(app.server, app.token, kind) if 'doc' in line]


def read_listing(app):
    """The one that there is."""
    line, = read(app, 'listing')
    return line


def wait_name(app, name):
    driver.wait_for(lambda: [line['doc'].get('name') for line in read(app, 'listing')] == [name], f'{name} at the platform')


def waits(app, n):
    app.wait(outbox.MARK.format(f'.*{n} to send'))


def give_back(app):
    app.server.line.mend()
    app.press('ctrl+r')


def arrives(app):
    """All that waited, by itself once there is a line."""
    give_back(app)
    app.wait(outbox.MARK.format('Up to date'))


def press_without_a_line(app, *keys):
    """It is by nature a call to the platform: he is told, keeps what he typed, and does it again."""
    app.server.line.cut()
    app.press(*keys)
    app.wait(AWAY)
    app.server.line.mend()
    app.press(*keys)


def test_one_signs_up(app):
    app.wait(account.EXCHANGES, seconds=60)
    app.do(account.SIGN_IN, 'push button')
    app.wait_focus('Mail address')
    app.do('Create an account', 'push button')
    app.wait('I am here as')
    account.write(app, 'Your name', account.NAME)
    account.write(app, 'Mail address', account.ADDRESS)
    account.write(app, 'Password', account.PASSWORD)
    press_without_a_line(app, 'Return')
    app.wait_focus('Code')
    app.type(app.server.wait_code('confirm', account.ADDRESS))
    press_without_a_line(app, 'Return')
    app.wait(f'Hello {account.NAME}')
    assert sum(code[0] == 'confirm' for code in app.server.codes) == 1, app.server.codes


def test_one_founds_an_organisation(app):
    app.token = sign_in(app)
    app.server.line.cut()
    account.open_row(app, 'Found an organisation.*')
    account.write(app, 'Its name', FOUNDED)
    app.do('Found It', 'push button')
    app.wait('Kept: it comes with the next exchange')
    waits(app, 1)
    arrives(app)
    app.wait(f'Acting for {FOUNDED}.*')
    made = [line['doc'] for line in read(app, 'organisation')]
    assert [doc['name'] for doc in made] == [FOUNDED], made


def test_one_invites(app):
    organisation.open_organisation(app)
    app.server.line.cut()
    app.do('Make a Code', 'push button')
    app.wait(AWAY)
    app.server.line.mend()
    app.do('Make a Code', 'push button')
    code = app.wait('[0-9A-Z]{5}(-[0-9A-Z]{5})+', 'label').name
    app.colleague = sign_in(app, COLLEAGUE, outbox.PASSWORD)
    status, said = app.server.ask('POST', '/v1/invitations/confirm', {'code': code}, app.colleague)
    assert status == 200, (status, said)
    app.press('ctrl+r')
    app.wait(organisation.MEMBER)
    app.press('Escape')


def test_listing_is_begun(app):
    app.server.line.cut()
    app.press('alt+1')
    app.do('Begin with an empty listing', 'push button')
    assert listing.field(app, 'Usual name').write(MINE)
    app.wait('Saved on this computer')
    app.press('ctrl+s')
    app.wait('To be sent')
    waits(app, 1)
    arrives(app)
    wait_name(app, MINE)


def test_picture_is_attached(app):
    app.click('Pictures.*', 'list item')
    app.server.line.cut()
    attach.choose(app, attach.write(app, 'logo.png', attach.attachments.make_png(64)), 'Choose a Picture…')
    app.wait('logo.png', 'label')
    app.press('ctrl+s')
    app.wait('To be sent')
    arrives(app)
    driver.wait_for(lambda: (read_listing(app)['doc'].get('logo') or {}).get('name') == 'logo.png', 'logo at the platform')


def change_elsewhere(app, **values):
    """As the colleague does."""
    line = read_listing(app)
    mutation = {'id': str(uuid.uuid4()), 'n': 1, 't': 'listing', 'target': line['id'], 'op': 'edit',
                'base_rev': line['rev'], 'set': values}
    status, said = app.server.ask('POST', '/v1/mutations', {
        'client': str(uuid.uuid4()), 'organisation': line['s'].removeprefix('org:'), 'mutations': [mutation]}, app.colleague)
    assert status == 200, (status, said)
    return said['answers'][0]['result']


def test_same_field_is_changed_by_two(app):
    app.server.line.cut()
    app.click('Who we are.*', 'list item')
    assert listing.field(app, 'Usual name').write(MINE + ' encore')
    app.wait('Saved on this computer')
    app.press('ctrl+s')
    app.wait('To be sent')
    assert change_elsewhere(app, name=THEIRS) == 'applied'
    give_back(app)
    app.wait(outbox.MARK.format('.*1 to decide'))


def test_conflict_is_settled(app):
    app.server.line.cut()
    app.press('ctrl+j')
    app.do('Compare…', 'push button')
    app.wait(THEIRS, 'label')
    app.click('Keep my version', 'radio button')
    app.do('Settle and Send', 'push button')
    app.wait('It is settled, and leaves with the next exchange')
    app.rev = read_listing(app)['rev']
    arrives(app)
    wait_name(app, MINE + ' encore')
    assert read_listing(app)['rev'] == app.rev + 1
    app.press('Escape')


def test_colleague_is_removed(app):
    organisation.open_organisation(app)
    app.server.line.cut()
    organisation.choose(app, organisation.MEMBER, 'Remove')
    app.wait_gone('Benoît .* is removed from the organisation')
    waits(app, 1)
    assert change_elsewhere(app, brand='Encore membre') == 'applied'
    arrives(app)
    driver.wait_for(lambda: len(read(app, 'organisation')[0]['doc']['members']) == 1, 'removal at the platform')
    theirs = {line['s'] for line in listing.read_lines(app.server, app.colleague, 'listing')}
    assert read_listing(app)['s'] not in theirs, theirs
    app.press('Escape')


def test_one_signs_out_with_work_that_waits(app):
    app.server.line.cut()
    app.press('alt+1')
    assert listing.field(app, 'Usual name').write(LAST)
    app.wait('Saved on this computer')
    app.press('ctrl+s')
    app.wait('To be sent')
    app.do(account.MENU)
    app.do('Sign Out', 'menu item')
    app.wait_dialog()
    app.wait('1 change was not sent yet')
    app.press('Return')
    app.wait('You are signed out here; the platform could not be told')
    app.wait(account.SIGN_IN, 'push button')
    app.server.line.mend()
    app.do(account.SIGN_IN, 'push button')
    account.write(app, 'Mail address', account.ADDRESS)
    account.write(app, 'Password', account.PASSWORD)
    press_without_a_line(app, 'Return')
    app.wait(f'Acting for {FOUNDED}.*')
    wait_name(app, LAST)
    app.wait(outbox.MARK.format('Up to date'))


def test_all_is_there_once(app):
    doc = read_listing(app)['doc']
    assert (doc['name'], doc['brand'], doc['logo']['name']) == (LAST, 'Encore membre', 'logo.png'), doc
    assert len(read(app, 'organisation')) == 1
    app.press('ctrl+j')
    app.wait('Sent Lately', 'label')
    assert not app.find('To Decide', 'label') and not app.find('Waiting', 'label')


def test_no_warning_was_written(app):
    listing.test_no_warning_was_written(app)


if __name__ == '__main__':
    sys.exit(listing.run_alone(globals(), outbox.Line))
