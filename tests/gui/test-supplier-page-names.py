#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the structure's page as a screen reader and a keyboard do (a11y-audit.py).

Usage: test-supplier-page-names.py TEST-SUPPLIER-PAGE
"""
import pathlib
import re
import subprocess
import sys

AUDIT = pathlib.Path(__file__).resolve().parent / "a11y-audit.py"
NAMES = [
    "More actions", "Practices: 7 of 9 proven", "Write", "Call", "Web site", "Copy SIRET",
    "3 proofs, 1. ", "1 proof, 9. ", "Report an error…",
]
TRIES = 3
# Tall enough to show all without scrolling: the audit knows a control by its place.
LOOKS = [("760x2700", "dark"), ("360x4300", "light")]


def audit_once(program, size, scheme):
    done = subprocess.run(
        [sys.executable, str(AUDIT), "--order", "--see", "--size", size, "--scheme", scheme, "--",
         program, "--show", "Semailles des Remparts"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, check=False)
    return done.returncode, done.stdout


def audit(program, size, scheme):
    """Status 2 is the tool's own failure: a private bus that did not start in time."""
    for _ in range(TRIES):
        status, text = audit_once(program, size, scheme)
        if status != 2:
            break
    return status, text


def main(program):
    print(f"1..{len(LOOKS)}")
    for number, (size, scheme) in enumerate(LOOKS, 1):
        status, text = audit(program, size, scheme)
        reached = re.findall(r'tab \d+: [a-z ]+"([^"]*)"', text)
        missing = [name for name in NAMES if not any(r.startswith(name) for r in reached)]
        good = status == 0 and not missing
        print(f"{'ok' if good else 'not ok'} {number} {size} {scheme} is named and reached by Tab")
        if not good:
            print("\n".join("# " + line for line in text.splitlines()[-30:]))
            print("# not reached:", missing)


if __name__ == "__main__":
    main(sys.argv[1])
