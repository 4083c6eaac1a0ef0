#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-refusal.py SERVER PROGRAM: the real windows of a structure and of a moderator on the real backend, in which he
refuses its listing, and suspends it, while it writes on without a line: what was typed stays. Prints TAP."""
import os
import sys
import tempfile

import driver
import tap

outbox = driver.load('test-outbox')
review = driver.load('test-review')
listing = driver.load('test-listing')

SENT, TYPED, AGAIN = 'Semailles à relire', 'Semailles pendant le refus', 'Semailles pendant la suspension'
REFUSED, SUSPENDED = 'Ce compte est celui de la mairie', 'Une plainte est en cours'


class Meeting:
    """The window of the structure is here, that of the moderator in a process of its own."""

    def __init__(self, app, line, moderator):
        self.app, self.server, self.line, self.moderator = app, app.server, line, moderator
        self.hand = outbox.Hand(app)

    def wait_state(self, wanted):
        review.wait_state(self.app, wanted)

    def write(self, text):
        listing.open_listing(self.app)
        assert listing.field(self.app, 'Usual name').write(text)
        self.app.wait('Saved on this computer')

    def write_without_a_line(self, text):
        self.line.cut()
        self.write(text)

    def decide(self, decision, asked, why):
        """The moderator does, with a reason."""
        self.moderator.send()
        self.moderator.click('Reviewing', 'page tab')
        self.moderator.click(f'{SENT if decision == "Refuse" else TYPED}, .*', 'list item')
        self.moderator.do('Other decisions')
        self.moderator.do(f'{decision}…', 'menu item')
        self.moderator.focus(f'Why is .* {asked}.*')
        self.moderator.type(why)
        self.moderator.do(decision, 'push button')

    def typed_is_there(self, text):
        driver.wait_for(lambda: self.app.find(text, 'label'), f'{text} as it was typed')
        assert listing.read_listing(self.server)['doc']['name'] != text, 'nobody sent it'


def test_both_are_signed_in(meeting):
    review.accept_waiting(meeting.server)
    meeting.server.manager = listing.sign_in(meeting.server, outbox.MANAGER)
    meeting.hand.sign_in(outbox.MANAGER)
    meeting.hand.choose()
    meeting.moderator.sign_in(review.MODERATOR)


def test_listing_goes_to_the_moderator(meeting):
    meeting.hand.save('Usual name', SENT)
    listing.submit(meeting.app, 'Send for review')


def test_refusal_meets_what_is_typed(meeting):
    meeting.write_without_a_line(TYPED)
    meeting.decide('Refuse', 'refused', REFUSED)
    meeting.wait_state('refused')
    meeting.line.mend()
    meeting.app.press('ctrl+r')
    meeting.app.wait('Refused on .*')
    meeting.app.wait(REFUSED)
    meeting.typed_is_there(TYPED)


def test_what_was_typed_goes_with_beginning_again(meeting):
    meeting.app.do('Begin again', 'push button')
    meeting.wait_state('draft')
    driver.wait_for(lambda: listing.read_listing(meeting.server)['doc']['name'] == TYPED, 'what was typed at the platform')
    listing.submit(meeting.app, 'Send .*for review')


def test_suspension_meets_what_is_typed(meeting):
    meeting.write_without_a_line(AGAIN)
    meeting.decide('Suspend', 'suspended', SUSPENDED)
    meeting.wait_state('suspended')
    assert 'verified_on' not in listing.read_listing(meeting.server)['doc']
    meeting.line.mend()
    meeting.app.press('ctrl+r')
    meeting.app.wait('Suspended on .*: buyers do not see it.')
    meeting.app.wait(SUSPENDED)
    meeting.typed_is_there(AGAIN)


def test_no_warning_was_written(meeting):
    for window in (meeting.app, meeting.moderator):
        assert not window.warnings(), window.warnings()[:5]


def run():
    server_program, program = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='sol-refusal-') as home:
        server = listing.account.Server(server_program, home)
        line = outbox.Line(int(server.url.rstrip('/').rsplit(':', 1)[1]))
        moderator = outbox.Window(program, outbox.Line(line.port), f'{home}/moderator')
        with driver.Program(program, '--server', line.url, '--data-dir', f'{home}/data', home=home, settings=True,
                            animations=False, keyring=True) as app:
            app.server, app.program, app.folder = server, program, home + '/data'
            status = tap.run_in_turn(globals(), Meeting(app, line, moderator), app)
        moderator.close()
        server.stop()
    return status


if __name__ == '__main__':
    sys.exit(run())
