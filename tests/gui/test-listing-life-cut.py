#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-listing-life-cut.py SERVER PROGRAM: the whole life of test-listing-life.py, with the line cut before each step
and given back after it. What can be done without a line is done, and leaves later, once; of what cannot it is
said. Prints TAP."""
import sys

import driver

life = driver.load('test-listing-life')
MARK = life.outbox.MARK
AWAY = 'The platform does not answer.*'


class CutLife(life.Life):
    def cut(self):
        self.line.cut()
        for window in (self.hand, self.moderator):
            window.send()
            window.see(MARK.format('Platform away.*'))

    def mend(self):
        if not self.line.cut_off:
            return
        self.line.mend()
        for window in (self.hand, self.moderator):
            window.send()

    def try_away(self, *keys):
        self.line.cut()
        self.app.press(*keys)
        self.app.wait(AWAY)
        self.line.mend()

    def wait_kept(self, window=None):
        (window or self.hand).see(MARK.format('.* to send'))
        super().wait_kept(window)


if __name__ == '__main__':
    sys.exit(life.run(CutLife, vars(life)))
