#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-outbox-acts.py SERVER PROGRAM: what one does in a real window about single acts that the real backend did not
take up: put together, left waiting behind another, discarded and taken up again, corrected. Prints TAP."""
import os
import pathlib
import sys
import tempfile
import uuid

import driver
import tap

states = driver.load('test-outbox-states')
outbox, listing = states.outbox, states.listing
ACT = f'“Listing: {states.NAME}”'


class Desk(states.Desk):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.client, self.n = str(uuid.uuid4()), 0

    def elsewhere(self, op, record=None, **mutation):
        """Somebody of the organisation, on another computer."""
        self.n += 1
        record = record or self.read()
        said = self.ask('POST', '/v1/mutations', {
            'client': self.client, 'organisation': record['s'].split(':')[1],
            'mutations': [{'id': str(uuid.uuid4()), 'n': self.n, 't': record['t'], 'target': record['id'], 'op': op,
                           'base_rev': record['rev'], **mutation}]})['answers'][0]
        assert said['result'] == 'applied', said

    def meet(self):
        """What was written here meets what was written elsewhere."""
        self.line.mend()
        self.app.press('ctrl+r')
        self.mark('1 to decide')
        self.open()

    def settle(self, choice):
        self.app.do('Compare…', 'push button')
        self.app.click(choice, 'radio button')
        self.app.do('Settle and Send', 'push button')
        self.app.wait('It is settled, and leaves with the next exchange')


def test_two_changes_of_one_line_are_put_together(desk):
    desk.sign_in()
    listing.open_listing(desk.app)
    desk.elsewhere('edit', set={'name': 'Haies du Lavoir'})
    desk.app.press('ctrl+r')
    desk.app.wait('Haies du Lavoir')
    desk.line.cut()
    desk.write('Haies du Lavoir ici')
    desk.elsewhere('edit', set={'name': 'Belles Haies du Lavoir'})
    desk.meet()
    desk.app.do('Compare…', 'push button')
    desk.app.wait('Haies du Lavoir ici', 'label')
    desk.app.wait('Belles Haies du Lavoir', 'label')
    desk.app.press('Escape')
    desk.settle('Write something else')
    desk.sent('Belles Haies du Lavoir ici')


def test_what_waits_for_another_is_not_to_be_decided(desk):
    desk.line.cut()
    desk.write('Premier')
    desk.write('Second')
    desk.elsewhere('edit', set={'name': 'Autre'})
    desk.meet()
    desk.app.wait(f'Leaves after {ACT}', 'label')
    desk.settle('Keep my version')
    desk.sent('Second')


def test_one_of_them_is_discarded_and_taken_up_again(desk):
    desk.line.cut()
    desk.write('Ici')
    desk.elsewhere('edit', set={'name': 'Ailleurs'})
    desk.meet()
    for act in ('Discard', 'Undo.*'):
        desk.app.do(f'Discard {ACT}' if act == 'Discard' else act, 'push button')
        (desk.app.wait_gone if act == 'Discard' else desk.app.wait)('Compare…', 'push button')
    desk.settle('Keep the version of .*')
    desk.mark('Up to date')
    assert desk.read()['doc']['name'] == 'Ailleurs'


def test_refused_is_corrected_in_its_form(desk):
    desk.line.cut()
    desk.app.press('Escape')
    listing.open_listing(desk.app)
    desk.app.do('Send for review', 'push button')
    desk.app.wait('Exchanges with the platform: .*1 to send')
    desk.elsewhere('submit')
    desk.meet()
    desk.app.wait('Refused: It is too late, or too early, for this.*', 'label')
    desk.app.do('Correct…', 'push button')
    driver.wait_for(lambda: listing.fields(desk.app, states.NAME), 'form')
    desk.open()
    desk.app.do('Discard .*', 'push button')
    desk.mark('Up to date')


def test_no_warning_was_written(desk):
    assert not desk.app.warnings(), desk.app.warnings()[:5]


def run(kind, names):
    """Its tests, at a desk of that kind. Returns the status to leave with."""
    server_program, program = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='sol-outbox-') as home:
        server = states.account.Server(server_program, home)
        line = outbox.Line(int(server.url.rstrip('/').rsplit(':', 1)[1]))
        with driver.Program(program, '--server', line.url, '--data-dir', f'{home}/data', home=home, settings=True,
                            animations=False, keyring=True) as app:
            desk = kind(app, server, line, pathlib.Path(home))
            status = tap.run_in_turn(names, desk, app)
        server.stop()
    return status


if __name__ == '__main__':
    sys.exit(run(Desk, globals()))
