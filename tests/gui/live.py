# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window on the real backend, read as a screen reader does, on the display and the bus that it
is started on."""
import os
import pathlib
import re
import subprocess
import sys
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402


def walk(node, depth=0):
    yield node
    for i in range(node.get_child_count() if depth < 60 else 0):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child, depth + 1)


def look(pattern, role=None):
    """The first node of the desktop whose whole name matches."""
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for i in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(i)
        for node in walk(application) if application else []:
            try:
                if (re.fullmatch(pattern, node.get_name() or '', re.S)
                        and role in (None, node.get_role_name())):
                    return node
            except GLib.Error:
                continue
    return None


def wait_for(pattern, role=None, seconds=40):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = look(pattern, role)
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f'nothing called “{pattern}” after {seconds} s')


class Backend:
    def __init__(self, program, folder):
        self.process = subprocess.Popen(
            [program, '--demo', '--database', f'{folder}/server.db', '--listen', '127.0.0.1:0'],
            stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().split()[-1]
        assert self.address.startswith('http://'), self.address

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


class Window:
    def __init__(self, program, backend, folder):
        self.log = open(f'{folder}/log', 'a+', encoding='utf-8')
        self.process = subprocess.Popen(
            [program, '--server', backend.address, '--data-dir', f'{folder}/data'],
            stderr=self.log,
            env={**os.environ, 'XDG_CONFIG_HOME': f'{folder}/config',
                 'XDG_DATA_HOME': f'{folder}/share',
                 'XDG_CACHE_HOME': f'{folder}/cache'})

    def close(self):
        subprocess.run(['xdotool', 'key', 'ctrl+q'], check=True)
        self.process.wait(20)
        self.log.seek(0)
        said = [line for line in self.log if re.search(r'(WARNING|CRITICAL)', line)]
        assert not said, said


def type_text(text):
    entry = wait_for('Search structures')
    entry.get_editable_text_iface().set_text_contents(text)


def press(*keys):
    subprocess.run(['xdotool', 'key', '--delay', '80', *keys], check=True)


def wait_until(true, what, seconds=20):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f'not {what} after {seconds} s'
        time.sleep(0.2)


def is_focused(pattern, role):
    """Whether the one node of that name that has the focus is of that role."""
    found = look(pattern, role)
    return found is not None and found.get_state_set().contains(Atspi.StateType.FOCUSED)


def click(node):
    """GTK 4.8 gives check boxes and rows no action: with the mouse, where the window stands at 0, 0."""
    place = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    subprocess.run(['xdotool', 'mousemove', str(place.x + 12), str(place.y + place.height // 2),
                    'click', '1'], check=True)


def resize(width, height):
    number = subprocess.run(['xdotool', 'search', '--onlyvisible', '--class', 'achetons'],
                            capture_output=True, text=True, check=True).stdout.split()[-1]
    subprocess.run(['xdotool', 'windowsize', number, str(width), str(height)], check=True)


def open_with(folder, *types):
    """An application for these types that writes down what it is asked to open. Returns where."""
    opened = pathlib.Path(f'{folder}/opened')
    applications = pathlib.Path(f'{folder}/share/applications')
    applications.mkdir(parents=True)
    (applications / 'opener.desktop').write_text(
        f'[Desktop Entry]\nType=Application\nName=Opener\nMimeType={";".join(types)};\n'
        f'Exec=sh -c "printf %%s \\"\\$1\\" > {opened}" sh %u\n', encoding='utf-8')
    pathlib.Path(f'{folder}/config').mkdir()
    pathlib.Path(f'{folder}/config/mimeapps.list').write_text(
        '[Default Applications]\n' + ''.join(f'{name}=opener.desktop\n' for name in types),
        encoding='utf-8')
    return opened


def open_with_nothing(folder):
    pathlib.Path(f'{folder}/share/applications/opener.desktop').unlink()
    pathlib.Path(f'{folder}/config/mimeapps.list').unlink()


class Tap:
    """Runs the promises of a file, and says which are kept."""

    def __init__(self, n):
        self.number = self.faults = 0
        print(f'1..{n}')

    def run(self, promise, *arguments):
        self.number += 1
        name = promise.__name__.removeprefix('test_').replace('_', '-')
        try:
            promise(*arguments)
            print(f'ok {self.number} {name}', flush=True)
        except (AssertionError, GLib.Error, subprocess.SubprocessError) as error:
            self.faults += 1
            print(f'not ok {self.number} {name}: {error}', flush=True)

    def end(self):
        sys.exit(bool(self.faults))
