#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-web-sign-in.py PROGRAM: runs it against a real server and a real OpenID provider."""
import pathlib
import subprocess
import sys
import tempfile

from accounts_support import CHEAP
from oidc_support import Provider
from server_support import Server

with tempfile.TemporaryDirectory() as folder:
    provider = Provider()
    server = Server(pathlib.Path(folder) / 'server.db', '--demo', *CHEAP, '--oidc-issuer',
                    provider.issuer, '--oidc-client-id', 'achetons', '--oidc-name', 'Connexion Pro')
    browser = pathlib.Path(__file__).with_name('oidc_browser.py')
    code = subprocess.run([sys.argv[1], '--tap', server.url, sys.executable, browser],
                          check=False).returncode
    server.stop()
    provider.stop()
sys.exit(code)
