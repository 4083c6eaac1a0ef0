#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client in an office: behind a real proxy, before the shipped nginx with a certificate of a
private authority, and with all that goes wrong there. The command line tells what the window
tells; the real programs run, and nothing stands for them."""
import http.server
import os
import pathlib
import ssl
import subprocess
import tempfile
import threading
import unittest

import network_support
import server_support
from network_support import Authority, Nginx, Proxy, in_namespace
from server_support import Server, wait_for

EXE = os.environ['SOL_CLIENT']
SYSTEM_TRUST = '/etc/ssl/certs/ca-certificates.crt'
FORGOTTEN = ('DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'NO_PROXY', 'no_proxy',
             'http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY')


class Office(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not network_support.NGINX or not network_support.TINYPROXY:
            raise unittest.SkipTest('nginx or tinyproxy is not installed')
        cls.top = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.top.cleanup)
        cls.root = pathlib.Path(cls.top.name)
        cls.server = Server(cls.root / 'catalogue.db', '--demo', '--behind-proxy',
                            listen=f'unix:{cls.root}/s.sock')
        cls.addClassCleanup(cls.server.stop)
        os.chmod(cls.root / 's.sock', 0o666)
        cls.authority = Authority(cls.root)
        cls.front = cls.make_front('IP:127.0.0.1')
        cls.plain = Nginx(cls.root)
        cls.addClassCleanup(cls.plain.stop)
        cls.server.port = cls.plain.port  # its own socket has none
        cls.server.wait_for_snapshot()

    @classmethod
    def make_front(cls, name, days=2):
        front = Nginx(cls.root, cls.authority.certify(name, days))
        cls.addClassCleanup(front.stop)
        return front

    def setUp(self):
        self.data = pathlib.Path(tempfile.mkdtemp(dir=self.root))
        self.environment = {name: value for name, value in os.environ.items()
                            if name not in FORGOTTEN} | {'XDG_CONFIG_HOME': f'{self.data}/config'}

    def client(self, *options, before=(), **environment):
        return subprocess.run([*before, EXE, '--data-dir', f'{self.data}/catalogues',
                               *map(str, options)], capture_output=True, text=True,
                              encoding='utf-8', timeout=60, check=False,
                              env=self.environment | environment)

    def sync(self, url, ca_file=None, **rest):
        options = ['--ca-file', ca_file] if ca_file else []
        return self.client('--sync', '--server', url, *options, **rest)

    def assert_synced(self, done):
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stderr, r'\d+ records')

    def assert_refused(self, done, *words):
        self.assertEqual(done.returncode, 1, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)


class Proxies(Office):
    def make_proxy(self, *lines):
        proxy = Proxy(self.data, *lines)
        self.addCleanup(proxy.stop)
        return proxy

    def set_desktop(self, proxy, ignored):
        """What the network panel of the desktop writes."""
        folder = self.data / 'config/glib-2.0/settings'
        folder.mkdir(parents=True)
        (folder / 'keyfile').write_text(
            f"[system/proxy]\nmode='manual'\nignore-hosts=['{ignored}']\n"
            f"[system/proxy/http]\nhost='127.0.0.1'\nport={proxy.port}\n"
            f"[system/proxy/https]\nhost='127.0.0.1'\nport={proxy.port}\n", encoding='utf-8')
        self.environment |= {'GSETTINGS_BACKEND': 'keyfile', 'XDG_CURRENT_DESKTOP': 'GNOME'}

    def test_desktop_settings_are_followed(self):
        proxy = self.make_proxy()
        self.set_desktop(proxy, 'other.example')
        self.assert_synced(self.sync(self.front.url, self.authority.file))
        self.assertIn(f'CONNECT 127.0.0.1:{self.front.port}', proxy.asked())
        self.assert_synced(self.sync(self.plain.url))
        self.assertIn(f'GET http://127.0.0.1:{self.plain.port}/v1/about', proxy.asked())

    def test_ignored_hosts_are_asked_straight(self):
        proxy = self.make_proxy()
        self.set_desktop(proxy, '127.0.0.0/8')
        self.assert_synced(self.sync(self.front.url, self.authority.file))
        self.assertNotIn('CONNECT 127', proxy.asked())

    def test_environment_is_followed(self):
        proxy = self.make_proxy()
        self.assert_synced(self.sync(self.front.url, self.authority.file, https_proxy=proxy.url))
        self.assertIn(f'CONNECT 127.0.0.1:{self.front.port}', proxy.asked())
        before = proxy.asked()
        self.assert_synced(self.sync(self.plain.url, https_proxy=proxy.url, http_proxy=proxy.url,
                                     no_proxy='127.0.0.1'))
        self.assertEqual(proxy.asked(), before)

    def refuse(self, proxy_url, *words):
        """Said the same over https and http; what was received stays."""
        self.assert_synced(self.sync(self.front.url, self.authority.file))
        for url in (self.front.url, self.plain.url):
            self.assert_refused(self.sync(url, self.authority.file, https_proxy=proxy_url,
                                          http_proxy=proxy_url), *words)
        found = self.client('--server', self.front.url, '--search', 'semailles')
        self.assertIn('Semailles des Remparts', found.stdout)

    def test_password_is_told(self):
        self.refuse(self.make_proxy('BasicAuth someone secret').url, 'asks for a password')

    def test_refusal_is_told(self):
        self.refuse(self.make_proxy('Deny 127.0.0.1').url, 'does not let this computer reach')

    def test_absence_is_told(self):
        self.refuse(f'http://127.0.0.1:{network_support.free_port()}',
                    'The proxy of this computer')


class Certificates(Office):
    def test_unknown_authority_is_refused(self):
        self.assert_refused(self.sync(self.front.url), 'not one that this computer trusts')

    def test_file_of_the_office_is_trusted(self):
        self.assert_synced(self.sync(self.front.url, self.authority.file))

    def test_another_authority_is_not(self):
        folder = self.data / 'other'
        folder.mkdir()
        self.assert_refused(self.sync(self.front.url, Authority(folder).file),
                            'not one that this computer trusts')

    def test_trust_of_the_system_is_enough(self):
        """The authority as an administrator installs it, in a mount namespace of the test."""
        before = in_namespace(self.authority.file, SYSTEM_TRUST)
        if before is None:
            self.skipTest('no mount namespace here')
        self.assert_synced(self.sync(self.front.url, before=before))
        broken = self.data / 'broken.pem'
        broken.write_text('nothing')
        self.assert_synced(self.sync(self.front.url, broken, before=before))

    def test_expired_is_refused(self):
        front = self.make_front('IP:127.0.0.1', days=-1)
        self.assert_refused(self.sync(front.url, self.authority.file), 'not valid', 'date')

    def test_other_name_is_refused(self):
        front = self.make_front('DNS:other.example')
        self.assert_refused(self.sync(front.url, self.authority.file), 'that of another server')

    def test_bad_file_is_told_and_blocks_nothing(self):
        self.assert_synced(self.sync(self.front.url, self.authority.file))
        garbage = self.data / 'garbage.pem'
        garbage.write_bytes(b'\x00not a certificate')
        for ca_file, why in ((garbage, 'No PEM-encoded certificate'), (self.data, 'directory'),
                             (self.data / 'missing.pem', 'No such file')):
            self.assert_refused(self.sync(self.front.url, ca_file), 'private certificate authority',
                                f'{ca_file}: ', why)
            found = self.client('--server', self.front.url, '--ca-file', ca_file, '--search',
                                'semailles')
            self.assertIn('Semailles des Remparts', found.stdout)
        self.assert_synced(self.sync(self.plain.url, garbage))


class Waits(Office):
    """A server that asks to wait: the front answers for it while a file is there."""

    def make_front_that_waits(self, seconds):
        self.busy, self.log = self.data / 'busy', self.data / 'asked.log'
        self.busy.touch()
        os.chmod(self.data, 0o755)
        place = (f'location = /v1/snapshot {{ access_log {self.log};\n'
                 f'if (-f {self.busy}) {{ add_header Retry-After {seconds} always; return 503; }}\n'
                 'proxy_pass http://achetons_solidaires; }\n')
        front = Nginx(self.root, changes={'location / {': place + 'location / {'})
        self.addCleanup(front.stop)
        return front

    def test_the_server_is_waited_for(self):
        front = self.make_front_that_waits(1)
        command = [EXE, '--data-dir', f'{self.data}/catalogues', '--sync', '--server', front.url]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=self.environment) as client:
            wait_for(lambda: self.log.exists() and self.log.read_text().count(' 503 ') >= 2,
                     'second question')
            self.busy.unlink()
            errors = client.communicate(timeout=60)[1]
        self.assertEqual(client.returncode, 0, errors)
        self.assertRegex(errors, r'\d+ records')

    def test_not_without_end(self):
        front = self.make_front_that_waits(3600)
        self.assert_refused(self.sync(front.url), 'does not answer')
        self.assertEqual(self.log.read_text().count(' 503 '), 1)


class Redirecting(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(302)
        self.send_header('Location', self.server.target + self.path)
        self.end_headers()

    def log_message(self, *_):
        pass


class Redirects(Office):
    def redirect(self, target):
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Redirecting)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.authority.certify('IP:127.0.0.1'))
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.target = target
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f'https://127.0.0.1:{server.server_address[1]}'

    def test_out_of_https_is_refused(self):
        url = self.redirect(self.plain.url)
        self.assert_refused(self.sync(url, self.authority.file), 'sends elsewhere', self.plain.url)

    def test_to_another_server_is_refused(self):
        url = self.redirect(self.front.url)
        self.assert_refused(self.sync(url, self.authority.file), 'sends elsewhere', self.front.url)


# The base class tells what all have; by itself it has nothing to test.
del Office

if __name__ == '__main__':
    server_support.main('__main__')
