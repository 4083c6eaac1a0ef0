#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs test-keyring on a bus of its own: with the keyring of GNOME unlocked, then without any."""
import os
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
# The daemon answers once its service is on the bus; what it prints is for a shell.
WITH = 'printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$0"'


def run(there, home):
    folders = {name: f'{home}/{name.lower()}' for name in
               ('XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_RUNTIME_DIR')}
    for folder in folders.values():
        os.makedirs(folder, mode=0o700)
    # No service is started by its name: there is a keyring only where one was started.
    environment = {**os.environ, **folders, 'HOME': home, 'XDG_DATA_DIRS': home,
                   'SOL_TEST_KEYRING': 'there' if there else 'none'}
    command = ['sh', '-c', WITH, PROGRAM] if there else [PROGRAM]
    return subprocess.run(['dbus-run-session', '--', *command], env=environment, timeout=60,
                          capture_output=True, text=True, check=False)


def main():
    failed = 0
    print('1..2', flush=True)
    for number, there in enumerate((True, False), 1):
        with tempfile.TemporaryDirectory() as home:
            done = run(there, home)
        verdict = 'ok' if done.returncode == 0 else 'not ok'
        print(f'{verdict} {number} - {"with a keyring" if there else "without one"}', flush=True)
        if done.returncode != 0:
            failed += 1
            print('# ' + (done.stdout + done.stderr).replace('\n', '\n# '), flush=True)
    return failed


if __name__ == '__main__':
    sys.exit(main())
