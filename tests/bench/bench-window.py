#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Start-up and main loop of the application over a large catalogue, against an empty window.

    bench-window.py BUILD-FOLDER [--n 200000] [--runs 7] [--keep FOLDER] [--stacks]

Makes a store of generated structures, starts the application and an empty libadwaita window by
turns on the same X server, and prints the ratios of their first frames and memories. Then one run
is used from inside (bench-drive.c) under the watchdog (bench-watchdog.c): the longest time that
our callbacks held the main loop, by step, typing to rows, frames of a scroll, processor at idle.
The server is not there all the while. Times are medians; ratios hold on a loaded machine.
"""
import argparse
import collections
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'gui'))
import shot  # noqa: E402

SERVER = 'http://127.0.0.1:9'
LIMIT_MS = 8
FRAME_MS = 16.7
SIZE = (1280, 800)


def options():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('build', type=pathlib.Path)
    parser.add_argument('--n', type=int, default=200000, help='structures')
    parser.add_argument('--runs', type=int, default=7, help='starts of each program')
    parser.add_argument('--keep', type=pathlib.Path, help='keep the store here between runs')
    parser.add_argument('--stacks', action='store_true', help='where the loop was held')
    return parser.parse_args()


def session_options(folder):
    return argparse.Namespace(home=str(folder / 'home'), contrast=False, text=1.0,
                              lang='fr_FR.UTF-8', timeout=60, quiet=400)


class Run:
    """One start of a program, what its watchdog told, and its memory when it was whole."""

    def __init__(self, session, build, command, folder, last='seen GtkWidget', drive=False):
        self.path = folder / 'watchdog'
        self.path.unlink(missing_ok=True)
        env = dict(session.env, BENCH_WATCHDOG=str(self.path), ADW_DISABLE_PORTAL='1',
                   LD_PRELOAD=str(build / 'tests/libbench-watchdog.so'),
                   GSETTINGS_SCHEMA_DIR=str(build / 'data'))
        if drive:
            env['BENCH_DRIVE'] = '1'
        self.begin = time.monotonic() * 1e6
        with open(folder / 'log', 'w') as log:
            self.process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        self.pid = self.process.pid
        self.cpu = {}
        try:
            self.wait(last, drive)
        finally:
            self.process.terminate()
            self.process.wait()
        self.lines = self.read()

    def read(self):
        return self.path.read_text().splitlines() if self.path.exists() else []

    def wait(self, last, drive):
        """Until the program told that it is whole (or driven to the end), and a second more."""
        word, *rest = last.split(' ', 1)
        for _ in range(6000):
            lines = self.read()
            told = [line for line in lines if re.fullmatch(rf'{word} \d+ {rest[0]}', line)]
            for line in lines:
                if re.fullmatch(r'(step|end) \d+ idle', line) and line not in self.cpu:
                    self.cpu[line] = self.ticks()
            if told:
                break
            if self.process.poll() is not None:
                sys.exit(f'{self.process.args[0]} ended with {self.process.returncode}')
            time.sleep(0.02)
        if not drive:
            time.sleep(1.5)
        self.start_cpu = self.ticks()
        self.memory = memory(self.pid)

    def ticks(self):
        fields = open(f'/proc/{self.pid}/stat').read().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf('SC_CLK_TCK')

    def seen(self, name):
        for line in self.lines:
            match = re.fullmatch(rf'seen (\d+) {name}', line)
            if match:
                return (int(match[1]) - self.begin) / 1000
        return float('nan')


def memory(pid):
    """RSS, the same without the mapped index file (the system may drop its pages), PSS likewise
    (it falls with every other GTK program that runs), MB."""
    rss = pss = index_rss = index_pss = 0
    name = ''
    for line in open(f'/proc/{pid}/smaps'):
        if re.match(r'[0-9a-f]+-[0-9a-f]+ ', line):
            name = line.split()[-1]
        key, _, value = line.partition(':')
        mapped = name.endswith('.idx')
        if key == 'Rss':
            rss += int(value.split()[0])
            index_rss += int(value.split()[0]) * mapped
        elif key == 'Pss':
            pss += int(value.split()[0])
            index_pss += int(value.split()[0]) * mapped
    return rss / 1024, (rss - index_rss) / 1024, (pss - index_pss) / 1024


def make_store(o, folder):
    data = folder / 'data'
    if not data.exists():
        began = time.monotonic()
        subprocess.run([o.build / 'tests/bench-store', data, SERVER, str(o.n)], check=True,
                       stdout=subprocess.DEVNULL)
        print(f'store of {o.n} structures made in {time.monotonic() - began:.1f} s')
    return data


def median(values):
    return statistics.median(values)


def compare_starts(o, session, folder, client):
    empty, ours = [], []
    for turn in range(o.runs + 1):
        pair = (Run(session, o.build, [str(o.build / 'tests/bench-empty')], folder),
                Run(session, o.build, client, folder, 'seen SolFacetRow'))
        if turn > 0:  # the first fills the page cache
            empty.append(pair[0])
            ours.append(pair[1])
    frames = [a.seen('GtkWidget') / b.seen('GtkWidget') for a, b in zip(ours, empty)]
    print(f"first frame: {median([r.seen('GtkWidget') for r in ours]):.0f} ms, empty window "
          f"{median([r.seen('GtkWidget') for r in empty]):.0f} ms, ratio {median(frames):.2f} "
          f"(least {min(frames):.2f}; aim 1.3, at most 1.8)")
    for name in ('SolCataloguePage', 'SolSupplierRow', 'SolFacetRow'):
        print(f"  {name} painted at {median([r.seen(name) for r in ours]):.0f} ms, "
              f"ratio {median([a.seen(name) / b.seen('GtkWidget') for a, b in zip(ours, empty)]):.2f}")
    print(f'processor of a start: {median([r.start_cpu for r in ours]):.0f} ms, empty window '
          f'{median([r.start_cpu for r in empty]):.0f} ms')
    held = [median([max(holds(r.lines), default=(0, 0))[0] for r in runs]) for runs in (ours, empty)]
    print(f'longest turn of a start: {held[0]:.1f} ms of processor, empty window {held[1]:.1f} ms')
    for i, what in enumerate(('RSS', 'RSS without the index file', 'PSS without it')):
        a, b = (median([r.memory[i] for r in runs]) for runs in (ours, empty))
        print(f'memory, {what}: {a:.0f} MB, empty window {b:.0f} MB, ratio {a / b:.2f} (at most '
              f'1.5)')


def holds(lines):
    """(processor ms, wall ms) of the turns; on a loaded machine only the first is the program's."""
    for line in lines:
        match = re.fullmatch(r'hold (\d+) (\d+) (\d+) (\d+)', line)
        if match:
            yield int(match[3]) / 1000, int(match[2]) / 1000


