#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 of the real client and of the real server while one writes, sends and receives.

`test-kills.py N` kills N times; the bench is 200."""
import random
import signal
import sys
import threading
import time

import server_support
from survival_support import SurvivalTest


class Kills(SurvivalTest):
    n_kills = 20

    def measure(self):
        """How long a session takes that nobody kills."""
        start = time.monotonic()
        self.assertTrue(self.end(self.begin()))
        return time.monotonic() - start

    def kill_server(self):
        self.server.process.kill()
        self.server.process.communicate()

    def run_killed(self, seconds, victims):
        """One session, at whose given instant the victims die."""
        process = self.begin()
        threading.Event().wait(seconds)
        if 'client' in victims:
            process.kill()
        if 'server' in victims:
            self.kill_server()
        self.end(process)
        if 'server' in victims:
            self.start_server()
        return process.returncode == -signal.SIGKILL

    def test_kills(self):
        self.measure()
        length = min(self.measure() for _ in range(3))
        seed = random.randrange(1 << 32)
        chance = random.Random(seed)
        print(f'# seed {seed}', flush=True)
        n_clients = 0
        for number in range(self.n_kills):
            victims = (('client',), ('server',), ('client', 'server'))[number % 3]
            seconds = chance.uniform(0, length)
            with self.subTest(number=number, victims=victims, seconds=seconds):
                n_clients += self.run_killed(seconds, victims)
                if chance.random() < 0.7:  # else it goes on over what the last one left
                    self.heal()
                self.check_files()
        self.heal()
        print(f'# {n_clients} clients died at work', flush=True)
        self.assertGreater(n_clients, 0)


if __name__ == '__main__':
    if len(sys.argv) > 1:
        Kills.n_kills = int(sys.argv[1])
    server_support.main('__main__')
