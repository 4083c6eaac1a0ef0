#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-pages.py PROGRAM OUT [options]: opens every page, menu and dialog in one start, in French.

Each must fit the size asked and draw no warning of GTK or GLib; with --audit it has nothing the
accessibility audit calls an error and Tab reaches all of it, with --see its text has contrast, light,
dark and in high contrast. A picture of each is left in OUT. Prints TAP.
"""
import argparse
import ctypes
import fcntl
import gettext
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile

import driver
from platform_walk import PlatformWalk
from web_browser import Browser

# Kept findings, each with its reason.
IGNORED = [
    'image: image "GtkImage".* 336x128$',  # libadwaita's own, in About: the icon beside the name
    'image: image "GtkPicture".* 56x56$',  # the logo, beside the name it stands for
    'doubled: push button "_.*" in "Quitter cette organisation',  # libadwaita's own, in a dialog that asks
    'unnamed: list item "" in "Ce qui a été fait',  # a heading among the rows of a list, which is read below it
    'un(named|reached): push button "GtkImage".* 34x34$',  # libadwaita's own, that closes a toast
]
WALKS = {
    'pages': ['first_run', 'dialogs', 'imports', 'catalogue', 'comparing', 'away', 'structure', 'stores'],
    'own-pages': ['demonstration', 'account', 'listing', 'organisation', 'own_data', 'moderator', 'animator', 'table',
                  'correction'],
    'platform-pages': ['platform'],
}


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('program')
    parser.add_argument('out')
    parser.add_argument('--size', default='1280x800')
    parser.add_argument('--fit', help='what windows must fit; default: the size')
    parser.add_argument('--text', type=float, default=1.0)
    parser.add_argument('--audit', action='store_true', help='read each page, press Tab through it')
    parser.add_argument('--see', metavar='PAGES', default='', help='measure contrast on the screen, in each look: '
                        'names by comma, or all')
    parser.add_argument('--walk', choices=WALKS, default='pages')
    parser.add_argument('--only', help='parts of all walks instead, by comma')
    parser.add_argument('--locale-dir', help='of the translations')
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


STATE = 'Échanges avec la plateforme.*: {}.*'
WORDS = {
    'rebuilt': '.*est reçu de nouveau.*',
    'damaged': '.*est abîmé.*',
    'newer': '.*version plus récente.*',
    'locked': '.*Un autre programme.*',
    'read_only': '.*pas permis d’écrire.*',
    'full': '.*disque est plein.*',
}
# Pages of its About window: seen, but what they are called is not for us to say.
OF_ADWAITA = ['Dépannage', 'Crédits', 'Mentions légales']
LIGHT = 'light', False
PICTURES = {LIGHT: '', ('dark', False): 'dark'}  # the folder of each look
# One Tab stop each, with arrows inside.
CHOICES = ['Je viens comme.*', 'Comment vous le prouvez.*', 'C’est un.*', 'En quartier prioritaire.*', 'En zone de revitalisation rurale.*']
CLONE_NEWNS = 0x20000


def hide_mounts():
    """What this process mounts is its own, and goes with it. Returns whether it may mount."""
    if ctypes.CDLL(None).unshare(CLONE_NEWNS):
        return False
    return not subprocess.run(['mount', '--make-rprivate', '/'], check=False, stderr=subprocess.DEVNULL).returncode


def read_sections(folder):
    """Titles of the sections of filters: each is one Tab stop, with arrows inside."""
    text = (driver.HERE.parents[1] / 'ui/catalogue/sol-facets.ui').read_text(encoding='utf-8')
    titles = re.findall(r'name="title" translatable="yes">([^<]+)</property>(\s*<property name="one-stop">false)?', text)
    say = gettext.translation('achetons-solidaires', folder, ['fr'], fallback=True).gettext
    return [say(title) for title, several in titles if not several]


class Walk(PlatformWalk):
    """Where to go; each step leaves what was opened."""

    def __init__(self, app, browser, folder, mounts):
        self.app, self.browser, self.folder, self.before = app, browser, pathlib.Path(folder), ()
        self.small = app.session.size[0] < 900
        self.mounts = mounts
        self.gone = set()  # paths on the bus of pages that others took the place of
        self.hidden = set()  # of pages that GTK leaves on the bus when another covers them
        self.looks = [LIGHT, ('dark', False), ('light', True)]  # turned round page by page: a change takes time

    def keep(self):
        """What is on screen now is not of what opens next."""
        nodes = self.app.nodes()
        self.before = {n.says() for n in nodes} | {n.path for n in nodes}  # its words change as it lives
        return len(self.app.window_titles())

    def leave(self, key='Escape'):
        self.app.press(key)
        self.app.settle(0.2)
        self.before = ()

    def first_run(self):
        self.app.wait('Essayer avec le catalogue.*')
        yield 'first-run'
        self.keep()
        self.app.press('F10')
        self.app.wait('Aide.*', 'menu item')
        yield 'menu'
        self.leave()

    def open(self, action):
        before = self.keep()
        self.app.act(action)
        driver.wait_for(lambda: len(self.app.window_titles()) > before, action)
        self.app.wait_dialog()
        self.app.fill()
        return before

    def close(self, before, key='Escape'):
        self.leave(key)
        driver.wait_for(lambda: len(self.app.window_titles()) == before, 'end of a dialog')

    def dialogs(self):
        for action in ('connect', 'preferences', 'shortcuts', 'help', 'about'):
            before = self.open(action)
            yield action
            self.close(before)
        before = self.open('connect')  # again: Tab has led away from the field
        self.app.type('http://127.0.0.1:9/')
        self.app.press('Return')
        self.app.wait('Aucune plateforme ne répond à cette adresse.*')
        yield 'connect-refused'
        self.close(before)
        if self.small:  # elsewhere it is at a place the mouse does not know
            for page in OF_ADWAITA:
                before = self.open('about')
                self.app.click(page)
                self.app.settle()
                yield page
                self.close(before, 'ctrl+w')

    def imports(self):
        for name, text, said in (('import', CSV, '1 structure peut être ouverte.*'),
                                 ('import-failure', 'not a catalogue', 'Choisir un autre fichier.*')):
            path = self.folder / f'{name}.csv'
            path.write_text(text, encoding='utf-8')
            before = self.keep()
            self.app.call('Open', f"['{path.as_uri()}']", '{}')
            self.app.wait(said)
            self.app.fill()
            yield name
            self.close(before)

    def catalogue(self):
        self.hidden = {n.name for n in self.app.nodes() if n.role == 'label'}
        self.app.act('demonstration')
        self.app.wait(STATE.format('À jour'))
        self.app.settle(0.5)
        yield 'catalogue'
        if self.small:
            self.app.press('F9')
            self.app.wait('Voir.*structures.*', 'push button')
            yield 'filters'
            self.app.press('F9')
            self.app.wait_heard()
        self.keep()
        self.app.do(STATE.format(''))
        self.app.wait('Dernière réception.*', 'label')
        yield 'exchanges'
        self.leave()
        self.app.press('ctrl+f')
        self.app.type('zzzzqq')
        self.app.wait('Aucune structure.*')
        yield 'nothing-found'
        self.app.press('Escape')
        if not self.small:  # the picture of the README
            self.app.wait('132 structures')
            self.app.type('nettoy')
            self.app.wait('24 structures')
            self.app.press('Down', 'Return')
            self.app.wait('1 sur 24')
            yield 'catalogue-fr'
            self.app.press('ctrl+f', 'Escape')
        self.app.settle()

    def comparing(self):
        """The first two that are found; beside them stands the one that the keys came to."""
        self.app.press('ctrl+f', 'Down', 'space')
        self.app.wait('1 choisie sur .*')
        self.app.press('Down')
        self.app.wait_heard()
        self.app.press('space')
        self.app.wait('2 choisies sur .*')
        self.app.settle()
        self.keep()
        self.app.do('Comparer.*', 'push button')
        self.app.wait('2 structures côte à côte.*')
        self.app.wait('Réseaux.*', 'label')  # the last line
        yield 'comparing'
        self.gone |= {n.path for n in self.app.nodes()} - set(self.before)  # GTK leaves the page on the bus
        self.app.press('Escape')
        self.app.wait('2 choisies sur .*')
        self.app.press('Escape')
        self.app.wait(r'\d+ structures.*')
        self.before = ()

    def structure(self):
        if self.small:
            self.keep()  # the page covers the list, which GTK leaves on the bus
        self.app.press('ctrl+f', 'Down', 'Return')
        self.app.wait('Signaler une erreur.*')
        yield 'structure'

    def away(self):
        """The backend of the demonstration ends."""
        children = subprocess.run(['pgrep', '-P', str(self.app.process.pid)], capture_output=True,
                                  text=True, check=True).stdout.split()
        for child in children:
            os.kill(int(child), signal.SIGKILL)
        self.app.press('ctrl+r')
        self.app.wait('La plateforme ne répond pas.*', 'label')
        self.app.settle()
        yield 'away'
        self.keep()
        self.app.do(STATE.format(''))
        self.app.wait('Copier les détails.*', 'push button')
        self.app.settle()
        yield 'away-exchanges'
        self.leave()

    def stores(self):
        """What may have happened to the files of a catalogue: told, and they stay as they are. Last:
        GTK leaves the pages of a stack on the bus."""
        folder = self.folder / 'catalogue' / 'demo'
        for name in WORDS:
            self.app.act('first-run')
            self.app.settle()
            folder.mkdir(parents=True, exist_ok=True)
            done = getattr(self, f'make_{name}')(folder)
            if done is False:
                continue  # no small disk may be mounted here
            kept = (folder / 'user.db').read_bytes()
            self.keep()
            try:
                self.app.act('demonstration')
                self.app.wait(WORDS[name])
                yield f'store-{name}'
                assert name == 'rebuilt' or (folder / 'user.db').read_bytes() == kept, 'written over'
            finally:
                if done:
                    done()

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
        lock = open(folder / 'lock', 'a', encoding='utf-8')
        fcntl.flock(lock, fcntl.LOCK_EX)
        return lock.close

    def mount(self, folder, size):
        """A small disk with the files of the catalogue."""
        if not self.mounts:
            return False
        aside = self.folder / 'aside'
        shutil.copytree(folder, aside, dirs_exist_ok=True)
        subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={size}', 'tmpfs', folder], check=True)
        shutil.copytree(aside, folder, dirs_exist_ok=True)
        return True

    def make_read_only(self, folder):
        (folder / 'user.db').unlink()
        (folder / 'user.db').touch()
        if not self.mount(folder, '100m'):
            return False
        subprocess.run(['mount', '-o', 'remount,ro', folder], check=True)
        return lambda: subprocess.run(['umount', '-l', folder], check=True)

    def make_full(self, folder):
        if not self.mount(folder, '100m'):
            return False
        with open(folder / 'full', 'wb', buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError:
                pass
        return lambda: subprocess.run(['umount', '-l', folder], check=True)

    def make_rebuilt(self, folder):
        for path in folder.glob('public.db-*'):
            path.unlink()
        (folder / 'public.db').write_bytes(b'SQLite format 3\0' + b'x' * 4096)

    def all(self, parts):
        for part in parts:
            yield from getattr(self, part)()


def see(app, name, nodes, walk, out):
    """Contrast and a picture in each look, from the one that is there."""
    for look in walk.looks:
        app.set_look(*look)
        app.audit.contrast(name, nodes)
        if look in PICTURES:
            app.picture(out / PICTURES[look] / f'{name}.png')
    walk.looks.reverse()


def audit(app, name, walk, out, seen):
    """Names, contrast in each look, then Tab."""
    app.audit.findings.clear()
    nodes = app.audit.read_page(name, {*walk.before, *walk.gone})
    if seen:
        see(app, name, nodes, walk, out)
    app.audit.keyboard(name, nodes)
    for (kind, _), places in app.audit.findings.items():
        covered = name == 'filters' or any(f'"{text}"' in places[0][1] for text in walk.hidden)
        if kind == 'contrast' and covered:
            continue  # what is read is what lies above: a drawer, another page
        if kind in app.module.ERRORS or kind in ('contrast', 'small', 'image'):
            yield f'{kind}: {places[0][1]}'


def check(app, name, walk, out, options):
    app.settle()
    audited = options.audit and name not in OF_ADWAITA
    seen = audited and {'all', name} & set(options.see.split(','))
    if not seen:
        app.set_look(*LIGHT)
        app.picture(out / f'{name}.png')
    low = () if options.text > 1 and name in ('about', *OF_ADWAITA) else app.unfit(parse_size(options.fit or options.size))
    return [f'asks {size}' for size in low] + (list(audit(app, name, walk, out, seen)) if audited else [])


def follow(walk, parts, out):
    """The walk; where it is stuck, a picture says."""
    try:
        yield from walk.all(parts)
    except AssertionError:
        walk.app.picture(out / 'stuck.png')
        raise


def parse_size(text):
    return tuple(int(side) for side in text.split('x'))


def main():
    options = parse()
    out = pathlib.Path(options.out)
    for folder in PICTURES.values():
        (out / folder).mkdir(parents=True, exist_ok=True)
    bad = number = 0
    mounts = hide_mounts()  # before the program starts, which sees them
    with tempfile.TemporaryDirectory(prefix='sol-pages-') as folder:
        pseudo = make_pseudo(options.pseudo, f'{folder}/locale') if options.pseudo else None
        with driver.Program(os.path.abspath(options.program), '--data-dir', f'{folder}/catalogue', home=folder,
                            size=parse_size(options.size), text=options.text, lang='fr_FR.UTF-8',
                            locale_dir=pseudo or options.locale_dir, settings=True, animations=False, keyring=True,
                            started=False, tabs=100, ignore=IGNORED, group=read_sections(options.locale_dir) + CHOICES) as app:
            browser = Browser(folder)
            app.start()
            app.fill()
            walk = Walk(app, browser, folder, mounts)
            for name in follow(walk, options.only.split(',') if options.only else WALKS[options.walk], out):
                number += 1
                faults = check(app, name, walk, out, options)
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
