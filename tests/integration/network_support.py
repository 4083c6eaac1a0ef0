# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands between a client and its server in an office: the real nginx with the file that is
shipped, a private certificate authority, a real proxy."""
import atexit
import os
import pathlib
import shutil
import socket
import subprocess
import time

TOOLS = os.environ.get('PATH', '') + ':/usr/sbin:/usr/local/sbin'
NGINX = shutil.which('nginx', path=TOOLS)
TINYPROXY = shutil.which('tinyproxy', path=TOOLS)
SHIPPED = pathlib.Path(__file__).resolve().parents[2] / 'data/nginx.conf'


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def in_namespace(source, target):
    """The command that runs another where @source is mounted at @target; None when none can."""
    user = [] if os.geteuid() == 0 else ['--map-root-user']
    command = ['unshare', *user, '--mount', 'sh', '-c',
               'mount --bind "$0" "$1" && shift && exec "$@"', source, target]
    works = shutil.which('unshare') and not subprocess.run([*command, 'true'], check=False,
                                                           capture_output=True).returncode
    return command if works else None


class Daemon:
    """A program that listens on a port of this computer until it is stopped."""

    def __init__(self, command, port):
        self.port = port
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                        text=True)
        atexit.register(self.process.kill)  # a test that failed leaves none behind
        deadline = time.monotonic() + 60
        while True:
            if self.process.poll() is not None:
                raise RuntimeError(self.process.stderr.read())
            try:
                socket.create_connection(('127.0.0.1', port), 1).close()
                return
            except OSError:
                if time.monotonic() > deadline:
                    self.stop()
                    raise
                time.sleep(0.02)

    def stop(self):
        self.process.terminate()
        self.process.communicate(timeout=60)


class Nginx(Daemon):
    """In @folder, before a server that listens on FOLDER/s.sock; with TLS given (certificate, key).

    @changes: what of the shipped file is otherwise: {shipped: here}; @main, @http: directives more.
    """

    def __init__(self, folder, pair=None, changes=None, main='', http=''):
        port = free_port()
        os.chmod(folder, 0o755)
        tls = f' ssl; ssl_certificate {pair[0]}; ssl_certificate_key {pair[1]};' if pair else ';'
        text = SHIPPED.read_text(encoding='utf-8')
        needed = {'unix:/run/achetons-solidaires/server.sock': f'unix:{folder}/s.sock',
                  '/var/cache/nginx/achetons-solidaires': f'{folder}/cache',
                  'listen 80;': f'listen 127.0.0.1:{port}{tls}'}
        for shipped, here in {**needed, **(changes or {})}.items():
            if shipped not in text:
                raise RuntimeError(f'{SHIPPED.name} has no {shipped}')
            text = text.replace(shipped, here)
        (folder / 'site.conf').write_text(text, encoding='utf-8')
        (folder / 'nginx.conf').write_text(
            f'daemon off; pid {folder}/pid; error_log {folder}/error.log; {main}\n'
            'events {}\n'
            f'http {{ access_log off; client_body_temp_path {folder}/b;\n'
            f'proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;\n'
            f'uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/c;\n'
            f'{http} include {folder}/site.conf; }}\n', encoding='utf-8')
        super().__init__([NGINX, '-e', f'{folder}/error.log', '-p', str(folder), '-c',
                          f'{folder}/nginx.conf'], port)
        self.url = f'http{"s" if pair else ""}://127.0.0.1:{port}'


class Authority:
    """A certificate authority that no computer knows, made here and now."""

    curve = ('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes')

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.file = self.folder / 'authority.pem'
        self.run('req', '-x509', *self.curve, '-keyout', 'authority.key', '-out', self.file,
                 '-days', '2', '-subj', '/CN=Office authority')

    def run(self, *words):
        subprocess.run(['openssl', *map(str, words)], cwd=self.folder, check=True,
                       capture_output=True)

    def certify(self, name, days=2):
        """(certificate, key) of the server @name, such as IP:127.0.0.1; expired with days < 0."""
        stem = f'{name}{days}'.replace(':', '-')
        self.run('req', *self.curve, '-keyout', f'{stem}.key', '-out', f'{stem}.csr',
                 '-subj', '/CN=server', '-addext', f'subjectAltName={name}')
        self.run('x509', '-req', '-in', f'{stem}.csr', '-CA', self.file, '-CAkey', 'authority.key',
                 '-CAcreateserial', '-days', days, '-copy_extensions', 'copy',
                 '-out', f'{stem}.pem')
        return self.folder / f'{stem}.pem', self.folder / f'{stem}.key'


class Proxy(Daemon):
    """The proxy of an office, which notes what it is asked."""

    def __init__(self, folder, *lines):
        port = free_port()
        self.log = pathlib.Path(folder) / f'proxy-{port}.log'
        settings = self.log.with_suffix('.conf')
        settings.write_text('\n'.join([f'Port {port}', 'Listen 127.0.0.1', 'Timeout 60',
                                       f'LogFile "{self.log}"', 'LogLevel Connect', *lines, '']),
                            encoding='utf-8')
        super().__init__([TINYPROXY, '-d', '-c', str(settings)], port)
        self.url = f'http://127.0.0.1:{port}'

    def asked(self):
        return self.log.read_text(encoding='utf-8')
