#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a command on a display of its own: with-display.py WIDTHxHEIGHT COMMAND [ARG...]

The X server chooses the number, tells it when it is ready, and ends with the command: any number of
them start at once, where `xvfb-run -a` tries numbers that another may take meanwhile.
"""
import os
import subprocess
import sys


def main():
    size, *command = sys.argv[1:]
    told, tells = os.pipe()
    # Without -noreset the server starts anew when its last client leaves, and refuses the next one.
    server = subprocess.Popen(['Xvfb', '-displayfd', str(tells), '-screen', '0', f'{size}x24',
                               '-nolisten', 'tcp', '-noreset'],
                              pass_fds=[tells], stderr=subprocess.DEVNULL)
    os.close(tells)
    try:
        with os.fdopen(told) as answer:
            number = answer.readline().strip()
        if not number:
            return 'Xvfb did not start'
        environment = dict(os.environ, DISPLAY=f':{number}')
        environment.pop('XAUTHORITY', None)
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        server.terminate()
        server.wait()


if __name__ == '__main__':
    sys.exit(main())
