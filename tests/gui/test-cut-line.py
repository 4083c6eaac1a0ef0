#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-cut-line.py SERVER PROGRAM: the windows of two members of one organisation, whose network goes, falls silent
or is cut in the middle of a save, and comes back, at each step of what they do. Prints TAP."""
import os
import subprocess
import sys
import tempfile
import threading

import driver

outbox, states = driver.load('test-outbox'), driver.load('test-outbox-states')
SAVE = b'POST /v1/mutations'
TEXTS = {step: f'Les Semailles {step}' for step in ('du matin', 'du midi', 'de la gérante', 'de l’encadrant')}


class Line(outbox.Line):
    """It may lose the answer to a save: the request has left by then."""

    def __init__(self, port):
        self.loses, self.losing, self.lost = False, None, threading.Event()
        super().__init__(port)

    def carry(self, source, target):
        try:
            while data := source.recv(65536):
                if self.loses and SAVE in data:
                    self.loses, self.losing = False, target
                elif source is self.losing:
                    self.cut()
                    self.lost.set()
                target.sendall(data)
            target.shutdown(states.socket.SHUT_WR)
        except OSError:
            pass


def set_network(up):
    """What the system tells of it goes by the route to everywhere."""
    if up:
        states.set_network(True)
    subprocess.run(['ip', 'route', 'add' if up else 'del', 'default', 'dev', 'lo'], check=True)
    if not up:
        states.set_network(False)


def read_line(office):
    """As the platform has the listing."""
    listing = driver.load('test-listing')
    office.server.manager = listing.sign_in(office.server, outbox.MANAGER)
    return listing.read_listing(office.server)


def is_sent(office, text):
    """It left @office.ada by itself, and is on the screen of the other one."""
    office.ada.gone('To be sent')
    outbox.wait_listing(office, name=text)
    office.ben.see(text)
    for window in (office.ada, office.ben):
        window.see(outbox.MARK.format('Up to date'))


def test_two_members_have_their_listing_open(office):
    outbox.test_two_members_are_signed_in(office)
    for window in (office.ada, office.ben):
        window.open()


def test_network_that_goes_is_told_at_once(office):
    if not office.alone:
        return 'no network of its own here'
    set_network(False)
    for window in (office.ada, office.ben):
        window.see(outbox.MARK.format('Offline'))
    office.ada.write('Usual name', TEXTS['du matin'])
    office.ada.see(outbox.MARK.format('Offline · 1 to send'))
    office.show('offline')
    set_network(True)
    is_sent(office, TEXTS['du matin'])
    return None


def test_save_whose_answer_is_lost_is_done_once(office):
    rev = read_line(office)['rev']
    office.ada.line.loses = True
    office.ada.write('Usual name', TEXTS['du midi'])
    assert office.ada.line.lost.wait(60)
    office.ada.see(outbox.MARK.format('Platform away · 1 to send'))
    office.ada.see('To be sent')
    outbox.wait_listing(office, name=TEXTS['du midi'])
    office.show('answer-lost')
    office.ada.line.mend()
    office.ada.send()
    is_sent(office, TEXTS['du midi'])
    assert read_line(office)['rev'] == rev + 1


def test_sent_for_review_without_a_line_while_another_writes(office):
    office.ada.line.cut()
    office.ada.write('Usual name', TEXTS['de la gérante'])
    office.ada.do('Send for review', 'push button')
    office.ada.see(outbox.MARK.format('Platform away · 2 to send'))
    office.show('review-waits')
    office.ben.save('Usual name', TEXTS['de l’encadrant'])
    outbox.wait_listing(office, name=TEXTS['de l’encadrant'])


def test_conflict_is_settled_without_a_line(office):
    office.ada.line.mend()
    office.ada.send()
    office.ada.see(outbox.MARK.format('.*to decide.*'))
    office.ada.line.cut()
    office.ada.outbox()
    office.ada.do('Compare…', 'push button')
    for text in (TEXTS['de la gérante'], TEXTS['de l’encadrant']):
        office.ada.see(text, 'label')
    office.ada.click('Keep my version', 'radio button')
    office.show('compared')
    office.ada.do('Settle and Send', 'push button')
    office.ada.see('It is settled, and leaves with the next exchange')
    office.ada.see(outbox.MARK.format('.* to send'))
    office.show('settled')


def test_both_and_the_platform_agree(office):
    office.ada.line.mend()
    office.ada.send()
    outbox.wait_listing(office, name=TEXTS['de la gérante'], state='submitted')
    office.ada.open()
    for window in (office.ada, office.ben):
        window.see(TEXTS['de la gérante'])
        window.see('In review since .*')
        window.see(outbox.MARK.format('Up to date'))
    office.show('agreed')


def test_no_warning_was_written(office):
    outbox.test_no_warning_was_written(office)


class Office(outbox.Office):
    LINE = Line

    def show(self, name):
        """To be looked at, where one says so."""
        folder = os.environ.get('CUT_LINE_PICTURES')
        for window, who in ((self.ada, 'ada'), (self.ben, 'ben')) if folder else ():
            window.picture(f'{folder}/{name}-{who}.png')


def run(office, test):
    """Returns whether it holds, and why it was not tried."""
    try:
        return True, test(office)
    except (AssertionError, OSError, IndexError, ValueError) as error:
        print('\n'.join(f'# {line}' for line in str(error).splitlines()) or '# failed')
        office.picture()
        return False, None


def main():
    tests = [(name, test) for name, test in globals().items() if name.startswith('test_')]
    good, alone, skipped = True, states.be_alone(), None
    print(f'1..{len(tests)}')
    if alone:
        set_network(True)
    with tempfile.TemporaryDirectory(prefix='sol-cut-line-') as home:
        office = Office(*map(os.path.abspath, sys.argv[1:3]), home)
        office.alone = alone
        for number, (name, test) in enumerate(tests, 1):
            if good:  # each goes on from where the last one left
                good, skipped = run(office, test)
            said = f'{"ok" if good else "not ok"} {number} {name.removeprefix("test_").replace("_", "-")}'
            print(said + (f' # SKIP {skipped}' if good and skipped else ''), flush=True)
        office.close()
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
