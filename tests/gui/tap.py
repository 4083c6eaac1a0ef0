# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the promises of a file one after the other, and prints which are kept."""
import sys
import traceback


class Tap:
    def __init__(self, n):
        self.number = self.faults = 0
        print(f'1..{n}', flush=True)

    def run(self, promise, *arguments):
        """Returns whether it is kept. Whatever its fault is, the next ones are run."""
        self.number += 1
        name = promise.__name__.removeprefix('test_').replace('_', '-')
        try:
            promise(*arguments)
        except Exception:
            self.faults += 1
            print(f'not ok {self.number} {name}', flush=True)
            print('# ' + traceback.format_exc().strip().replace('\n', '\n# '), flush=True)
            return False
        print(f'ok {self.number} {name}', flush=True)
        return True

    def run_in_turn(self, promises, *arguments):
        """Each goes on from where the last one left: after a fault none is run."""
        for promise in promises:
            if not self.faults:
                self.run(promise, *arguments)
            else:
                self.number += 1
                print(f'not ok {self.number} {promise.__name__} # not reached', flush=True)

    def end(self):
        sys.exit(bool(self.faults))
