#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-catalogue-acts.py SERVER APPLICATION: what one does with the structures found and with the page
of one, in the real window on the real backend, each told by what comes of it: a mail, the clipboard, a
file, another list. Prints TAP. Runs on a display and a bus of its own."""
import csv
import pathlib
import subprocess
import sys
import tempfile

from live import (Backend, Window, act, click, look, open_first, open_with, press, type_text,
                  wait_for, wait_received, wait_until)
from tap import Tap
from tree import STATE

ALL = '132 structures'
SEMAILLES = 'Semailles des Remparts, .*'


def remove_chip(pattern):
    click(f'Remove the filter: {pattern}', 'push button')
    wait_for(ALL)


def open_semailles():
    wait_received()
    wait_for(ALL)
    click(SEMAILLES, 'list item')
    wait_for(r'\d of 132')


def check_opens(opened, button, what):
    opened.unlink(missing_ok=True)
    act(button)
    wait_until(lambda: opened.exists() and opened.read_text(encoding='utf-8'), f'opened: {button}')
    assert opened.read_text(encoding='utf-8') == what, opened.read_text(encoding='utf-8')


def test_write_call_and_site_open_their_application(opened):
    for button, uri in (('Write', 'mailto:contact@semailles-des-remparts.example.org'),
                        ('Call', 'tel:0465710012'),
                        ('Web site', 'https://semailles-des-remparts.example.org/')):
        check_opens(opened, button, uri)


def test_siret_and_address_are_on_the_clipboard():
    act('Copy SIRET')
    wait_for('SIRET and address copied')
    copied = subprocess.run(['xclip', '-o', '-selection', 'clipboard'], capture_output=True,
                            text=True, check=True, timeout=20).stdout
    assert copied.replace('\u00a0', ' ') == (
        'Semailles des Remparts\nSIRET 000 412 387 00011\n14, rue des Lavoirs-Neufs, 84000 Avignon'), copied


def is_expanded(pattern):
    return wait_for(pattern, 'push button').has(STATE.EXPANDED)


def test_proofs_open_under_their_criterion():
    proofs = '3 proofs, 1. Meeting a real need'
    assert not is_expanded(proofs)
    act(proofs)
    wait_until(lambda: is_expanded(proofs), 'unfolded')
    wait_for('Reportage de la gazette municipale · link · .*', 'label')
    act(proofs)
    wait_until(lambda: not is_expanded(proofs), 'folded away')


def test_widening_is_offered_and_taken():
    click('Catering and food, .*', 'check box')
    wait_for('Remove the filter: Catering and food')
    type_text('semailles')
    wait_for('No structure meets all of this')
    click('Remove “Catering and food”, 1 structure', 'list item')
    wait_for('1 structure')
    wait_for(SEMAILLES, 'list item')
    wait_until(lambda: look('Remove the filter: .*') is None, 'without the filter')
    type_text('')
    wait_for(ALL)


def test_not_provided_is_a_value_to_choose():
    sections = ('Activity', 'Where', 'Kind of structure', 'Proven practices')
    for section in sections:  # folded, for the label to come in sight
        act(section)
    click('Not provided, 100 structures', 'check box')
    wait_for('100 structures')
    remove_chip('Label.*')
    for section in sections:
        act(section)


def choose_place(entry, typed, place):
    click(entry, 'text')
    subprocess.run(['xdotool', 'type', '--delay', '80', typed], check=True)
    wait_for(place, 'list item')
    press('Down', 'Return')


def test_works_in_a_commune_then_in_a_region():
    choose_place('Works in', 'Avigno', r'Avignon.*, 84000')
    wait_for(r'(?!132)\d+ structures')
    remove_chip('.*Avignon.*')
    choose_place('Works in', 'Britt', 'Brittany, région')
    wait_for(r'(?!132)\d+ structures?|No structure .*')
    remove_chip('.*Brittany.*')


def test_sorted_by_the_last_update(backend):
    act('Sorted by: Relevance')
    act('Recently updated', 'menu item')
    wait_for('Sorted by: Recently updated', 'push button')
    first = backend.first('&sort=updated')
    assert first == 'Vélorue Comtadine', first
    open_first(f'{first}, .*')
    wait_for('1 of 132')
    wait_for(first, 'label')


def test_chosen_ones_are_exported(folder, opened):
    act('Choose')
    for name in ('Ocre & Chaux, .*', 'Les Ateliers du Rocher, .*'):
        click('Choose', 'check box', within=(name, 'list item'))
    wait_for('2 chosen of 132')
    act('Export…')
    saved = pathlib.Path(f'{folder}/chosen.csv')
    wait_for('Name:?', 'text').write(str(saved))
    act('_?Export( Export)?')
    wait_for('2 structures in “chosen.csv”')
    assert saved.read_bytes().startswith(b'\xef\xbb\xbf')
    with open(saved, encoding='utf-8-sig', newline='') as file:
        rows = list(csv.reader(file, delimiter=';'))
    names = [row[rows[0].index('Name')] for row in rows[1:]]
    assert sorted(names) == ['Les Ateliers du Rocher', 'Ocre & Chaux'], names
    for button, path in (('Show in folder', saved.parent), ('Open( Open)?', saved)):
        check_opens(opened, button, str(path))


def main():
    server, application = sys.argv[1:]
    tap = Tap(9)
    with tempfile.TemporaryDirectory() as folder:
        opened = open_with(folder, 'x-scheme-handler/mailto', 'x-scheme-handler/tel',
                           'x-scheme-handler/https', 'text/csv', 'inode/directory')
        backend = Backend(server, folder)
        window = Window(application, backend, folder)
        open_semailles()
        tap.run(test_write_call_and_site_open_their_application, opened)
        tap.run(test_siret_and_address_are_on_the_clipboard)
        tap.run(test_proofs_open_under_their_criterion)
        tap.run(test_widening_is_offered_and_taken)
        tap.run(test_not_provided_is_a_value_to_choose)
        tap.run(test_works_in_a_commune_then_in_a_region)
        tap.run(test_sorted_by_the_last_update, backend)
        tap.run(test_chosen_ones_are_exported, folder, opened)

        def test_it_closes_without_a_warning():
            window.close()

        tap.run(test_it_closes_without_a_warning)
        window.process.kill()
        backend.stop()
    tap.end()


if __name__ == '__main__':
    main()
