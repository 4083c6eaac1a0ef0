#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A short session of the real client with the real server, over a line that fails.

The line fails where a request or an answer begins, in its middle and before its last byte.
`test-line-faults.py every [STEP]` is the bench: it fails at every byte, or at every STEP th."""
import sys

import server_support
from fault_proxy import DOWN, Fault, UP
from survival_support import SurvivalTest


class LineFaults(SurvivalTest):
    every = 0

    def measure(self):
        """Of a session where nothing fails: its requests and answers."""
        self.end(self.begin())  # the first of its kind receives more
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
                if self.every:
                    for at in range(start, message.end, self.every):
                        for kind in 'cut', 'truncate', 'delay':
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
        for fault in faults:
            with self.subTest(fault=fault):
                self.proxy.arm(fault)
                self.end(self.begin())
                n_done += self.proxy.done
                self.heal()
        print(f'# {len(faults)} sessions, {n_done} of them met their fault', flush=True)
        self.assertGreater(n_done, len(faults) * 0.9)


if __name__ == '__main__':
    if sys.argv[1:2] == ['every']:
        LineFaults.every = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    server_support.main('__main__')
