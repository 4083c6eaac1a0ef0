#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-catalogue-live.py SERVER APPLICATION: the catalogue in the real window, on the real backend,
driven as a screen reader does. Prints TAP. Runs on a display and a bus of its own."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse

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


def test_demonstration_is_marked():
    wait_for('Demonstration: these structures are invented.*')
    wait_for(r'Catalogue of .*\d\d\d\d.*', 'label')


def test_search_finds_and_counts():
    wait_for('131 structures')
    type_text('semailles')
    wait_for('1 structure')
    wait_for('Semailles des Remparts.*', 'list item')


def test_filter_is_counted_and_has_a_chip():
    type_text('')
    wait_for('131 structures')
    box = wait_for('.*Cleaning and hygiene.*', 'check box')
    # GTK 4.8 gives check boxes no action: with the mouse, where the window stands at 0, 0.
    place = box.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    subprocess.run(['xdotool', 'mousemove', str(place.x + 12), str(place.y + place.height // 2),
                    'click', '1'], check=True)
    wait_for(r'(?!131)\d+ structures')


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


def test_keys_search_open_and_step():
    type_text('')
    wait_for('131 structures')
    press('F6')  # off the search, wherever the focus was
    subprocess.run(['xdotool', 'type', '--delay', '80', 'semailles'], check=True)
    wait_for('1 structure')
    press('Escape')
    wait_for('131 structures')
    wait_until(lambda: is_focused('Search structures', 'entry'), 'back in the search')
    press('Down', 'Return')
    wait_for('1 of 131')
    press('ctrl+Next')
    wait_for('2 of 131')
    press('ctrl+Prior')
    wait_for('1 of 131')


def go_down(pattern, role, keys='Down'):
    press(*keys.split())
    wait_until(lambda: is_focused(pattern, role), f'at “{pattern}” by {keys}')


def test_arrows_go_through_the_filters():
    """Each part of the filters is one stop of Tab: all in it is reached by the arrows."""
    any_box = r'.*, \d+ structures?'
    press('ctrl+f')
    go_down('Activity', 'push button', 'shift+F6')
    go_down('Find an activity', 'entry')
    go_down('Cleaning and hygiene, .*', 'check box')
    go_down('(?!Cleaning and hygiene)' + any_box, 'check box')
    go_down('Cleaning and hygiene, .*', 'check box', 'Up')
    go_down('Cleaning of premises, .*', 'check box', 'Right Down')
    go_down('Cleaning and hygiene, .*', 'check box', 'Up')
    press('Left')
    for _ in range(9):  # the entries of “Where” are stops of their own
        if is_focused('Proven practices', 'push button'):
            break
        press('Tab')
    press('Down')
    wait_until(lambda: is_focused('Any number of proven practices', 'radio button') or
               is_focused('. practices or more proven', 'radio button'), 'at the steps of proofs')
    go_down('Choose criteria…', 'push button')


def resize(width, height):
    number = subprocess.run(['xdotool', 'search', '--onlyvisible', '--class', 'achetons'],
                            capture_output=True, text=True, check=True).stdout.split()[-1]
    subprocess.run(['xdotool', 'windowsize', number, str(width), str(height)], check=True)


def test_back_leads_to_the_same_row():
    """On a telephone the page covers the results: a button, two keys and the mouse lead back."""
    resize(360, 640)
    row = 'Semailles des Remparts, .*'
    wait_for('Back to the results', 'push button')
    for go_back in (('key', 'alt+Left'), ('key', 'Escape'),
                    ('mousemove', '180', '300', 'click', '8')):
        if is_focused(row, 'list item'):
            press('Return')
        wait_until(lambda: is_focused('Next result', 'push button'), 'on the page')
        subprocess.run(['xdotool', *go_back], check=True)
        wait_until(lambda: is_focused(row, 'list item'), f'back on the row by {go_back}')
    press('F9')
    wait_for('Show 131 structures', 'push button')
    wait_until(lambda: is_focused('Cleaning and hygiene, .*', 'check box'), 'where Tab left them')
    press('Escape')
    wait_until(lambda: is_focused('Search structures', 'entry'), 'back in the search')


def write_mail_application(folder):
    """It writes down what it is asked to open."""
    applications = pathlib.Path(f'{folder}/share/applications')
    applications.mkdir(parents=True)
    (applications / 'mail.desktop').write_text(
        '[Desktop Entry]\nType=Application\nName=Mail\nMimeType=x-scheme-handler/mailto;\n'
        f'Exec=sh -c "printf %%s \\"\\$1\\" > {folder}/mailed" sh %u\n', encoding='utf-8')
    pathlib.Path(f'{folder}/config/mimeapps.list').write_text(
        '[Default Applications]\nx-scheme-handler/mailto=mail.desktop\n', encoding='utf-8')


def test_report_opens_a_ready_mail(folder):
    wait_for('Report an error…', 'push button').do_action(0)
    mailed = pathlib.Path(f'{folder}/mailed')
    wait_until(lambda: mailed.exists() and mailed.read_text(encoding='utf-8'), 'mailed')
    text = urllib.parse.unquote(mailed.read_text(encoding='utf-8'))
    assert text.startswith('mailto:catalogue@example.org?subject='), text
    assert 'Semailles des Remparts' in text and '000\u00a0412\u00a0387' in text, text


def remove_mail_application(folder):
    pathlib.Path(f'{folder}/share/applications/mail.desktop').unlink()
    pathlib.Path(f'{folder}/config/mimeapps.list').unlink()


def test_report_is_saved_where_no_mail_opens(folder):
    type_text('semailles')
    wait_for('1 structure')
    press('ctrl+f', 'Down', 'Return')
    wait_for('Report an error…', 'push button').do_action(0)
    name = wait_for('Name:?', 'text')
    saved = pathlib.Path(f'{folder}/report.txt')
    name.get_editable_text_iface().set_text_contents(str(saved))
    wait_for('_?Save( Save)?', 'push button').do_action(0)
    wait_for('Text saved: .*')
    text = saved.read_text(encoding='utf-8')
    assert 'To: catalogue@example.org' in text and '000\u00a0412\u00a0387' in text, text
    type_text('')


def test_away_server_leaves_everything_readable(backend):
    shown = wait_for(r'\d+ structures').get_name()
    backend.stop()
    type_text('semailles')
    wait_for('Semailles des Remparts.*', 'list item')
    type_text('')
    wait_for(shown)


def main():
    server, application = sys.argv[1:]
    faults = number = 0

    def run(promise, *arguments):
        nonlocal faults, number
        number += 1
        name = promise.__name__.removeprefix('test_').replace('_', '-')
        try:
            promise(*arguments)
            print(f'ok {number} {name}', flush=True)
        except (AssertionError, GLib.Error, subprocess.SubprocessError) as error:
            faults += 1
            print(f'not ok {number} {name}: {error}', flush=True)

    print('1..11')
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(f'{folder}/config').mkdir()
        write_mail_application(folder)
        backend = Backend(server, folder)
        window = Window(application, backend, folder)
        run(test_demonstration_is_marked)
        run(test_search_finds_and_counts)
        run(test_keys_search_open_and_step)
        run(test_arrows_go_through_the_filters)
        run(test_back_leads_to_the_same_row)
        resize(1280, 800)
        run(test_report_opens_a_ready_mail, folder)
        run(test_filter_is_counted_and_has_a_chip)
        try:
            kept = wait_for(r'\d+ structures').get_name()
        except AssertionError:
            kept = 'nothing'

        def test_filters_come_back_at_the_next_start():
            nonlocal window
            window.close()
            remove_mail_application(folder)
            window = Window(application, backend, folder)
            wait_for(kept)

        run(test_filters_come_back_at_the_next_start)
        run(test_report_is_saved_where_no_mail_opens, folder)
        run(test_away_server_leaves_everything_readable, backend)

        def test_it_closes_without_a_warning():
            window.close()

        run(test_it_closes_without_a_warning)
        window.process.kill()
        backend.stop()
    sys.exit(bool(faults))


if __name__ == '__main__':
    main()
