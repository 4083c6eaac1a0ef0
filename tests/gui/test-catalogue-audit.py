#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the catalogue as a screen reader and a keyboard do (a11y-audit.py), in each of its states.

Usage: with-server.py … -- test-catalogue-audit.py APPLICATION ADDRESS DATA-FOLDER
"""
import pathlib
import subprocess
import sys

AUDIT = pathlib.Path(__file__).resolve().parent / 'a11y-audit.py'
# Tall enough to show all without scrolling: the audit knows a control by its place. The structure's page has such a test of its own, test-supplier-page-names.
LOOKS = [
    ('choosing', '1280x1900', 'light', 'Tab Tab space'),
    ('empty', '1280x1900', 'dark', 'z q x w k'),
    ('telephone', '360x900', 'light', ''),
    ('telephone-drawer', '360x2300', 'dark', 'F9'),
]
# Each part of the filters is one stop of Tab with the arrows inside, where test-catalogue-live
# goes: its boxes are a list, which the audit knows; these two stand beside the list.
BESIDE = 'Choisir des pratiques…|Choose criteria…|Trouver une activité|Find an activity'
IGNORED = [f'unreached: .*"({BESIDE})"']


def audit(program, address, data, size, scheme, keys):
    ignored = [part for pattern in IGNORED for part in ('--ignore', pattern)]
    done = subprocess.run(
        [sys.executable, str(AUDIT), '--see', '--size', size, '--scheme', scheme, '--keys', keys,
         *ignored, '--', program, '--server', address, '--data-dir', data],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, check=False)
    return done.returncode, done.stdout


def main(program, address, data):
    print(f'1..{len(LOOKS)}', flush=True)
    for number, (name, *look) in enumerate(LOOKS, 1):
        status, text = audit(program, address, data, *look)
        print(f'{"not ok" if status else "ok"} {number} {name}', flush=True)
        if status:
            print('\n'.join('# ' + line for line in text.splitlines()[-30:]), flush=True)


if __name__ == '__main__':
    main(*sys.argv[1:])
