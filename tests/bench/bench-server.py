#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A catalogue page of 20 KB: the server, bare and behind its nginx cache, against nginx from disk.

Same run, same bytes, the three by turns; prints the ratios and the absolute figures.
"""
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests/integration'))
os.environ.setdefault('SOL_SERVER', str(ROOT / 'build/src/server/achetons-solidaires-server'))

from server_support import Server  # noqa: E402

NGINX = shutil.which('nginx') or '/usr/sbin/nginx'
SECONDS, ROUNDS = 3, 3
LEAST = {'bare': 0.35, 'cached': 0.9}


def measure(url):
    text = subprocess.run(['wrk', '-t1', '-c32', f'-d{SECONDS}s', url], capture_output=True,
                          text=True, check=True).stdout
    if 'Non-2xx' in text:
        raise SystemExit(text)
    return float(re.search(r'Requests/sec:\s+([\d.]+)', text)[1])


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        os.chmod(folder, 0o755)
        server = Server(folder / 'catalogue.db', '--demo')
        limit = next(n for n in range(1, 200)
                     if len(server.get(f'/v1/suppliers?limit={n}').raw) >= 20000)
        path = f'/v1/suppliers?limit={limit}'
        page = server.get(path).raw
        (folder / 'page.json').write_bytes(page)
        (folder / 'page.json').chmod(0o644)
        (folder / 'nginx.conf').write_text(
            f'worker_processes auto; daemon off; pid {folder}/pid; error_log {folder}/e;\n'
            f'events {{}} http {{ access_log off; sendfile on; proxy_cache_path {folder}/cache '
            f'keys_zone=z:1m;\nserver {{ listen 127.0.0.1:18499; root {folder};\n'
            f'location /v1/ {{ proxy_cache z; proxy_cache_valid 200 10s; proxy_cache_lock on;'
            f' proxy_ignore_headers Vary;\nproxy_pass {server.url}; }} }} }}\n')
        nginx = subprocess.Popen([NGINX, '-e', f'{folder}/e', '-c', f'{folder}/nginx.conf'])
        urls = {'disk': 'http://127.0.0.1:18499/page.json', 'bare': server.url + path,
                'cached': 'http://127.0.0.1:18499' + path}
        told = {key: [] for key in urls}
        try:
            for _ in range(ROUNDS):
                for key, url in urls.items():
                    told[key].append(measure(url))
        finally:
            nginx.terminate()
            nginx.wait()
            server.stop()
    rates = {key: statistics.median(values) for key, values in told.items()}
    print(f'page of {len(page)} bytes; nginx from disk {rates["disk"]:.0f}/s')
    for key, least in LEAST.items():
        ratio = rates[key] / rates['disk']
        print(f'{key}: {rates[key]:.0f}/s, ratio {ratio:.2f} (at least {least})')
    return 0 if all(rates[key] / rates['disk'] >= least for key, least in LEAST.items()) else 1


if __name__ == '__main__':
    sys.exit(main())