def by_step(lines):
    name, kept, steps = 'start', [], {}
    for line in lines:
        match = re.fullmatch(r'(step|end) \d+ (.*)', line)
        if match and match[1] == 'step':
            steps.setdefault(name, []).extend(kept)
            name, kept = match[2], []
        else:
            kept.append(line)
    steps.setdefault(name, []).extend(kept)
    return steps


FRAME = re.compile(r'([^/]+)\((\S*?)\+(0x[0-9a-f]+)\)')


def name_statics(stacks, client):
    """Of the client's functions that have no dynamic symbol: address to name."""
    found = {match[3] for stack in stacks for match in stack
             if match[1] == os.path.basename(client) and not match[2]}
    if not found:
        return {}
    told = subprocess.run(['addr2line', '-f', '-e', client, *sorted(found)], capture_output=True,
                          text=True, check=True).stdout.splitlines()
    return dict(zip(sorted(found), told[::2]))


def tell_stacks(lines, client):
    """Which functions were at work, and in which of ours, in turns over the limit: % of samples."""
    stacks = []
    for line in lines:
        match = FRAME.search(line)
        if line.startswith('stack '):
            stacks.append([])
        elif stacks and match:
            stacks[-1].append(match)
    names = name_statics(stacks, client)
    paths, functions = collections.Counter(), collections.Counter()
    for stack in stacks:
        ours = [names.get(match[3]) or match[2] for match in stack
                if match[1] == os.path.basename(client)]
        paths[' < '.join(ours[:5])] += 1
        functions.update({match[2] or names.get(match[3], '') for match in stack})
    for counter, most in ((paths, 8), (functions, 20)):
        for name, n in counter.most_common(most):
            print(f'      {n * 100 // max(1, len(stacks)):3} %  {name}')


def tell_steps(o, run, client):
    for name, lines in by_step(run.lines).items():
        worst = max(holds(lines), default=(0, 0))
        over = sum(1 for h in holds(lines) if h[0] > LIMIT_MS)
        turns = [tuple(map(int, m.groups())) for m in
                 (re.fullmatch(r'frame (\d+) (\d+) (\d+) (\d+)', line) for line in lines) if m]
        layout = max((t[2] for t in turns), default=0) / 1000
        paint = max((t[3] for t in turns), default=0) / 1000
        print(f'  {name:20} held at most {worst[0]:6.1f} ms of processor (then {worst[1]:.1f} in '
              f'all), {over} turns over {LIMIT_MS}; {len(turns)} frames, layout at most '
              f'{layout:.1f} ms, paint {paint:.1f}')
        if o.stacks and over:
            tell_stacks(lines, client)


def tell_rest(run):
    steps = by_step(run.lines)
    keys = [tuple(map(int, m.groups())) for m in
            (re.fullmatch(r'key (\d+) (\d+) (\d+)', line) for line in run.lines) if m]
    for i, what in ((1, 'rows laid out'), (2, 'painted')):
        times = sorted(key[i] / 1000 for key in keys)
        if times:
            print(f'typing to {what}: median {median(times):.1f} ms, p99 '
                  f'{times[max(0, int(len(times) * 0.99) - 1)]:.1f} ms, most {times[-1]:.1f} ms, '
                  f'{len(times)} keys (aim under 16)')
    frames = [int(line.split()[2]) / 1000 for line in steps.get('scroll', [])
              if line.startswith('frame')]
    waiting = sum(1 for line in steps.get('scroll', []) if line.startswith('waiting'))
    print(f'scrolling top to bottom: {len(frames)} frames, '
          f'{sum(1 for f in frames if f > FRAME_MS)} over 16 ms, median {median(frames):.1f} ms, '
          f'most {max(frames):.1f} ms; {waiting} with a row not read yet')
    ticks = [run.cpu[line] for line in sorted(run.cpu, key=lambda line: int(line.split()[1]))]
    if len(ticks) == 2:
        print(f'idle: {ticks[1] - ticks[0]:.0f} ms of processor in 11 s (aim 0)')


def main():
    o = options()
    o.build = o.build.resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = (o.keep or pathlib.Path(name)).resolve()
        folder.mkdir(exist_ok=True)
        data = make_store(o, folder)
        client = [str(o.build / 'src/app/achetons-solidaires'), '--server', SERVER,
                  '--data-dir', str(data)]
        with shot.Session(session_options(folder), SIZE) as session:
            if o.runs > 0:
                compare_starts(o, session, folder, client)
            run = Run(session, o.build, client, folder, 'end all', drive=True)
        print('main loop, by step:')
        tell_steps(o, run, client[0])
        tell_rest(run)


if __name__ == '__main__':
    main()
