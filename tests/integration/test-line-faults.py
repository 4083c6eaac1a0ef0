#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A short session of the real client with the real server, over a line that fails.

The line fails where a request or an answer begins, in its middle and before its last byte.
`test-line-faults.py --every-byte [KIND...]` is the bench: at each byte of the session it fails in
each of these ways, or in all: cut, truncate, delay, silence, repeat."""
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid

import server_support
from accounts_support import ask
from computers_support import ENVIRONMENT, MANAGER, PASSWORD
from fault_proxy import DOWN, Fault, UP
from resident_support import Resident
from survival_support import SurvivalTest

KINDS = 'cut', 'truncate', 'delay', 'repeat', 'silence'
UNNOTICED = 'delay', 'repeat'  # the session itself ends as if nothing had been
AT_ONCE = 12  # sessions of the bench: most of the time they wait
ANEW = 50  # sessions: what the server allows one person in a minute, and what one outbox gathers
SILENCE_S = 1
SMALL = '{"name":"Atelier","kind":"EA","department":"84"}'


class LineFaults(SurvivalTest):
    options = '--show-codes', '--password-passes', '1', '--password-kib', '8'
    kind, part = None, 0  # in one way alone, at each AT_ONCE-th byte from there

    def setUp(self):
        super().setUp()
        self.resident = Resident(ENVIRONMENT)
        self.one.launch = self.resident.start
        self.end(self.begin())  # the first of its kind receives more
        self.keep()

    def tearDown(self):
        self.resident.close()
        super().tearDown()
        self.kept.cleanup()

    def start_server(self):
        """Over a catalogue of one structure: what a session costs is not to be its index."""
        first = not (self.root / 'catalogue.db').exists()
        super().start_server()
        if first:
            self.sign_up()
            self.write("INSERT INTO meta VALUES ('seq', 1)",
                       'INSERT INTO record (type, id, scope, rev, seq, changed_at, doc) VALUES '
                       f"('supplier', '{uuid.uuid4()}', 'public', 1, 1, unixepoch (), '{SMALL}')")

    def sign_up(self):
        account = {'address': MANAGER, 'password': PASSWORD}
        ask(self.server, 'POST', '/v1/accounts', account | {'name': 'Ada', 'kind': 'supplier'})
        code = self.server.process.stdout.readline().split()[-1]
        ask(self.server, 'POST', '/v1/accounts/confirm', account | {'code': code})

    def keep(self):
        """All files of both ends, as they are now."""
        self.kept = tempfile.TemporaryDirectory()
        self.told = self.n_told, self.n_begun, self.city
        self.stop_server()
        shutil.copytree(self.root, self.kept.name, dirs_exist_ok=True)
        self.start_server()

    def put_back(self):
        self.check_files()
        self.stop_server()
        for path in self.root.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(self.kept.name, self.root, dirs_exist_ok=True)
        self.n_told, self.n_begun, self.city = self.told
        self.start_server()

    def measure(self):
        """Of sessions where nothing fails: the requests and answers of the longest."""
        all_of = []
        for _ in range(4):
            self.proxy.arm(None)
            self.assertTrue(self.end(self.begin()))
            all_of.append({way: list(self.proxy.messages[way]) for way in (UP, DOWN)})
            self.heal()
        return max(all_of, key=lambda messages: messages[DOWN][-1].end)

    def sample(self, messages):
        for way in UP, DOWN:
            for message in messages[way]:
                start, last = message.start, message.end - 1
                middle = (start + last) // 2
                yield Fault('cut', way, start)
                yield Fault('truncate', way, middle)
                yield Fault('cut', way, last)
                yield Fault('delay', way, middle)
                if way == UP:
                    yield Fault('repeat', way, middle)
        yield Fault('silence', UP, messages[UP][-1].start)
        yield Fault('silence', DOWN, messages[DOWN][-1].end - 1)

    def list_faults(self, messages):
        if not self.kind:
            return list(self.sample(messages))
        ways = [UP] if self.kind == 'repeat' else [UP, DOWN]
        return [Fault(self.kind, way, at) for way in ways
                for at in range(self.part, messages[way][-1].end, AT_ONCE)]

    def run_faulty(self, fault):
        """Whether the session met it."""
        self.proxy.arm(fault)
        self.resident.silence = SILENCE_S if fault.kind == 'silence' else 0
        process = self.begin()
        self.end(process)
        self.resident.silence = 0
        met = self.proxy.done
        if fault.kind in UNNOTICED:
            self.assertEqual(process.returncode, 0)
            self.check()
        else:
            self.heal()
        return met

    def run_stretch(self, faults):
        """How many of them were met."""
        n_met = 0
        for fault in faults:
            with self.subTest(fault=fault):
                n_met += self.run_faulty(fault)
                continue
            self.put_back()  # after one that failed
        self.check_files()
        print(f'# {len(faults)} sessions, {n_met} met their fault', flush=True)
        return n_met

    def test_each_part_of_a_session(self):
        faults = self.list_faults(self.measure())
        n_met = 0
        for at in range(0, len(faults), ANEW):
            self.put_back()
            n_met += self.run_stretch(faults[at:at + ANEW])
        # A session may be some bytes shorter than the longest, and end before its last byte.
        self.assertGreater(n_met, len(faults) * 0.99 - 2)


class Bench:
    """Several at once, each a process with a server, a client and a line of its own."""
    def __init__(self, kind):
        self.kind, self.start = kind, time.monotonic()
        self.n_sessions = self.n_met = self.n_failed = 0

    def tell(self):
        rate = self.n_sessions / (time.monotonic() - self.start)
        print(f'{self.kind}: {self.n_sessions} sessions, {self.n_met} met their fault, '
              f'{rate:.1f} a second', flush=True)

    def take(self, line):
        """What a part tells; of what went well only how much it was."""
        words = line.split()
        if line.endswith('met their fault\n'):
            self.n_sessions += int(words[1])
            self.n_met += int(words[3])
            self.tell()
        elif not line.startswith(('ok', '1..')):
            print(line, end='', flush=True)

    def run_part(self, part):
        with subprocess.Popen([sys.executable, __file__, '--part', self.kind, str(part)],
                              stdout=subprocess.PIPE, text=True) as process:
            for line in process.stdout:
                self.take(line)
        self.n_failed += process.returncode != 0

    def run(self):
        parts = [threading.Thread(target=self.run_part, args=[part]) for part in range(AT_ONCE)]
        for part in parts:
            part.start()
        for part in parts:
            part.join()
        print(f'{self.kind}: {self.n_failed} of {AT_ONCE} parts failed', flush=True)
        return self.n_failed == 0


if __name__ == '__main__':
    if sys.argv[1:2] == ['--every-byte']:
        results = [Bench(kind).run() for kind in sys.argv[2:] or KINDS]
        sys.exit(not all(results))
    if sys.argv[1:2] == ['--part']:
        LineFaults.kind, LineFaults.part = sys.argv[2], int(sys.argv[3])
    server_support.main('__main__')
