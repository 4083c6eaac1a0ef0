# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the promises of a file one after the other, and prints which are kept."""
import os
import pathlib
import sys
import traceback


class Tap:
    def __init__(self, n):
        self.number = self.faults = 0
        print(f'1..{n}', flush=True)

    def tell(self, said, promise, more=''):
        name = promise.__name__.removeprefix('test_').replace('_', '-')
        print(f'{said} {self.number} {name}{more}', flush=True)

    def run(self, promise, *arguments):
        """Returns whether it is kept. Whatever its fault is, the next ones are run. A promise returns why it could
        not be tried here."""
        self.number += 1
        try:
            skipped = promise(*arguments)
        except Exception:
            self.faults += 1
            self.tell('not ok', promise)
            print('# ' + traceback.format_exc().strip().replace('\n', '\n# '), flush=True)
            return False
        self.tell('ok', promise, f' # SKIP {skipped}' if skipped else '')
        return True

    def leave_out(self, promise):
        self.number += 1
        self.tell('not ok', promise, ' # not reached')

    def end(self):
        sys.exit(bool(self.faults))


def find(names):
    """What is promised among the names of a module."""
    return [promise for name, promise in names.items() if name.startswith('test_')]


def run_in_turn(names, subject, app):
    """Each goes on from where the last one left: after a fault none is run, and a picture of @app says where it
    was stuck. Returns the status to leave with."""
    promises = find(names)
    told = Tap(len(promises))
    for promise in promises:
        if told.faults:
            told.leave_out(promise)
        elif not told.run(promise, subject):
            app.picture(f'{os.environ.get("TMPDIR", "/tmp")}/{pathlib.Path(sys.argv[0]).stem}.png')
    return int(told.faults > 0)
