#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the simulator sees each planted bug.

run.py [--seeds N] [--tree FOLDER] [NAME...]. Each patch beside this script is laid over a copy of
what is committed, which is built and run until a schedule fails; one that none of N schedules sees
fails the run. --check only asks whether all patches still apply.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]


def run(*command, cwd, **rest):
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, **rest)


def apply(tree, patch, *options):
    done = run('git', 'apply', *options, str(patch), cwd=tree)
    return done.stderr.strip() if done.returncode else None


def build(tree):
    folder = tree / '_build'
    if not (folder / 'build.ninja').exists():
        done = run('meson', 'setup', '_build', cwd=tree)
        if done.returncode:
            sys.exit(done.stdout)
    done = run('ninja', '-C', '_build', 'tests/test-sim', cwd=tree)
    return done.stdout[-3000:] if done.returncode else None


def look_for(tree, n_seeds):
    """The first seed whose schedule fails, and why, else the schedule that is kept; None when none does."""
    # A bug may have a schedule go on for ever, or the program end: that is seen too.
    try:
        done = run('_build/tests/test-sim', '--seeds', str(n_seeds), cwd=tree, timeout=1800)
    except subprocess.TimeoutExpired:
        return 'it does not end'
    found = re.search(r'^# Seed (\d+) fails: (.*)', done.stdout, re.M)
    if found:
        return f'seed {found[1]}: {found[2][:90]}'
    if done.returncode:
        return f'it ends with {done.returncode}'
    done = run('_build/tests/test-sim', '--kept', 'tests/sim/kept', cwd=tree)
    found = re.search(r'^# tests/sim/kept/(.*) fails$', done.stdout, re.M)
    return f'kept: {found[1]}' if found else None


def try_one(tree, patch, n_seeds):
    fault = apply(tree, patch) or build(tree)
    seen = None if fault else look_for(tree, n_seeds)
    apply(tree, patch, '--reverse')
    print(f'{"ok" if seen else "not ok"} - {patch.stem}: {fault or seen or "not seen"}', flush=True)
    return seen is not None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--check', action='store_true')
    parser.add_argument('--seeds', type=int, default=1000)
    parser.add_argument('--tree', type=pathlib.Path)
    parser.add_argument('names', nargs='*')
    options = parser.parse_args()
    patches = sorted(p for p in HERE.glob('*.patch')
                     if not options.names or p.stem in options.names)
    if options.check:
        faults = [f'{p.name}: {f}' for p in patches if (f := apply(ROOT, p, '--check'))]
        print('\n'.join(faults) or f'{len(patches)} patches apply')
        return 1 if faults or len(patches) < 12 else 0
    with tempfile.TemporaryDirectory() as made:
        tree = options.tree or pathlib.Path(made)
        tree.mkdir(exist_ok=True)
        if not (tree / 'meson.build').exists():
            archive = subprocess.run(['git', 'archive', 'HEAD'], cwd=ROOT, capture_output=True,
                                     check=True)
            subprocess.run(['tar', '-x'], cwd=tree, input=archive.stdout, check=True)
        return 0 if all([try_one(tree, patch, options.seeds) for patch in patches]) else 1


if __name__ == '__main__':
    sys.exit(main())
