#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-trace.py SIMULATOR N: the same N seeds leave the same trace in two processes."""
import re
import subprocess
import sys


def get_trace():
    done = subprocess.run([sys.argv[1], '--first', '500', '--seeds', sys.argv[2]],
                          capture_output=True, text=True, check=True)
    return re.search(r'trace (\w+)', done.stdout)[1]


traces = [get_trace(), get_trace()]
same = traces[0] == traces[1]
print(f'1..1\n{"ok" if same else "not ok"} 1 - same-seed-same-trace {traces}')
sys.exit(not same)
