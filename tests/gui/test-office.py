#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-office.py SERVER APPLICATION: what the window says and asks on a metered line and before a
private certificate authority, and what its preferences do about it. Prints TAP. Runs on a display
and a bus of its own."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'integration'))
import network_support  # noqa: E402

SERVER, APPLICATION = sys.argv[1:]
NAME = 'org.achetonssolidaires.AchetonsSolidaires'
PATH = '/' + NAME.replace('.', '/')
RECEIVED = r'1\d\d structures'
ASKS = r'This connection is metered.*The download is [\d.,]+\s(kB|MB)\..*'


def walk(node, depth=0):
    yield node
    for i in range(node.get_child_count() if depth < 60 else 0):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child, depth + 1)


def nodes():
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for i in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(i)
        try:
            yield from walk(application) if application else ()
        except GLib.Error:
            continue  # of a window that has just closed


def look(pattern, role=None):
    """The first node of the desktop whose whole name matches."""
    for node in nodes():
        try:
            if (re.fullmatch(pattern, node.get_name() or '', re.S)
                    and role in (None, node.get_role_name())):
                return node
        except GLib.Error:
            continue
    return None


def wait_until(condition, what, seconds=40):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f'never: {what}')


def wait_for(pattern, role=None):
    return wait_until(lambda: look(pattern, role), pattern)


def press(name):
    wait_for(name, 'push button').do_action(0)


class Line:
    """The line of this computer, metered at first."""

    def __init__(self):
        self.bus = subprocess.Popen(['dbus-daemon', '--session', '--print-address', '--nofork'],
                                    stdout=subprocess.PIPE, text=True)
        os.environ['DBUS_SYSTEM_BUS_ADDRESS'] = self.bus.stdout.readline().strip()
        self.manager = subprocess.Popen(['/usr/bin/python3', HERE / 'network-manager.py'],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.manager.stdout.readline() == 'ready\n'

    def set(self, kind):
        print(kind, file=self.manager.stdin, flush=True)

    def stop(self):
        self.manager.stdin.close()
        self.manager.wait(10)
        self.bus.terminate()
        self.bus.wait(10)


class Backend:
    def __init__(self, folder):
        self.process = subprocess.Popen(
            [SERVER, '--demo', '--behind-proxy', '--database', f'{folder}/server.db', '--listen',
             f'unix:{folder}/s.sock'], stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline().startswith('Listening on ')
        os.chmod(f'{folder}/s.sock', 0o666)
        self.authority = network_support.Authority(folder)
        self.plain = network_support.Nginx(folder)
        self.front = network_support.Nginx(folder, self.authority.certify('IP:127.0.0.1'))

    def stop(self):
        self.front.stop()
        self.plain.stop()
        self.process.terminate()
        self.process.wait(20)


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
        self.environment = {**os.environ, 'XDG_CONFIG_HOME': f'{self.path}/config',
                            'XDG_CACHE_HOME': f'{self.path}/cache'}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.top.cleanup()

    def command(self, url, *options):
        return [APPLICATION, '--server', url, '--data-dir', f'{self.path}/data', *map(str, options)]


class Window:
    def __init__(self, home, url, *options):
        self.log = open(home.path / 'log', 'a+', encoding='utf-8')
        self.process = subprocess.Popen(home.command(url, *options), stderr=self.log,
                                        env=home.environment)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if error[0] is None:
            self.act('quit')
            self.process.wait(20)
        self.process.kill()
        self.process.wait()
        self.log.seek(0)
        said = [line for line in self.log if re.search('WARNING|CRITICAL', line)]
        assert error[0] or not said, said

    def act(self, action):
        subprocess.run(['gdbus', 'call', '--session', '--dest', NAME, '--object-path', PATH,
                        '--method', 'org.freedesktop.Application.ActivateAction', action, '[]',
                        '{}'], check=True, stdout=subprocess.DEVNULL)


def test_metered_line_asks_with_the_size_and_takes_a_no(backend, line):
    with Home() as home:
        with Window(home, backend.plain.url):
            wait_for(ASKS)
            assert not look(RECEIVED)
            press('Wait for Another Network')
            wait_until(lambda: not look('Wait for Another Network'), 'the question goes')
            assert look('Receive It Now', 'push button')
        assert "metered='never'" in home.keys.read_text()
        with Window(home, backend.plain.url):
            wait_for(ASKS)
            assert not look('Wait for Another Network'), 'asked a second time'
            line.set('free')
            wait_for(RECEIVED)
    line.set('metered')


def test_metered_line_takes_a_yes_and_remembers_it(backend, line):
    with Home() as home:
        with Window(home, backend.plain.url):
            press('Receive It Now')
            wait_for(RECEIVED)
            wait_until(lambda: not look(ASKS), 'the banner goes')
        assert "metered='always'" in home.keys.read_text()
    with Home(metered='always') as home, Window(home, backend.plain.url):
        wait_for(RECEIVED)


def test_bad_authority_file_leaves_the_catalogue_open(backend, line):
    with Home() as home:
        subprocess.run(home.command(backend.front.url, '--ca-file', backend.authority.file, '--sync'),
                       check=True, env=home.environment, capture_output=True)
        bad = home.path / 'bad.pem'
        bad.write_text('nothing')
        with Window(home, backend.front.url, '--ca-file', bad):
            wait_for(RECEIVED)
            wait_for(f'The file of the private certificate authority cannot be used.*{bad}.*')


def test_authority_of_the_preferences_is_trusted_until_it_is_cleared(backend, line):
    with Home(ca_file=backend.authority.file, metered='always') as home:
        with Window(home, backend.front.url) as window:
            wait_for(RECEIVED)
            wait_for('Exchanges with the platform: Up to date')
            window.act('preferences')
            press('Trust this certificate no longer')
            wait_for('The platform’s certificate is not one that this computer trusts.*')
            wait_for(RECEIVED)
        assert "ca-file=''" in home.keys.read_text()


def test_pictures_are_measured_and_cleared(backend, line):
    with Home(metered='always') as home:
        folder = home.path / 'cache/achetons-solidaires/pictures'
        folder.mkdir(parents=True)
        for i in range(3):
            (folder / f'{i:064x}').write_bytes(bytes(500_000))
        with Window(home, backend.plain.url) as window:
            wait_for(RECEIVED)
            window.act('preferences')
            wait_for(r'1\.5\sMB on the disk')
            press('Clear')
            wait_for(r'0 bytes on the disk')
        assert list(folder.iterdir()) == []


TESTS = [
    test_metered_line_asks_with_the_size_and_takes_a_no,
    test_metered_line_takes_a_yes_and_remembers_it,
    test_bad_authority_file_leaves_the_catalogue_open,
    test_authority_of_the_preferences_is_trusted_until_it_is_cleared,
    test_pictures_are_measured_and_cleared,
]


def main():
    faults = 0
    print(f'1..{len(TESTS)}')
    with tempfile.TemporaryDirectory() as folder:
        line = Line()
        backend = Backend(pathlib.Path(folder))
        for i, test in enumerate(TESTS, 1):
            name = test.__name__.removeprefix('test_').replace('_', '-')
            try:
                test(backend, line)
                print(f'ok {i} {name}', flush=True)
            except (AssertionError, GLib.Error, subprocess.SubprocessError) as error:
                faults += 1
                print(f'not ok {i} {name}: {error}', flush=True)
        backend.stop()
        line.stop()
    sys.exit(bool(faults))


main()
