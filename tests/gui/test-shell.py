#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-shell.py PROGRAM SOURCE: one start of the real application, driven by keys and read as a screen
reader does; then a second, which finds what the first left. Prints TAP."""
import glob
import os
import re
import subprocess
import sys
import tempfile
import time

import driver
from tap import Tap
from tree import STATE

CHOICES = ['Try the demonstration catalogue', 'Try it in a role', 'Connect to a platform',
           'Open a catalogue from a file']
MARK = 'Demonstration, all invented.*'
CHOSEN = 'Cleaning and hygiene'
EXCHANGES = 'Exchanges with the platform: '


def read_keys(text):
    return set(re.findall(r'"((?:<\w+>)+\w+|F\d+|Escape)"', text))


def read_table(source):
    """(accelerators with an action, accelerators that a widget hears) of the table of shortcuts."""
    with open(f'{source}/src/app/sol-shortcuts.c', encoding='utf-8') as file:
        rows = re.findall(r'\{ SOL_SHORTCUT_\w+,\s*(NULL|"[\w.()-]+"),.*?\{([^}]*)\}', file.read(), re.S)
    return [{key for action, keys in rows if (action == 'NULL') == heard for key in read_keys(keys)}
            for heard in (False, True)]


def test_table_of_shortcuts_has_every_key(app):
    """Both ways: what a widget hears by itself is listed, and what is listed without an action is
    heard by one."""
    registered, listed = read_table(app.source)
    heard = {'F10'}  # GTK's own, of the menu marked as primary
    for path in glob.glob(f'{app.source}/src/app/**/*.c', recursive=True):
        with open(path, encoding='utf-8') as file:
            text = file.read()
        if not path.endswith('sol-shortcuts.c'):
            heard |= read_keys(text) | ({'Escape'} if 'GDK_KEY_Escape' in text else set())
    assert heard - registered - listed == set(), heard - registered - listed
    assert listed - heard == set(), listed - heard


def test_choices_are_named_and_reached(app):
    for choice in CHOICES:
        app.wait(choice)
    app.wait_focus(CHOICES[0])


def test_escape_leaves_a_dialog_and_focus_comes_back(app):
    app.press('Down')
    app.wait_focus(CHOICES[1])
    app.press('3')
    app.wait_focus('Address of the platform')
    app.press('Escape')
    app.wait_windows(1)
    app.wait_focus(CHOICES[1])


def test_wrong_address_is_told_at_the_field(app):
    app.press('3')
    app.wait_focus('Address of the platform')
    app.press('Return')
    app.wait('This is not an address.*')
    field = app.wait_focus('Address of the platform')
    assert 'not an address' in field.description, field.description
    assert field.has(STATE.INVALID_ENTRY) or field.has(STATE.INVALID), 'not marked as invalid'
    app.press('ctrl+w')
    app.wait_windows(1)


def test_keys_open_what_they_say(app):
    for key, title in (('F1', 'Help'), ('ctrl+comma', 'Preferences'),
                       ('ctrl+?', 'Keyboard Shortcuts'), ('ctrl+o', 'Open a Catalogue')):
        app.press(key)
        app.wait_dialog(title)
        app.press('Escape')
        app.wait_windows(1)
    app.press('F10')
    app.wait('Help', 'menu item')
    app.press('Escape')
    app.wait_gone('Help', 'menu item')


def test_window_of_shortcuts_lists_what_is_registered(app):
    app.press('ctrl+?')
    app.wait('Quit', 'list item')
    registered, listed = read_table(app.source)
    rows = [n for n in app.nodes() if n.role == 'list item'
            and any(a.name == 'Keyboard Shortcuts' for a in n.above())]
    # A key may do another thing in another section; a letter alone is not told from a text by the sources.
    shown = {key for n in rows for key in n.description.split(' or ') if len(key) > 1}
    app.press('Escape')
    app.wait_windows(1)
    assert len(shown) == len(registered | listed), (shown, registered | listed)
    assert 'Ctrl+F' in shown and 'F1' in shown, shown


def test_about_gives_what_helps(app):
    app.act('about')
    app.wait('0.1.0', 'push button')
    app.wait_dialog()
    for row, leads_to in (('Troubleshooting', 'Debugging Information'), ('Debugging Information', '.*Copy.*')):
        app.walk_to(row)
        app.press('Return')
        app.wait(leads_to)
    said = driver.wait_for(lambda: next((n for n in app.nodes() if n.role == 'text'), None), 'text').text()
    assert 'GTK 4' in said and driver.APPLICATION in said, said
    assert app.session.home not in said, said
    app.wait('.*Copy.*', 'push button')
    app.press('ctrl+w')
    app.wait_windows(1)
    app.act('about')
    app.wait_dialog()
    app.walk_to('Credits')
    app.press('Return')
    app.wait('Sources of the Data')
    app.press('ctrl+w')
    app.wait_windows(1)


def test_second_start_raises_the_one_window(app):
    done = subprocess.run([app.program], timeout=30, check=False, env=app.session.env)
    assert done.returncode == 0
    app.settle()
    assert len(app.window_titles()) == 1, app.window_titles()


def test_new_window_opens_a_second(app):
    done = subprocess.run([app.program, '--new-window'], timeout=30, check=False, env=app.session.env)
    assert done.returncode == 0
    app.wait_windows(2)
    app.wait_dialog()
    app.press('ctrl+w')
    app.wait_windows(1)


def test_demonstration_is_marked_and_says_its_state(app):
    app.press('1')
    app.wait(MARK)
    app.wait(EXCHANGES + 'Up to date')
    app.wait(r'\d+ structures', 'label')


def test_search_is_a_key_away_and_counts_aloud(app):
    app.press('ctrl+f')
    before = app.wait(r'\d+ structures', 'label').name
    app.type('zzqq')
    app.wait('No structure.*|0 structures?|.*no structure.*')
    app.press('Escape')
    app.wait(before, 'label')


def test_structure_keeps_the_mark(app):
    app.press('ctrl+f', 'Down', 'Return')
    app.wait('Report an error.*')
    app.wait(MARK)


def test_reduced_motion_moves_nothing(app):
    """The settings of this start say no animation: the filters go in one picture."""
    app.settle()
    seen = [app.session.screen.pixels()]
    app.press('F9')
    driver.wait_for(lambda: app.session.screen.pixels() != seen[0], 'other picture')
    end = time.monotonic() + 1.5
    while time.monotonic() < end:
        now = app.session.screen.pixels()
        if now != seen[-1]:
            seen.append(now)
    app.press('F9')
    app.settle()
    assert 2 <= len(seen) <= 4, f'{len(seen)} pictures'


def test_platform_away_is_a_banner_and_a_label(app):
    children = subprocess.run(['pgrep', '-P', str(app.process.pid)], capture_output=True, text=True,
                              check=True).stdout.split()
    for child in children:
        os.kill(int(child), 9)
    app.press('ctrl+r')
    app.wait(EXCHANGES + 'Platform away')
    app.wait('The platform does not answer.*', 'label')
    app.wait(MARK)


def test_demonstration_is_left_by_one_button(app):
    folder = f'{app.session.home}/catalogues/demo'
    assert os.path.exists(f'{folder}/user.db')
    app.do('Leave', 'push button')
    app.wait_focus(CHOICES[0])
    app.wait_gone(MARK)
    assert os.path.exists(f'{folder}/user.db'), 'what was one’s own went with the demonstration'


def test_file_opens_beside_and_is_closed(app):
    path = f'{app.session.home}/two.csv'
    with open(path, 'w', encoding='utf-8') as file:
        file.write('source;external_id;name;kind\nx;1;Un atelier;ACI\nx;2;Une entreprise;EI\n')
    app.call('Open', f"['file://{path}']", '{}')
    app.do('Open', 'push button')
    app.wait('This catalogue was read from a file.*')
    app.wait('2 structures', 'label')
    app.do('Close the File', 'push button')
    app.wait_focus(CHOICES[0])  # its name alone stays on the bus while another page covers it


def test_ctrl_q_quits_cleanly(app):
    app.press('1')
    app.wait(EXCHANGES + '.*')
    app.wait(r'\d+ structures', 'label')
    app.click(f'.*{CHOSEN}.*', 'check box')
    app.wait(f'Remove the filter: {CHOSEN}.*', 'push button')
    app.session.screen.fill(app.window, [1000, 600])
    wait_size(app, 1000, 600)
    app.settle()
    app.press('ctrl+q')
    assert app.process.wait(60) == 0


def test_next_start_has_size_and_filters(app):
    app.start()
    app.wait(MARK)
    app.wait(f'Remove the filter: {CHOSEN}.*', 'push button')
    wait_size(app, 1000, 600)


def get_size(app):
    g = app.window.get_geometry()
    return g.width - 10, g.height - 10


def wait_size(app, *size):
    driver.wait_for(lambda: get_size(app) == size, lambda: f'size {size}, but {get_size(app)}')


def test_next_start_is_maximized_and_still_has_the_size(app):
    app.set_maximized(True)
    driver.wait_for(lambda: get_size(app)[0] > 1200, 'maximized window')
    app.press('ctrl+q')
    assert app.process.wait(60) == 0
    app.start()
    app.wait(MARK)
    driver.wait_for(lambda: get_size(app)[0] > 1200, 'maximized window')
    app.set_maximized(False)
    wait_size(app, 1000, 600)


def test_no_warning_was_written(app):
    assert not app.warnings(), app.warnings()[:5]


def leave_dialogs(app):
    """A test that failed leaves its dialogs to the next."""
    for _ in range(4):
        if app.audit.application() and len(app.window_titles()) > 1:
            app.press('Escape')
            app.settle()


def main():
    program, source = os.path.abspath(sys.argv[1]), sys.argv[2]
    only = sys.argv[3:] or ['']
    tests = [test for name, test in globals().items()
             if name.startswith('test_') and any(part in name for part in only)]
    tap = Tap(len(tests))
    with tempfile.TemporaryDirectory(prefix='sol-shell-') as home:
        with driver.Program(program, '--data-dir', f'{home}/catalogues', home=home, settings=True,
                            animations=False, tabs=0) as app:
            app.program, app.source = program, source
            for test in tests:
                if not tap.run(test, app):
                    leave_dialogs(app)
    tap.end()


if __name__ == '__main__':
    main()
