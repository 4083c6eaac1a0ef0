# SPDX-License-Identifier: GPL-3.0-or-later
"""A real OpenID provider on loopback, and the browser of somebody who signs in there.

It is npm's oidc-provider, on Node.js 18 or later; without npm these tests fail."""
import base64
import fcntl
import hashlib
import html
import http.cookiejar
import os
import pathlib
import re
import secrets
import shutil
import ssl
import subprocess
import urllib.error
import urllib.parse
import urllib.request

SOURCE = pathlib.Path(__file__).with_name('oidc-provider')
FOLDER = pathlib.Path(os.environ['SOL_OIDC_FOLDER'])  # of the build: npm's packages go there
AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt'  # an office's own too: Node.js has others


def prepare():
    """Installs the provider, once for a lock file; other tests wait meanwhile."""
    FOLDER.mkdir(exist_ok=True)
    with open(FOLDER / 'lock', 'w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = (SOURCE / 'package-lock.json').read_bytes()
        there = FOLDER / 'node_modules' / 'of-lock.json'
        if not there.exists() or there.read_bytes() != wanted:
            for name in ('package.json', 'package-lock.json'):
                shutil.copy(SOURCE / name, FOLDER)
            subprocess.run(['npm', 'ci', '--no-audit', '--no-fund', '--ignore-scripts'], cwd=FOLDER,
                           check=True, stdout=subprocess.DEVNULL,
                           env={'NODE_EXTRA_CA_CERTS': AUTHORITIES, **os.environ})
            there.write_bytes(wanted)
    shutil.copy(SOURCE / 'provider.mjs', FOLDER)


class Provider:
    """Ends with this process, or by stop()."""
    def __init__(self, secret='', pair=()):
        """@secret: the client's, "" of a public one. @pair: certificate and key, to speak https."""
        prepare()
        self.process = subprocess.Popen(['node', FOLDER / 'provider.mjs', secret, *pair], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.issuer = self.process.stdout.readline().strip()
        if not self.issuer:
            raise RuntimeError('the OpenID provider does not start')

    def stop(self):
        self.process.communicate('', timeout=30)


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Browser:
    """Goes where it is sent, fills in what it is asked, and stops where it would leave the
    provider."""
    def __init__(self, who, ca_file=None):
        self.who = who
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), NoRedirects(),
            urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=ca_file)),
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def ask(self, url, form=None):
        body = urllib.parse.urlencode(form).encode() if form else None
        try:
            with self.opener.open(url, body, timeout=20) as answer:
                return answer.read().decode(), None
        except urllib.error.HTTPError as error:
            if error.code not in (302, 303):
                raise AssertionError(f'{url}: {error.code} {error.read()[:500]}') from error
            return '', urllib.parse.urljoin(url, error.headers['Location'])

    def fill_in(self, page, url):
        """The page's form: who it is, where that is asked. Nobody takes the link back."""
        if self.who == 'nobody':
            return urllib.parse.urljoin(url, re.search(r'href="([^"]*/abort)"', page)[1]), None
        form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)"', page))
        if 'name="login"' in page:
            form |= {'login': self.who, 'password': 'any'}
        action = re.search(r'<form[^>]* action="([^"]*)"', page)[1]
        return urllib.parse.urljoin(url, html.unescape(action)), form

    def follow(self, url, leave=False):
        """Where it is sent back to; with @leave it goes there too."""
        host, form = urllib.parse.urlsplit(url).netloc, None
        while urllib.parse.urlsplit(url).netloc == host:
            page, other = self.ask(url, form)
            url, form = (other, None) if other else self.fill_in(page, url)
        if leave:
            self.ask(url)
        return url


def make_verifier():
    """A verifier and its challenge."""
    verifier = secrets.token_urlsafe(32)
    digest = hashlib.sha256(verifier.encode()).digest()
    return verifier, base64.urlsafe_b64encode(digest).rstrip(b'=').decode()
