#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-pages.py PROGRAM OUT [options]: opens every page, menu and dialog in one start.

Each must fit the size asked, have nothing the accessibility audit calls an error, and draw no
warning of GTK or GLib; with --keys Tab reaches all of it, with --see its text has contrast. A picture
of each is left in OUT. Prints TAP.
"""
import argparse
import fcntl
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

import driver

# Kept findings, each with its reason.
IGNORED = [
    'image: image "GtkImage".* 336x128$',  # libadwaita's own, in About: the icon beside the name
    'image: image "GtkPicture".* 56x56$',  # the logo, beside the name it stands for
    'contrast: label "GtkLabel"',  # holds no text
    'unnamed: push button "GtkButton" at 24,',  # hidden: GTK leaves the size it had last
]


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('program')
    parser.add_argument('out')
    parser.add_argument('--size', default='1280x800')
    parser.add_argument('--scheme', default='light')
    parser.add_argument('--text', type=float, default=1.0)
    parser.add_argument('--contrast', action='store_true')
    parser.add_argument('--keys', action='store_true', help='press Tab through each page')
    parser.add_argument('--see', action='store_true', help='measure contrast on the screen')
    parser.add_argument('--only', help='parts of the walk, by comma')
    parser.add_argument('--pseudo', metavar='PO', help='make each text of this file 40 %% longer')
    return parser.parse_args()


def lengthen(text):
    """Words as long as before, and 40 % more of them: what is cut is cut of a longer language."""
    head, mark, tail = text.partition('…')
    more = re.sub(r'%[0-9$]*[a-z]|[<>&_%]|\{\w+\}', '', head).strip()
    return head + (' ' + more[:max(2, round(len(more) * 0.4))].strip() if more else '') + mark + tail


def make_pseudo(po, folder):
    """A catalogue of texts made from po, under the name of French."""
    entries = re.split(r'\n\n', pathlib.Path(po).read_text(encoding='utf-8'))
    made = [entries[0]]
    for entry in entries[1:]:
        parts = re.split(r'(?m)^(msgstr(?:\[\d\])?) ', entry)
        for i in range(2, len(parts), 2):
            said = ''.join(re.findall(r'"(.*)"', parts[i]))
            parts[i] = f'"{lengthen(said)}"\n' if '\\n' not in said and '%d' not in said else parts[i]
        made.append(''.join(part + (' ' if i % 2 else '') for i, part in enumerate(parts)))
    target = pathlib.Path(folder) / 'fr' / 'LC_MESSAGES'
    target.mkdir(parents=True)
    text = pathlib.Path(folder) / 'pseudo.po'
    text.write_text('\n\n'.join(made), encoding='utf-8')
    subprocess.run(['msgfmt', '-o', str(target / 'achetons-solidaires.mo'), str(text)], check=True)
    return folder


CSV = ('name;kind;siret\n'
       'Un atelier sans suite;ACI;00041238700011\n'
       'Deux lignes de la même;ACI;00041238700011\n'
       ';ACI;\n')


WORDS = {
    'damaged': '.*(is damaged|est abîmé).*',
    'newer': '.*(newer version|version plus récente).*',
    'locked': '.*(Another program|Un autre programme).*',
    'rebuilt': '.*(is being received again|est reçu de nouveau).*',
}
PARTS = ['first_run', 'dialogs', 'imports', 'catalogue', 'stores']


def read_sections():
    """Titles of the sections of filters: each is one Tab stop, with arrows inside."""
    text = (driver.HERE.parents[1] / 'ui/catalogue/sol-facets.ui').read_text(encoding='utf-8')
    titles = re.findall(r'name="title" translatable="yes">([^<]+)</property>(\s*<property name="one-stop">false)?', text)
    return [title for title, several in titles if not several]


class Walk:
    """Where to go; each step leaves what was opened."""

    def __init__(self, app, folder):
        self.app, self.folder, self.before = app, pathlib.Path(folder), ()
        self.hidden = set()  # of pages that GTK leaves on the bus when another covers them

    def keep(self):
        """What is on screen now is not of what opens next."""
        self.before = {n.says() for n in self.app.nodes()}
        return len(self.app.window_titles())

    def leave(self):
        self.app.press('Escape')
        self.app.settle(0.2)
        self.before = ()

    def first_run(self):
        self.app.settle()
        yield 'first-run'
        self.keep()
        self.app.press('F10')
        yield 'menu'
        self.leave()

    def dialogs(self):
        for action in ('connect', 'preferences', 'shortcuts', 'help', 'about'):
            before = self.keep()
            self.app.act(action)
            driver.wait_for(lambda n=before: len(self.app.window_titles()) > n, action)
            self.app.fill()
            yield action
            if action == 'connect':
                self.app.type('http://127.0.0.1:9/')
                self.app.press('Return')
                self.app.wait_gone('(Asking the platform|Interrogation de la plateforme).*')
                self.app.settle()
                yield 'connect-refused'
            self.leave()
            driver.wait_for(lambda n=before: len(self.app.window_titles()) == n, f'end of {action}')

    def imports(self):
        for name, text in (('import', CSV), ('import-failure', 'not a catalogue')):
            path = self.folder / f'{name}.csv'
            path.write_text(text, encoding='utf-8')
            before = self.keep()
            self.app.call('Open', f"['{path.as_uri()}']", '{}')
            driver.wait_for(lambda n=before: len(self.app.window_titles()) > n, name)
            self.app.fill()
            yield name
            self.leave()
            driver.wait_for(lambda n=before: len(self.app.window_titles()) == n, f'end of {name}')

    def catalogue(self):
        self.hidden = {n.name for n in self.app.nodes() if n.role == 'label'}
        self.app.act('demonstration')
        self.app.wait('(Exchanges with the platform: Up to date|Échanges avec la plateforme.*: À jour).*',
                      seconds=60)
        self.app.settle(0.5)
        yield 'catalogue'
        if self.app.session.size[0] < 900:
            self.app.press('F9')
            self.app.settle()
            yield 'filters'
            self.app.press('F9')
            self.app.settle()
        self.keep()
        self.app.do('(Exchanges with the platform|Échanges avec la plateforme).*')
        self.app.settle()
        yield 'exchanges'
        self.leave()
        self.app.press('ctrl+f')
        self.app.type('zzzzqq')
        self.app.settle(0.6)
        yield 'nothing-found'
        self.app.press('Escape')
        self.app.settle()
        if self.app.session.size[0] < 900:
            self.keep()  # the page covers the list, which GTK leaves on the bus
        self.app.press('ctrl+f', 'Down', 'Return')
        self.app.settle(0.5)
        yield 'structure'

    def stores(self):
        """What may have happened to the files of a catalogue. Last: GTK leaves the pages of a stack on
        the bus."""
        folder = self.folder / 'data' / 'demo'
        for name in ('rebuilt', 'damaged', 'newer', 'locked'):
            self.app.act('first-run')
            self.app.settle()
            folder.mkdir(parents=True, exist_ok=True)
            lock = getattr(self, f'make_{name}')(folder)
            self.keep()
            self.app.act('demonstration')
            self.app.wait(WORDS[name], seconds=60)
            yield f'store-{name}'
            if lock:
                lock.close()

    def make_damaged(self, folder):
        for path in folder.glob('user.db*'):
            path.unlink()
        (folder / 'user.db').write_bytes(b'SQLite format 3\0' + b'x' * 4096)

    def make_newer(self, folder):
        (folder / 'user.db').unlink()
        with sqlite3.connect(folder / 'user.db') as database:
            database.execute('PRAGMA user_version = 999')
        database.close()

    def make_locked(self, folder):
        (folder / 'user.db').unlink()
        lock = open(folder / 'lock', 'a', encoding='utf-8')
        fcntl.flock(lock, fcntl.LOCK_EX)
        return lock

    def make_rebuilt(self, folder):
        for path in folder.glob('public.db-*'):
            path.unlink()
        (folder / 'public.db').write_bytes(b'SQLite format 3\0' + b'x' * 4096)

    def all(self, only):
        for part in only.split(',') if only else PARTS:
            yield from getattr(self, part)()


def check(app, name, walk, out):
    faults = [f'asks {low}' for low in app.unfit()]
    app.picture(out / f'{name}.png')
    app.audit.findings.clear()
    app.audit.page(name, walk.before)
    for (kind, _), places in app.audit.findings.items():
        covered = name == 'filters' or any(f'"{text}"' in places[0][1] for text in walk.hidden)
        if kind == 'contrast' and covered:
            continue  # what is read is what lies above: a drawer, another page
        if kind in app.module.ERRORS or (kind in ('contrast', 'small', 'image')):
            faults.append(f'{kind}: {places[0][1]}')
    return faults


def main():
    options = parse()
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    size = tuple(int(side) for side in options.size.split('x'))
    bad = number = 0
    with tempfile.TemporaryDirectory(prefix='sol-pages-') as folder:
        pseudo = make_pseudo(options.pseudo, f'{folder}/locale') if options.pseudo else None
        with driver.Program(os.path.abspath(options.program), '--data-dir', f'{folder}/data', size=size,
                            scheme=options.scheme, text=options.text, contrast=options.contrast,
                            lang='C.UTF-8', locale_dir=pseudo, see=options.see,
                            tabs=100 if options.keys else 0, ignore=IGNORED,
                            group=read_sections()) as app:
            app.fill()
            walk = Walk(app, folder)
            for name in walk.all(options.only):
                number += 1
                faults = check(app, name, walk, out)
                bad += bool(faults)
                print(f"{'not ok' if faults else 'ok'} {number} {name}", flush=True)
                for fault in faults:
                    print(f'# {fault}', flush=True)
            warnings = app.warnings()
            print(f"{'not ok' if warnings else 'ok'} {number + 1} no-warning", flush=True)
            for line in warnings[:8]:
                print(f'# {line}', flush=True)
    print(f'1..{number + 1}')
    return 1 if bad or warnings else 0


if __name__ == '__main__':
    sys.exit(main())
