#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A short session of the real client with the real server, over a line that fails.

The line fails where a request or an answer begins, in its middle and before its last byte.
`test-line-faults.py --every-byte [KIND...]` is the bench: at each byte of the session it fails in
each of these ways, or in all: cut, truncate, delay; and each request is repeated."""
import sys

import server_support
from fault_proxy import DOWN, Fault, UP
from survival_support import SurvivalTest


KINDS = 'cut', 'truncate', 'delay'
ANEW = 60  # sessions: what the server allows one person in a minute, and what one outbox gathers


class LineFaults(SurvivalTest):
    every_byte = ()

    def setUp(self):
        super().setUp()
        self.end(self.begin())  # the first of its kind receives more

    def measure(self):
        """Of a session where nothing fails: its requests and answers."""
        self.proxy.arm(None)
        self.assertTrue(self.end(self.begin()))
        messages = {way: list(self.proxy.messages[way]) for way in (UP, DOWN)}
        self.heal()
        return messages

    def list_faults(self, messages):
        for way in UP, DOWN:
            for message in messages[way]:
                start, last = message.start, message.end - 1
                middle = (start + last) // 2
                if self.every_byte:
                    for at in range(start, message.end):
                        for kind in self.every_byte:
                            yield Fault(kind, way, at)
                else:
                    yield Fault('cut', way, start)
                    yield Fault('truncate', way, middle)
                    yield Fault('cut', way, last)
                    yield Fault('delay', way, middle)
                if way == UP:
                    yield Fault('repeat', way, middle)

    def test_each_part_of_a_session(self):
        faults = list(self.list_faults(self.measure()))
        n_done = 0
        for number, fault in enumerate(faults):
            if number % ANEW == ANEW - 1:
                self.tearDown()
                self.setUp()
            with self.subTest(fault=fault):
                self.proxy.arm(fault)
                self.end(self.begin())
                n_done += self.proxy.done
                self.heal()
        print(f'# {len(faults)} sessions, {n_done} of them met their fault', flush=True)
        self.assertGreater(n_done, len(faults) * 0.9)


if __name__ == '__main__':
    if sys.argv[1:2] == ['--every-byte']:
        LineFaults.every_byte = tuple(sys.argv[2:]) or KINDS
    server_support.main('__main__')
