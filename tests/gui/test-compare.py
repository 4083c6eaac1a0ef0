#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-compare.py SERVER APPLICATION: a buyer holds structures of the catalogue side by side in the real window on the
real backend: by their practices, with what proves them, by what differs. Prints TAP. Runs on a display and a bus of
its own."""
import sys
import tempfile

from live import (Backend, Window, act, click, is_focused, look, open_with, press, resize, type_text, wait_for,
                  wait_received, wait_until)
from tap import Tap
from tree import STATE

FIRST, SECOND, THIRD = 'Semailles des Remparts', 'Les Ateliers du Rocher', 'Ocre & Chaux'
SIDE_BY_SIDE = '{} structures side by side'


def is_gone(pattern, role=None):
    wait_until(lambda: look(pattern, role) is None, f'away: “{pattern}”')


def test_space_chooses_the_row_that_one_came_to():
    wait_received()
    type_text(FIRST)
    wait_for('1 structure')
    press('ctrl+f', 'Down')
    wait_until(lambda: is_focused(f'{FIRST}, .*', 'list item'), f'at “{FIRST}”')
    press('space')
    wait_for('1 chosen of 1')


def test_one_alone_is_not_compared():
    assert not wait_for('Compare', 'push button').sensitive


def test_those_that_are_chosen_stand_side_by_side():
    for number, name in enumerate((SECOND, THIRD), 2):
        type_text(name)
        click('Choose', 'check box', within=(f'{name}, .*', 'list item'))
        wait_for(f'{number} chosen of 1')
    act('Compare')
    wait_for(SIDE_BY_SIDE.format(3))
    wait_for(f'1[.] Meeting a real need, {FIRST}, Shared')
    wait_for(f'1[.] Meeting a real need, {SECOND}, .*')
    wait_for(f'All together, {THIRD}, . of 9 proven')
    wait_for(f'Where it is, {FIRST}, Avignon.*')


def test_proofs_open_in_their_column():
    proofs = f'3 proofs, 1. Meeting a real need, {FIRST}'
    act(proofs)
    wait_until(lambda: wait_for(proofs, 'push button').has(STATE.EXPANDED), 'unfolded')
    wait_for('Reportage de la gazette municipale · link · .*', 'label')


def test_one_is_taken_out():
    act(f'Take “{THIRD}” out')
    wait_for(SIDE_BY_SIDE.format(2))
    is_gone(f'Where it is, {THIRD}, .*')


def test_only_what_differs_is_shown():
    same = f'3[.] Deciding together, {FIRST}, Practised'
    wait_for(same)
    click('Differences only', 'check box')
    is_gone(same)
    wait_for(f'2[.] Counting all costs and benefits, {FIRST}, Practised')
    click('Differences only', 'check box')
    wait_for(same)


def find_places():
    """From where on each is, of the first practice."""
    return [wait_for(f'1[.] Meeting a real need, {name}, .*').box[:2] for name in (FIRST, SECOND)]


def test_narrow_they_stand_below_each_other():
    (x, y), (other_x, other_y) = find_places()
    assert x < other_x and y == other_y, find_places()
    resize(360, 640)
    wait_until(lambda: (lambda a, b: a[0] == b[0] and a[1] < b[1])(*find_places()),
               lambda: f'columns that became lines, but {find_places()}', seconds=20)
    resize(1280, 800)
    wait_until(lambda: (lambda a, b: a[0] < b[0] and a[1] == b[1])(*find_places()),
               lambda: f'lines that became columns, but {find_places()}', seconds=20)


def test_escape_goes_back_to_what_is_chosen():
    press('Escape')
    wait_for('2 chosen of 1')
    act('Compare')
    # The page of before is still on the bus.
    wait_until(lambda: is_focused('Differences only', 'check box'), 'side by side anew')
    act(f'Take “{SECOND}” out')  # which leaves nothing to compare
    wait_for('1 chosen of 1')


def main():
    server, application = sys.argv[1:]
    tap = Tap(9)
    with tempfile.TemporaryDirectory() as folder:
        open_with(folder)
        backend = Backend(server, folder)
        window = Window(application, backend, folder)
        for test in (test_space_chooses_the_row_that_one_came_to, test_one_alone_is_not_compared,
                     test_those_that_are_chosen_stand_side_by_side, test_proofs_open_in_their_column,
                     test_one_is_taken_out, test_only_what_differs_is_shown,
                     test_narrow_they_stand_below_each_other, test_escape_goes_back_to_what_is_chosen):
            tap.run(test)

        def test_it_closes_without_a_warning():
            window.close()

        tap.run(test_it_closes_without_a_warning)
        window.process.kill()
        backend.stop()
    tap.end()


if __name__ == '__main__':
    main()
