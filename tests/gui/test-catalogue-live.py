#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-catalogue-live.py SERVER APPLICATION: the catalogue in the real window, on the real backend,
driven as a screen reader does. Prints TAP. Runs on a display and a bus of its own."""
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse

from live import (Backend, Window, act, click, is_focused, look, open_first, open_with, open_with_nothing,
                  press, resize, type_text, wait_for, wait_received, wait_until)
from tap import Tap

SLACK = 3  # seconds more that a busy machine may take


def test_demonstration_is_marked():
    wait_for('Demonstration, all invented.*')
    wait_for(r'Catalogue of .*\d\d\d\d.*', 'label')


def test_search_finds_and_counts():
    wait_received()
    wait_for('132 structures')
    type_text('semailles')
    wait_for('1 structure')
    wait_for('Semailles des Remparts.*', 'list item')


def test_filter_is_counted_and_has_a_chip():
    type_text('')
    wait_for('132 structures')
    click('.*Cleaning and hygiene.*', 'check box')
    wait_for(r'(?!132)\d+ structures')


def test_keys_search_open_and_step(first):
    type_text('')
    wait_for('132 structures')
    press('F6')  # off the search, wherever the focus was
    subprocess.run(['xdotool', 'type', '--delay', '80', 'semailles'], check=True)
    wait_for('1 structure')
    press('Escape')
    wait_for('132 structures')
    wait_until(lambda: is_focused('Search structures', 'entry'), 'back in the search')
    open_first(f'{first}, .*')
    wait_for('1 of 132')
    press('ctrl+Next')
    wait_for('2 of 132')
    press('ctrl+Prior')
    wait_for('1 of 132')


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


def test_back_leads_to_the_same_row(first):
    """On a telephone the page covers the results: a button, two keys and the mouse lead back."""
    resize(360, 640)
    row = f'{first}, .*'
    wait_for('Back to the results', 'push button')
    for go_back in (('key', 'alt+Left'), ('key', 'Escape'),
                    ('mousemove', '180', '300', 'click', '8')):
        if is_focused(row, 'list item'):
            press('Return')
        wait_until(lambda: is_focused('Next result', 'push button'), 'on the page')
        subprocess.run(['xdotool', *go_back], check=True)
        wait_until(lambda: is_focused(row, 'list item'), f'back on the row by {go_back}')
    press('F9')
    wait_for('Show 132 structures', 'push button')
    wait_until(lambda: is_focused('Cleaning and hygiene, .*', 'check box'), 'where Tab left them')
    press('Escape')
    wait_until(lambda: is_focused('Search structures', 'entry'), 'back in the search')


def test_report_opens_a_ready_mail(mailed):
    click('Semailles des Remparts, .*', 'list item')
    wait_for('Semailles des Remparts', 'label')
    act('Report an error…')
    wait_until(lambda: mailed.exists() and mailed.read_text(encoding='utf-8'), 'mailed')
    text = urllib.parse.unquote(mailed.read_text(encoding='utf-8'))
    assert text.startswith('mailto:catalogue@example.org?subject='), text
    assert 'Semailles des Remparts' in text and '000\u00a0412\u00a0387' in text, text


def test_report_is_saved_where_no_mail_opens(folder):
    type_text('semailles')
    wait_for('1 structure')
    open_first('Semailles des Remparts, .*')
    act('Report an error…')
    name = wait_for('Name:?', 'text')
    saved = pathlib.Path(f'{folder}/report.txt')
    name.write(str(saved))
    act('_?Save( Save)?')
    wait_for('Text saved: .*')
    text = saved.read_text(encoding='utf-8')
    assert 'To: catalogue@example.org' in text and '000\u00a0412\u00a0387' in text, text
    type_text('')


def test_what_another_does_is_on_screen_at_once(backend):
    """Long before the next time that the window would ask by itself."""
    before = wait_for(r'\d+ structures').name
    backend.take_down('Semailles des Remparts')
    began = time.monotonic()
    wait_until(lambda: not look(before), 'one less')
    took = time.monotonic() - began
    print(f'# on screen after {took:.1f} s', flush=True)
    assert took < 2 + SLACK, took


def test_away_server_leaves_everything_readable(backend):
    shown = wait_for(r'\d+ structures').name
    name = wait_for('.+, .+', 'list item').name.split(',')[0]
    backend.stop()
    type_text(name)
    wait_for(re.escape(name) + '.*', 'list item')
    type_text('')
    wait_for(shown)


def main():
    server, application = sys.argv[1:]
    tap = Tap(12)
    with tempfile.TemporaryDirectory() as folder:
        mailed = open_with(folder, 'x-scheme-handler/mailto')
        backend = Backend(server, folder)
        window = Window(application, backend, folder)
        tap.run(test_demonstration_is_marked)
        tap.run(test_search_finds_and_counts)
        tap.run(test_keys_search_open_and_step, backend.first())
        tap.run(test_arrows_go_through_the_filters)
        tap.run(test_back_leads_to_the_same_row, backend.first())
        resize(1280, 800)
        tap.run(test_report_opens_a_ready_mail, mailed)
        tap.run(test_filter_is_counted_and_has_a_chip)
        try:
            kept = wait_for(r'\d+ structures').name
        except AssertionError:
            kept = 'nothing'

        def test_filters_come_back_at_the_next_start():
            nonlocal window
            window.close()
            open_with_nothing(folder)
            window = Window(application, backend, folder)
            wait_for(kept)

        tap.run(test_filters_come_back_at_the_next_start)
        tap.run(test_report_is_saved_where_no_mail_opens, folder)
        tap.run(test_what_another_does_is_on_screen_at_once, backend)
        tap.run(test_away_server_leaves_everything_readable, backend)

        def test_it_closes_without_a_warning():
            window.close()

        tap.run(test_it_closes_without_a_warning)
        window.process.kill()
        backend.stop()
    tap.end()


if __name__ == '__main__':
    main()
