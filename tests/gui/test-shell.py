#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-shell.py PROGRAM SOURCE: starts the real application on a display and a bus of its own
and drives it as a screen reader does. Prints TAP."""
import glob
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

APPLICATION = 'org.achetonssolidaires.AchetonsSolidaires'
HOME = tempfile.TemporaryDirectory()
DATA = pathlib.Path(HOME.name) / 'data'
PATH = '/' + APPLICATION.replace('.', '/')
CHOICES = ['Try the demonstration catalogue', 'Connect to a platform', 'Open a catalogue from a file']


def wait_for(look, what, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f'no {what} after {seconds} s')


def walk(node, depth=0):
    yield node
    for i in range(node.get_child_count() if depth < 60 else 0):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child, depth + 1)


def find(name, role=None):
    def look():
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for i in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(i)
            for node in walk(application) if application else []:
                try:
                    if re.fullmatch(name, node.get_name()) and role in (None, node.get_role_name()):
                        return node
                except GLib.Error:
                    continue
        return None
    return look


def window_names():
    desktop = Atspi.get_desktop(0)
    return [window.get_name()
            for i in range(desktop.get_child_count()) if desktop.get_child_at_index(i)
            for window in [desktop.get_child_at_index(i).get_child_at_index(j)
                           for j in range(desktop.get_child_at_index(i).get_child_count())]
            if window]


def click(name):
    wait_for(find(name, 'push button'), name).get_action_iface().do_action(0)


def call(method, *arguments):
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.call_sync(APPLICATION, PATH, 'org.freedesktop.Application', method,
                  GLib.Variant(*arguments), None, Gio.DBusCallFlags.NONE, 5000)


def act(name):
    call('ActivateAction', '(sava{sv})', (name, [], {}))


def press(key):
    subprocess.run(['xdotool', 'key', key], check=True)


def test_three_choices_are_named_and_reached(_):
    for choice in CHOICES:
        wait_for(find(choice), choice)
    focused = wait_for(lambda: next((n for n in walk_all() if is_focused(n)), None), 'focus')
    assert focused.get_name() == CHOICES[0], focused.get_name()


def walk_all():
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        if desktop.get_child_at_index(i):
            yield from walk(desktop.get_child_at_index(i))


def is_focused(node):
    return node.get_state_set().contains(Atspi.StateType.FOCUSED)


def test_second_start_raises_the_one_window(program):
    before = len(window_names())
    assert subprocess.run([program], timeout=20, check=False).returncode == 0
    time.sleep(0.5)
    assert len(window_names()) == before, window_names()


def test_new_window_opens_a_second(program):
    before = len(window_names())
    started = subprocess.run([program, '--new-window'], timeout=20, check=False, text=True,
                             capture_output=True)
    assert started.returncode == 0, started
    wait_for(lambda: len(window_names()) == before + 1, 'second window')


def test_about_and_preferences_open(_):
    act('preferences')
    wait_for(find('Private certificate authority'), 'preferences')
    act('about')
    wait_for(find('Details|Credits|Troubleshooting'), 'about')


def test_wrong_address_is_told_at_the_field(_):
    act('connect')
    wait_for(find('Address of the platform'), 'address')
    button = wait_for(find('Connect', 'push button'), 'Connect')
    button.get_action_iface().do_action(0)
    wait_for(find('This is not an address.*'), 'message')


def test_demonstration_is_marked_and_left(_):
    act('demonstration')
    wait_for(find('Demonstration: these structures are invented.*'), 'mark of the demonstration')
    wait_for(find('Exchanges with the platform: Up to date'), 'end of the first exchange', 60)
    act('leave-demonstration')
    wait_for(find(CHOICES[0]), 'three choices again')


def test_file_opens_beside_and_is_undone(_):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / 'R&D <liste>.csv'
        path.write_text('external_id;name;kind\n1;Menuiserie;EI\n2;Sans nature;\n', 'utf-8')
        call('Open', '(asa{sv})', ([path.as_uri()], {}))
        wait_for(find('1 structure can be opened'), 'report')
        assert not list(DATA.glob('file-*')), 'the report alone writes nothing'
        click('Open')
        wait_for(find('This catalogue was read from a file.*'), 'mark of the file')
        wait_for(lambda: list(DATA.glob('file-*')), 'catalogue of the file')
        click('(Undo ?)+')
        wait_for(find(CHOICES[0]), 'three choices again')
        wait_for(lambda: not list(DATA.glob('file-*')), 'end of the catalogue of the file')
        assert path.exists()


TESTS = [
    test_three_choices_are_named_and_reached,
    test_second_start_raises_the_one_window,
    test_demonstration_is_marked_and_left,
    test_file_opens_beside_and_is_undone,
    test_new_window_opens_a_second,
    test_wrong_address_is_told_at_the_field,
    test_about_and_preferences_open,
]


def read_keys(text):
    return set(re.findall(r'"((?:<\w+>)+\w+|F\d+|Escape)"', text))


def compare_accelerators(source):
    """The table of shortcuts, which registers and shows them, has every key that a widget listens to
    besides; and what it lists without an action is listened to."""
    table = open(f'{source}/src/app/sol-shortcuts.c', encoding='utf-8').read()
    rows = re.findall(r'\{ SOL_SHORTCUT_\w+,\s*(NULL|"[\w.-]+"),.*?\{([^}]*)\}', table, re.S)
    registered = {key for action, keys in rows if action != 'NULL' for key in read_keys(keys)}
    only_shown = {key for action, keys in rows if action == 'NULL' for key in read_keys(keys)}
    heard = set()
    for path in glob.glob(f'{source}/src/app/**/*.c', recursive=True):
        text = open(path, encoding='utf-8').read()
        if not path.endswith('sol-shortcuts.c'):
            heard |= read_keys(text)
            heard |= {'Escape'} if 'GDK_KEY_Escape' in text else set()
    heard.add('F10')  # GTK's own, of the menu marked as primary
    return (heard - registered - only_shown) | (only_shown - heard)


def main():
    program, source = sys.argv[1:]
    faults = 0
    print(f'1..{len(TESTS) + 2}')
    odd = compare_accelerators(source)
    faults += bool(odd)
    print(f"{'not ok' if odd else 'ok'} 1 shortcuts-window-lists-every-accelerator {sorted(odd)}")
    with HOME as home:
        log = open(f'{home}/log', 'w+', encoding='utf-8')
        process = subprocess.Popen([program, '--data-dir', str(DATA)], stderr=log,
                                   env={**os.environ, 'XDG_CACHE_HOME': f'{home}/cache'})
        for i, test in enumerate(TESTS, 2):
            name = test.__name__.removeprefix('test_').replace('_', '-')
            try:
                test(program)
                print(f'ok {i} {name}', flush=True)
            except (AssertionError, GLib.Error, subprocess.SubprocessError) as error:
                faults += 1
                print(f'not ok {i} {name}: {error}', flush=True)
        try:
            act('quit')
            status = process.wait(20)
        except GLib.Error:
            status = process.poll()
        log.seek(0)
        lines = log.readlines()
        said = [line for line in lines if 'WARNING' in line or 'CRITICAL' in line]
        clean = not said and status == 0
        faults += not clean
        print(f"{'ok' if clean else 'not ok'} {len(TESTS) + 2} no-warning-and-a-clean-end "
              f'{status} {said[:5]}')
    sys.exit(1 if faults else 0)


main()
