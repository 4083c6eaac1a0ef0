#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-office.py SERVER APPLICATION: what the window says and asks on a metered line and before a
private certificate authority, and what its preferences do about it. Prints TAP."""
import atexit
import os
import pathlib
import subprocess
import sys
import tempfile

import driver
from tap import Tap

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'integration'))
import network_support  # noqa: E402

SERVER, APPLICATION = sys.argv[1:]
RECEIVED = r'1\d\d structures'
ASKS = r'This connection is metered.*The download is [\d.,]+\s(kB|MB)\..*'


class Line:
    """The line of this computer, metered at first."""

    def __init__(self):
        self.bus = subprocess.Popen(['dbus-daemon', '--session', '--print-address', '--nofork'],
                                    stdout=subprocess.PIPE, text=True)
        atexit.register(self.bus.kill)
        os.environ['DBUS_SYSTEM_BUS_ADDRESS'] = self.bus.stdout.readline().strip()
        self.manager = subprocess.Popen(['/usr/bin/python3', HERE / 'network-manager.py'],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        atexit.register(self.manager.kill)
        assert self.manager.stdout.readline() == 'ready\n'

    def set(self, kind):
        print(kind, file=self.manager.stdin, flush=True)

    def stop(self):
        self.manager.stdin.close()
        self.manager.wait(60)
        self.bus.terminate()
        self.bus.wait(60)


class Backend:
    def __init__(self, folder):
        self.process = subprocess.Popen(
            [SERVER, '--demo', '--behind-proxy', '--database', f'{folder}/server.db', '--listen',
             f'unix:{folder}/s.sock'], stdout=subprocess.PIPE, text=True)
        atexit.register(self.process.kill)
        assert self.process.stdout.readline().startswith('Listening on ')
        os.chmod(f'{folder}/s.sock', 0o666)
        self.authority = network_support.Authority(folder)
        self.plain = network_support.Nginx(folder)
        self.front = network_support.Nginx(folder, self.authority.certify('IP:127.0.0.1'))

    def stop(self):
        self.front.stop()
        self.plain.stop()
        self.process.terminate()
        self.process.wait(60)


class Home:
    """A person's folders: settings, catalogues, pictures."""

    def __init__(self, **settings):
        self.top = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.top.name)
        folder = self.path / 'config/glib-2.0/settings'
        folder.mkdir(parents=True)
        self.keys = folder / 'keyfile'
        self.keys.write_text('[org/achetonssolidaires/AchetonsSolidaires]\n' + ''.join(
            f"{key.replace('_', '-')}='{value}'\n" for key, value in settings.items()))
        self.places = {'XDG_CONFIG_HOME': f'{self.path}/config', 'XDG_CACHE_HOME': f'{self.path}/cache'}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.top.cleanup()

    def command(self, url, *options):
        return [APPLICATION, '--server', url, '--data-dir', f'{self.path}/data', *map(str, options)]


class Window:
    """One start of the application in somebody's home."""

    def __init__(self, app, home, url, *options):
        self.app = app
        app.session.env.update(home.places)
        app.options.command = home.command(url, *options)

    def __enter__(self):
        self.app.start()
        self.app.fill()
        return self.app

    def __exit__(self, *error):
        if error[0] is None:
            self.app.act('quit')
            self.app.process.wait(60)
        self.app.process.kill()
        self.app.process.wait()
        said = self.app.warnings()
        assert error[0] or not said, said


def test_metered_line_asks_with_the_size_and_takes_a_no(app, backend, line):
    with Home() as home:
        with Window(app, home, backend.plain.url):
            app.wait(ASKS)
            assert not app.find(RECEIVED)
            app.do('Wait for Another Network', 'push button')
            app.wait_gone('Wait for Another Network')
            app.wait('Receive It Now', 'push button')
        assert "metered='never'" in home.keys.read_text()
        with Window(app, home, backend.plain.url):
            app.wait(ASKS)
            assert not app.find('Wait for Another Network'), 'asked a second time'
            line.set('free')
            app.wait(RECEIVED)
    line.set('metered')


def test_metered_line_takes_a_yes_and_remembers_it(app, backend, line):
    with Home() as home:
        with Window(app, home, backend.plain.url):
            app.do('Receive It Now', 'push button')
            app.wait(RECEIVED)
            app.wait_gone(ASKS)
        assert "metered='always'" in home.keys.read_text()
    with Home(metered='always') as home, Window(app, home, backend.plain.url):
        app.wait(RECEIVED)


def test_bad_authority_file_leaves_the_catalogue_open(app, backend, line):
    with Home() as home:
        subprocess.run(home.command(backend.front.url, '--ca-file', backend.authority.file, '--sync'),
                       check=True, env={**os.environ, **home.places}, capture_output=True)
        bad = home.path / 'bad.pem'
        bad.write_text('nothing')
        with Window(app, home, backend.front.url, '--ca-file', bad):
            app.wait(RECEIVED)
            app.wait(f'The file of the private certificate authority cannot be used.*{bad}.*')


def test_authority_of_the_preferences_is_trusted_until_it_is_cleared(app, backend, line):
    with Home(ca_file=backend.authority.file, metered='always') as home:
        with Window(app, home, backend.front.url):
            app.wait(RECEIVED)
            app.wait('Exchanges with the platform: Up to date')
            app.act('preferences')
            app.do('Trust this certificate no longer', 'push button')
            app.wait('The platform’s certificate is not one that this computer trusts.*')
            app.wait(RECEIVED)
        assert "ca-file=''" in home.keys.read_text()


def test_pictures_are_measured_and_cleared(app, backend, line):
    with Home(metered='always') as home:
        folder = home.path / 'cache/achetons-solidaires/pictures'
        folder.mkdir(parents=True)
        for i in range(3):
            (folder / f'{i:064x}').write_bytes(bytes(500_000))
        with Window(app, home, backend.plain.url):
            app.wait(RECEIVED)
            app.act('preferences')
            app.wait(r'1\.5\sMB on the disk')
            app.do('Clear', 'push button')
            app.wait(r'0 bytes on the disk')
        assert list(folder.iterdir()) == []


TESTS = [
    test_metered_line_asks_with_the_size_and_takes_a_no,
    test_metered_line_takes_a_yes_and_remembers_it,
    test_bad_authority_file_leaves_the_catalogue_open,
    test_authority_of_the_preferences_is_trusted_until_it_is_cleared,
    test_pictures_are_measured_and_cleared,
]


def main():
    tap = Tap(len(TESTS))
    with tempfile.TemporaryDirectory() as folder:
        line = Line()
        backend = Backend(pathlib.Path(folder))
        with driver.Program(APPLICATION, settings=True, started=False) as app:
            for test in TESTS:
                tap.run(test, app, backend, line)
        backend.stop()
        line.stop()
    tap.end()


main()
