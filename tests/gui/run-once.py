#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Without a display: open the application under Xvfb, search once, leave a screenshot.

run-once.py --out PICTURE [--text TEXT] -- COMMAND [ARGUMENT...]
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

NAME = 'achetons-solidaires'


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('--out', required=True)
    parser.add_argument('--text', default='nettoyage')
    parser.add_argument('--size', default='1280x800')
    parser.add_argument('--inside', action='store_true', help=argparse.SUPPRESS)
    parser.add_argument('command', nargs='+')
    return parser.parse_args()


def find(node, wanted, depth=0):
    """First node that satisfies, in order of the tree."""
    if node is None or depth > 60:
        return None
    if wanted(node):
        return node
    for i in range(node.get_child_count()):
        found = find(node.get_child_at_index(i), wanted, depth + 1)
        if found:
            return found
    return None


def wait_for(look, what, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.2)
    raise SystemExit(f'never saw {what}')


def shoot(path):
    """Returns whether there is anything to see: on a loaded machine what is there is painted later."""
    subprocess.run(['import', '-window', 'root', path], check=True)
    colours = subprocess.run(['identify', '-format', '%k', path], check=True, capture_output=True, text=True).stdout
    return int(colours) > 16


def drive(options, program):
    import gi
    gi.require_version('Atspi', '2.0')
    from gi.repository import Atspi

    def application():
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            node = desktop.get_child_at_index(i)
            # The bus is private. Not by the process: a sandbox has another between.
            if node and node.get_name() == NAME:
                return node
        return None

    def rows():
        lists = find(app, lambda n: n.get_role() == Atspi.Role.LIST and n.get_child_count() > 2
                     and n.get_child_at_index(0).get_role() == Atspi.Role.LIST_ITEM)
        return lists and lists.get_child_count()

    app = wait_for(application, 'the application')
    entry = wait_for(lambda: find(app, lambda n: n.get_role() in (Atspi.Role.ENTRY, Atspi.Role.TEXT)
                                  and n.get_editable_text_iface()
                                  and n.get_state_set().contains(Atspi.StateType.FOCUSED)),
                     'the search entry, which has the focus')
    wait_for(rows, 'results')
    entry.get_editable_text_iface().set_text_contents(options.text)
    time.sleep(1)
    wait_for(rows, f'results for “{options.text}”')
    time.sleep(1.5)
    wait_for(lambda: shoot(options.out), 'anything painted')


def inside(options):
    """In the private X server and session bus."""
    if subprocess.run(['which', 'openbox'], capture_output=True, check=False).returncode == 0:
        manager = subprocess.Popen(['openbox'], stderr=subprocess.DEVNULL)
    else:
        manager = None
    program = subprocess.Popen(options.command)
    try:
        drive(options, program)
    finally:
        program.terminate()
        try:
            program.wait(10)
        except subprocess.TimeoutExpired:
            program.kill()
        if manager:
            manager.terminate()


def main():
    options = parse()
    pathlib.Path(options.out).parent.mkdir(parents=True, exist_ok=True)
    if options.inside:
        inside(options)
        return 0
    with tempfile.TemporaryDirectory() as home:
        os.chmod(home, 0o700)
        # Nobody tells a bare X server which font the desktop has.
        settings = pathlib.Path(home) / 'config/gtk-4.0/settings.ini'
        settings.parent.mkdir(parents=True)
        settings.write_text('[Settings]\ngtk-font-name=Cantarell 11\n', encoding='utf-8')
        # Two folders: dconf keeps files of the same name in both.
        environment = dict(os.environ, XDG_RUNTIME_DIR=home, XDG_CONFIG_HOME=f'{home}/config',
                           GDK_BACKEND='x11', GSK_RENDERER='cairo', ADW_DISABLE_PORTAL='1', NO_AT_BRIDGE='0')
        environment.pop('WAYLAND_DISPLAY', None)
        return subprocess.run(
            [pathlib.Path(__file__).with_name('with-display.py'), options.size, 'dbus-run-session', '--',
             '/usr/bin/python3', __file__, '--inside', '--size', options.size, '--text', options.text,
             '--out', options.out, '--', *options.command],
            env=environment, check=False).returncode


if __name__ == '__main__':
    sys.exit(main())
