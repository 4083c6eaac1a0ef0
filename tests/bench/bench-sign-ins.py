#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a page of the catalogue takes while many sign in, at the cost that passwords have."""
import pathlib
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests/integration'))
from accounts_support import ask  # noqa: E402
from server_support import Server  # noqa: E402

SIGN_INS = 64
LIMIT = 1  # second: no page waits for them


def measure(server, goes_on):
    """Seconds of each page, while that is true."""
    took = []
    while goes_on():
        began = time.perf_counter()
        answer = server.get('/v1/suppliers?q=bois')
        took.append(time.perf_counter() - began)
        if answer.status != 200:
            raise SystemExit(f'a page was answered {answer.status}')
    return sorted(took)


def sign_in(server, number, statuses):
    """Who is nobody costs as much as who is somebody."""
    statuses.append(ask(server, 'POST', '/v1/sessions', {
        'address': f'nobody-{number}@example.org', 'password': 'une phrase assez longue',
        'client': 'bench'}).status)


def tell(what, took):
    print(f'{what}: {len(took)} pages, median {took[len(took) // 2] * 1000:.1f} ms, '
          f"p99 {took[int(len(took) * .99)] * 1000:.1f} ms, longest {took[-1] * 1000:.1f} ms")
    return took[-1]


def main():
    with tempfile.TemporaryDirectory() as folder:
        server = Server(pathlib.Path(folder) / 'catalogue.db', '--demo')
        end = time.monotonic() + 2
        tell('alone', measure(server, lambda: time.monotonic() < end))
        statuses = []
        crowd = [threading.Thread(target=sign_in, args=(server, number, statuses))
                 for number in range(SIGN_INS)]
        began = time.monotonic()
        for one in crowd:
            one.start()
        longest = tell('while they sign in', measure(server, lambda: len(statuses) < SIGN_INS))
        print(f'{SIGN_INS} sign-ins in {time.monotonic() - began:.1f} s')
        if set(statuses) != {403}:
            print(f'sign-ins were answered {sorted(set(statuses))}')
            return 1
        server.stop()
    return 0 if longest < LIMIT else 1


if __name__ == '__main__':
    sys.exit(main())
