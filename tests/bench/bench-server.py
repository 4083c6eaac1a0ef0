#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A catalogue page of 20 KB: the server, bare and behind the nginx file that is shipped, against
nginx from disk; then a great catalogue.

bench-server.py [STRUCTURES]: same run, the same bytes and the same load, the three by turns;
prints the ratios and the absolute figures. Of the shipped file only paths, the port and the
figures of its two limits are others: one machine asks here for all. Each request comes from a
client of its own, as the proxy tells it.
"""
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get('SOL_BUILD', ROOT / '_build/plain'))
sys.path.insert(0, str(ROOT / 'tests/integration'))
os.environ.setdefault('SOL_SERVER', str(BUILD / 'src/server/achetons-solidaires-server'))

from network_support import Nginx, free_port  # noqa: E402
from server_support import Server  # noqa: E402

SECONDS, ROUNDS, CONNECTIONS = 3, 5, 32
LEAST = {'bare': 0.35, 'cached': 0.9}
SCRIPT = """
local n = 0
local head = { }
request = function ()
  n = n + 1
  head['X-Real-IP'] = '10.' .. n % 251 .. '.' .. math.floor (n / 251) % 251 .. '.'
                      .. math.floor (n / 63001) % 251
  return wrk.format ('GET', PATHS[n % #PATHS + 1], head)
end
done = function (summary, latency, requests)
  io.write (string.format ('p99 %.3f ms', latency:percentile (99) / 1000), '\\n')
end
"""


def count_cpu(pid):
    """Seconds of a process and its children: what else runs on the machine is left out."""
    children = pathlib.Path(f'/proc/{pid}/task/{pid}/children').read_text().split()
    ticks = 0
    for one in [pid, *children]:
        fields = pathlib.Path(f'/proc/{one}/stat').read_text().rsplit(')', 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf('SC_CLK_TCK')


def measure(folder, origin, paths, connections=CONNECTIONS, seconds=SECONDS):
    """(requests a second, p99 in ms)"""
    script = folder / 'load.lua'
    script.write_text('PATHS = {' + ', '.join(f'"{path}"' for path in paths) + '}' + SCRIPT)
    text = subprocess.run(['wrk', '-t1', f'-c{connections}', f'-d{seconds}s', '-s', str(script),
                           origin], capture_output=True, text=True, check=True).stdout
    if 'Non-2xx' in text or 'Socket errors' in text:
        raise SystemExit(text)
    return (float(re.search(r'Requests/sec:\s+([\d.]+)', text)[1]),
            float(re.search(r'p99 ([\d.]+)', text)[1]))


def start_nginx(folder, server, disk_port):
    """The shipped file with limits that one address does not meet, and a plain site beside it."""
    changes = {'unix:/run/achetons-solidaires/server.sock': f'127.0.0.1:{server.port}',
               'rate=30r/m': 'rate=1000000r/s', 'burst=29': 'burst=1000000',
               'sol_connections 20': 'sol_connections 1000'}
    return Nginx(folder, changes=changes, main='worker_processes auto;',
                 http=f'sendfile on; server {{ listen 127.0.0.1:{disk_port}; root {folder}; }}')


def compare(folder):
    server = Server(folder / 'demo.db', '--demo', '--behind-proxy')
    limit = next(n for n in range(1, 200)
                 if len(server.get(f'/v1/suppliers?limit={n}').raw) >= 20000)
    path = f'/v1/suppliers?limit={limit}'
    page = server.get(path).raw
    (folder / 'page.json').write_bytes(page)
    (folder / 'page.json').chmod(0o644)
    disk_port = free_port()
    nginx = start_nginx(folder, server, disk_port)
    asked = {'disk': (f'http://127.0.0.1:{disk_port}', '/page.json'), 'bare': (server.url, path),
             'cached': (nginx.url, path)}
    who = {key: server if key == 'bare' else nginx for key in asked}
    told = {key: [] for key in asked}
    spent = dict.fromkeys(asked, 0)
    try:
        for _ in range(ROUNDS):
            for key, (origin, path) in asked.items():
                before = count_cpu(who[key].process.pid)
                told[key].append(measure(folder, origin, [path])[0])
                spent[key] += count_cpu(who[key].process.pid) - before
    finally:
        nginx.stop()
        server.stop()
    rates = {key: statistics.median(values) for key, values in told.items()}
    cost = {key: spent[key] / (sum(told[key]) * SECONDS) * 1e6 for key in asked}
    print(f'page of {len(page)} bytes; nginx from disk {rates["disk"]:.0f}/s, '
          f'{cost["disk"]:.1f} µs of processor each')
    for key, least in LEAST.items():
        print(f'{key}: {rates[key]:.0f}/s, ratio {rates[key] / rates["disk"]:.2f} (at least {least}); '
              f'{cost[key]:.1f} µs each, ratio {cost["disk"] / cost[key]:.2f}')
    return all(rates[key] / rates['disk'] >= least for key, least in LEAST.items())


def measure_great(folder, n):
    """A great catalogue: what a page, a structure and a piece of the feed cost, and the memory."""
    subprocess.run(['ninja', '-C', str(BUILD), 'tests/bench-database'], check=True,
                   stdout=subprocess.DEVNULL)
    subprocess.run([BUILD / 'tests/bench-database', folder / 'great.db', str(n)], check=True)
    began = time.monotonic()
    server = Server(folder / 'great.db', '--behind-proxy')
    print(f'{n} structures: answers {time.monotonic() - began:.1f} s after its start, '
          f'{server.memory() >> 20} MB')
    try:
        while server.get('/v1/snapshot').status == 503:
            time.sleep(0.2)
        lines = server.get('/v1/changes?limit=1000').lines()
        ids = [line['id'] for line in lines if 'id' in line]
        middle = next(line['next'] for line in reversed(lines) if 'next' in line)
        asked = {
            'page of a search': [f'/v1/suppliers?q={word}' for word in
                                 ('nettoyage', 'jardin+bois', 'atelier', 'mobilier+marseille')],
            'page with filters': [f'/v1/suppliers?kind=EI&department={code}&sort=name'
                                  for code in ('13', '84', '69', '59')],
            'page with all counts': ['/v1/suppliers?counts=true&q=nettoyage'],
            'one structure': [f'/v1/suppliers/{one}' for one in ids[:200]],
            'changes, 1 000 records': [f'/v1/changes?since={middle}'],
            'changes, nothing new': ['/v1/changes?types=term'],
        }
        for what, paths in asked.items():
            rate, p99 = measure(folder, server.url, paths, connections=8)
            print(f'{what}: {rate:.0f}/s, p99 {p99:.1f} ms, {server.memory() >> 20} MB')
    finally:
        server.stop()


def main():
    great = int(sys.argv[1]) if len(sys.argv) > 1 else 100000
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        os.chmod(folder, 0o755)
        fast = compare(folder)
        if great > 0:
            measure_great(folder, great)
        return 0 if fast else 1


if __name__ == '__main__':
    sys.exit(main())
