# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window on the real backend, read as a screen reader does, on the display and the bus that it
is started on."""
import atexit
import json
import os
import pathlib
import re
import subprocess
import time
import urllib.request
import uuid

import tree

BUS = tree.Bus(os.environ['DBUS_SESSION_BUS_ADDRESS'])


def look(pattern, role=None, within=None, acts=False):
    """The first node on screen whose whole name matches, of the window or, with (pattern, role) in @within,
    of what that finds; or nothing."""
    roots = BUS.applications() if within is None else [node for node in [look(*within)] if node]
    return BUS.find(roots, pattern, role, acts)


def describe(role):
    """What there is of that role, for the report of a failure."""
    level, names = BUS.applications(), []
    while level:
        names += [node.name for node in BUS.read(level) if node.name and role in (None, node.role)]
        level = BUS.children(level)
    return '; '.join(names)[:2000]


def wait_until(true, what, seconds=60):
    """Returns what it is, once it is true."""
    end = time.monotonic() + seconds
    while not (answer := true()):
        assert time.monotonic() < end, f'not {what() if callable(what) else what} after {seconds} s'
        time.sleep(0.05)
    return answer


def wait_for(pattern, role=None, within=None):
    return wait_until(lambda: look(pattern, role, within),
                      lambda: f'{role or "something"} called “{pattern}” in {within or "the window"}, but '
                      f'{describe(role)},')


class Backend:
    def __init__(self, program, folder):
        self.process = subprocess.Popen(
            [program, '--demo', '--database', f'{folder}/server.db', '--listen', '127.0.0.1:0'],
            stdout=subprocess.PIPE, text=True)
        atexit.register(self.process.kill)  # left behind it would hold the output, and the test never end
        said = self.process.stdout.readline()
        assert said.startswith('Listening on http://'), said
        self.address = said.split()[-1]

    def first(self, query=''):
        """The name of the structure that is first in that order."""
        with urllib.request.urlopen(f'{self.address}/v1/suppliers?limit=1{query}') as answer:
            return json.load(answer)['items'][0]['name']

    def ask(self, path, body=None, token=None):
        """What the answer says; lines, where it has several."""
        request = urllib.request.Request(
            self.address + path, json.dumps(body).encode() if body else None,
            {'Content-Type': 'application/json', **({'Authorization': f'Bearer {token}'} if token else {})})
        with urllib.request.urlopen(request) as answer:
            lines = [json.loads(line) for line in answer.read().splitlines()]
        return lines if len(lines) > 1 else lines[0]

    def take_down(self, name):
        """Its manager, elsewhere, archives the listing of that name of the demonstration."""
        token = self.ask('/v1/sessions', {'address': 'gerante@example.org', 'client': 'elsewhere',
                                          'password': 'demonstration ouverte'})['access']
        listing = next(line for line in self.ask('/v1/changes?access=own', token=token)
                       if line.get('t') == 'listing' and line['doc']['name'] == name)
        answers = self.ask('/v1/mutations', {
            'client': str(uuid.uuid4()), 'organisation': listing['s'].split(':')[1],
            'mutations': [{'id': str(uuid.uuid4()), 'n': 1, 't': 'listing', 'target': listing['id'],
                           'op': 'archive', 'base_rev': listing['rev']}]}, token)['answers']
        assert answers[0]['result'] == 'applied', answers

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


class Window:
    def __init__(self, program, backend, folder):
        self.log = open(f'{folder}/log', 'a+', encoding='utf-8')
        self.process = subprocess.Popen(
            [program, '--server', backend.address, '--data-dir', f'{folder}/data'],
            stdout=self.log, stderr=self.log,
            env={**os.environ, 'XDG_CONFIG_HOME': f'{folder}/config',
                 'XDG_DATA_HOME': f'{folder}/share',
                 'XDG_CACHE_HOME': f'{folder}/cache'})
        atexit.register(self.process.kill)

    def close(self):
        subprocess.run(['xdotool', 'key', 'ctrl+q'], check=True)
        self.process.wait(60)
        self.log.seek(0)
        said = [line for line in self.log if re.search(r'(WARNING|CRITICAL)', line)]
        assert not said, said


def type_text(text):
    wait_for('Search structures').write(text)


def press(*keys):
    subprocess.run(['xdotool', 'key', '--delay', '80', *keys], check=True)


def is_focused(pattern, role):
    """Whether the one of that name that has the focus is of that role."""
    found = look(pattern, role)
    return found is not None and found.focused


def wait_received():
    """Until the catalogue is whole: what comes meanwhile changes which structure is the first."""
    wait_for('Exchanges with the platform: Up to date', 'push button')


def open_first(row):
    """By keys, from the search down to the first structure, which is to be @row."""
    wait_for(row, 'list item')
    press('ctrl+f')
    wait_until(lambda: is_focused('Search structures', 'entry'), 'in the search')
    press('Down')
    wait_until(lambda: is_focused(row, 'list item'), f'at “{row}”')
    press('Return')


def click(pattern, role, within=None):
    """GTK 4.8 gives check boxes and rows no action: with the mouse, where the window stands at 0, 0, and
    once what is to be clicked stays where it is."""
    node = wait_until(tree.hold_still(lambda: look(pattern, role, within)),
                      f'a still {role} called “{pattern}” in {within or "the window"}')
    x, y, _, height = node.box
    subprocess.run(['xdotool', 'mousemove', str(x + 12), str(y + height // 2), 'click', '1'], check=True)


def act(pattern, role='push button'):
    """Its first action, once it may be taken."""
    def try_to():
        node = look(pattern, role, acts=True)
        return node and node.sensitive and node.act()

    wait_until(try_to, f'{role} called “{pattern}” that acts')


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
