#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a command against the real backend with the demonstration catalogue.

with-server.py --server PROGRAM [--sync APPLICATION] -- COMMAND [ARGUMENT...]

Starts the backend on a free loopback port with a database of its own and runs the command, in which
{server} stands for its address and {data} for a data folder of its own. With --sync that folder is
filled first by the application's own command line, so that a window opens on a whole catalogue.
Exit status: the command's; 2 when the backend did not come up.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile
import threading


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('--server', required=True)
    parser.add_argument('--sync')
    parser.add_argument('command', nargs='+')
    return parser.parse_args()


def start(program, folder):
    """The process and its address, once it answers."""
    process = subprocess.Popen(
        [program, '--demo', '--database', str(folder / 'server.db'), '--listen', '127.0.0.1:0'],
        stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        found = re.match(r'Listening on (http://\S+)', line)
        if found:
            # Read on, or the pipe fills and holds the server.
            threading.Thread(target=process.stdout.read, daemon=True).start()
            return process, found[1]
    raise SystemExit(2)


def main():
    options = parse()
    with tempfile.TemporaryDirectory(prefix='sol-gui-') as name:
        folder = pathlib.Path(name)
        data = folder / 'data'
        process, address = start(options.server, folder)
        try:
            if options.sync:
                subprocess.run([options.sync, '--sync', '--server', address, '--data-dir',
                                str(data)], check=True, timeout=120)
            command = [part.replace('{server}', address).replace('{data}', str(data))
                       for part in options.command]
            return subprocess.run(command, check=False).returncode
        finally:
            process.terminate()
            process.wait(20)


if __name__ == '__main__':
    sys.exit(main())
