# SPDX-License-Identifier: GPL-3.0-or-later
"""The real application on a display, a bus and a home of its own, driven as a person does it: keys,
and what a screen reader reads. One Program a process: the accessibility bus is joined once."""
import importlib.util
import os
import pathlib
import re
import subprocess
import sys
import time
from types import SimpleNamespace

import shot
import tree

APPLICATION = 'org.achetonssolidaires.AchetonsSolidaires'
PATH = '/' + APPLICATION.replace('.', '/')
HERE = pathlib.Path(__file__).parent


# What is started writes to the errors: the output is for the test's own lines.
sys.stdout = os.fdopen(os.dup(1), 'w', encoding='utf-8')
os.dup2(2, 1)


def load(name):
    """A module with a dash in its name, beside this one."""
    spec = importlib.util.spec_from_file_location(name.replace('-', '_'), HERE / f'{name}.py')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wait_for(look, what, seconds=60):
    """What @look finds, once it finds something. @what: for the failure, a text or what tells one."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f'no {what() if callable(what) else what} after {seconds} s')


class Program:
    """Options: size, scheme, text (a factor), contrast (high), lang, locale_dir, settings (kept from
    one start to the next), animations, home (kept), keyring (unlocked), started."""

    def __init__(self, program, *arguments, size=(1280, 800), **options):
        self.options = SimpleNamespace(
            contrast=options.get('contrast', False), text=options.get('text', 1.0),
            lang=options.get('lang', 'C.UTF-8'), home=options.get('home'), timeout=60, quiet=300,
            command=[program, *arguments], app=None, see=options.get('see', False),
            tabs=options.get('tabs', 0), order=False, ignore=options.get('ignore', []),
            group=options.get('group', []))
        self.more = options
        self.session = shot.Session(self.options, list(size), options.get('scheme', 'light'))
        self.process = self.window = self.audit = self.module = None
        self.look = options.get('scheme', 'light'), options.get('contrast', False)

    def __enter__(self):
        self.session.__enter__()
        env = self.session.env
        env.update(ADW_DISABLE_PORTAL='1', NO_PROXY='127.0.0.1', G_MESSAGES_DEBUG='')
        if self.more.get('settings'):
            env['GSETTINGS_BACKEND'] = 'keyfile'
            del env['ADW_DEBUG_COLOR_SCHEME'], env['ADW_DEBUG_HIGH_CONTRAST']  # or settings are not asked
        if self.more.get('locale_dir'):
            env['SOL_LOCALE_DIR'] = self.more['locale_dir']
        if not self.more.get('animations', True):
            with open(f'{self.session.home}/config/gtk-4.0/settings.ini', 'a', encoding='utf-8') as ini:
                ini.write('gtk-enable-animations=false\n')
        if self.more.get('keyring'):
            self.unlock_keyring()
        if self.more.get('started', True):
            self.start()
        return self

    def unlock_keyring(self):
        """As the desktop does when one signs in there; without it, the first secret asks for a password."""
        keyring = self.session.start(['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'],
                                     subprocess.DEVNULL, stdin=subprocess.PIPE)
        keyring.stdin.write(b'a password')
        keyring.stdin.close()
        subprocess.run(['gdbus', 'wait', '--session', '--timeout', '20', 'org.freedesktop.secrets'],
                       env=self.session.env, check=True)

    def __exit__(self, *error):
        self.session.__exit__(*error)

    def start(self):
        """A first start, or one more after the program ended."""
        self.process, self.window, *_ = self.session.program(self.options.command)
        assert self.window, 'no window came'
        if self.audit is None:
            self.module = load('a11y-audit')
            self.audit = self.module.Audit(self.session, self.process, self.options)
        self.audit.pid = self.process.pid
        wait_for(self.audit.application, 'application on the accessibility bus')

    def fill(self):
        """On a small screen every window takes it whole, as on a telephone; on a large one the first."""
        w, h = (side + 2 * shot.BORDER for side in self.session.size)
        for window in self.session.screen.windows():
            small = self.session.size[0] < 900 and not window.get_attributes().override_redirect
            if small or window.id == self.window.id:
                window.configure(x=0, y=0, width=w, height=h)
        self.session.screen.d.sync()
        self.settle()

    def set_look(self, scheme, contrast=False):
        """As in the settings of the desktop, while it runs (with settings=True)."""
        if (scheme, contrast) == self.look:
            return
        self.look = scheme, contrast
        before = self.session.screen.pixels()
        for key in (('org.gnome.desktop.interface', 'color-scheme', f'prefer-{scheme}'),
                    ('org.gnome.desktop.a11y.interface', 'high-contrast', str(contrast).lower())):
            subprocess.run(['gsettings', 'set', *key], env=self.session.env, check=True)
        wait_for(lambda: self.session.screen.pixels() != before, f'change of look to {scheme}')
        self.settle()

    def set_maximized(self, maximized):
        from Xlib.protocol import event
        screen = self.session.screen
        names = ('_NET_WM_STATE', '_NET_WM_STATE_MAXIMIZED_HORZ', '_NET_WM_STATE_MAXIMIZED_VERT')
        state, *sides = map(screen.d.intern_atom, names)
        screen.root.send_event(
            event.ClientMessage(window=self.window, client_type=state, data=(32, [int(maximized), *sides, 1, 0])),
            event_mask=screen.X.SubstructureRedirectMask | screen.X.SubstructureNotifyMask)
        screen.d.sync()

    def settle(self, quiet=0.3):
        self.session.screen.settle(quiet, time.monotonic() + 8)

    def press(self, *chords):
        for chord in chords:
            self.session.screen.press(chord)

    def wait_heard(self):
        """Until what was pressed was taken: the program answers what it is asked after it."""
        self.audit.wait_heard()

    def is_covered(self):
        """Whether another window than the first has the keyboard."""
        active = self.session.screen.active()
        return bool(active) and active != self.window.id

    def wait_dialog(self, title='.*'):
        """Until one of that title is there and has the keyboard: what is pressed before is for the window
        below."""
        wait_for(lambda: self.is_covered() and any(re.fullmatch(title, its) for its in self.window_titles()[1:]),
                 lambda: f'{title} with the keyboard, but {self.window_titles()}')

    def type(self, text):
        self.press(*text)

    def call(self, method, *arguments):
        subprocess.run(['gdbus', 'call', '--session', '--dest', APPLICATION, '--object-path', PATH,
                        '--method', f'org.freedesktop.Application.{method}', *arguments],
                       env=self.session.env, check=True, stdout=subprocess.DEVNULL, timeout=60)

    def act(self, action):
        self.call('ActivateAction', action, '[]', '{}')

    def nodes(self):
        return self.audit.tree()

    def find(self, name, role=None, acts=False):
        """The shallowest on screen whose whole name matches."""
        bus = self.audit.bus
        return bus.find(bus.applications(self.audit.pid), name, role, acts)

    def describe(self, role):
        """What there is of that role, for the report of a failure."""
        return '; '.join(n.name for n in self.nodes() if n.name and role in (None, n.role))[:2000]

    def wait(self, name, role=None, seconds=60):
        return wait_for(lambda: self.find(name, role),
                        lambda: f'{role or "thing"} called {name}, but {self.describe(role)},', seconds)

    def wait_gone(self, name, role=None, seconds=60):
        wait_for(lambda: not self.find(name, role), f'end of {name}', seconds)

    def do(self, name, role=None):
        found = wait_for(lambda: (lambda n: n and n.sensitive and n)(self.find(name, role, acts=True)),
                         f'{name} that acts')
        assert found.act(), f'{name} does not act'

    def click(self, name, role=None):
        """With the mouse, at its top left, once it stays where it is: check boxes have no action of their
        own in GTK 4.8."""
        self.click_at(wait_for(tree.hold_still(lambda: self.find(name, role)), f'still {role or "thing"} called {name}'))

    def point(self, x, y):
        """Moves the pointer there, in the first window."""
        from Xlib.ext import xtest
        screen = self.session.screen
        xtest.fake_input(screen.d, screen.X.MotionNotify, x=x + shot.BORDER, y=y + shot.BORDER)
        screen.d.sync()

    def point_away(self):
        """To the corner where no menu opens: GTK 4.8 now and then loses the first click after a menu that opened
        under the pointer and was closed without it."""
        self.point(*(side - 20 for side in self.session.size))

    def click_at(self, node):
        from Xlib.ext import xtest
        screen = self.session.screen
        self.point(*(side + 8 for side in node.box[:2]))
        for kind in (screen.X.ButtonPress, screen.X.ButtonRelease):
            xtest.fake_input(screen.d, kind, 1)
        screen.d.sync()

    def walk_to(self, name, keys=('Tab', 'Down')):
        """Tab, and down in each list, until the focus is there."""
        passed = []
        for key in keys * 12:
            self.press(key)
            self.wait_heard()
            node = self.focused()
            if node and re.fullmatch(name, node.name):
                return
            passed.append(node and f'{node.role} {node.name}')
        raise AssertionError(f'keys do not lead to {name}, but to {passed}')

    def focused(self):
        """The innermost that has the focus. An event tells most of the time; GTK sends none of what
        was never read, and then all is read."""
        bus = self.audit.bus
        node = bus.focused and bus.read([tree.Node(bus, *bus.focused)])[0]
        if node and node.focused:
            return node
        found = [n for n in self.nodes() if n.focused and n.role not in ('frame', 'dialog')]
        return found[-1] if found else None

    def wait_focus(self, name):
        return wait_for(lambda: (lambda n: n and re.fullmatch(name, n.name) and n)(self.focused()),
                        f'focus on {name}')

    def window_titles(self):
        bus = self.audit.bus
        return bus.get(bus.children(bus.applications(self.audit.pid)), 'Name')

    def wait_windows(self, n):
        """Of one alone also until it has the keyboard again: what is pressed before is lost."""
        wait_for(lambda: len(self.window_titles()) == n and (n > 1 or self.session.screen.active() == self.window.id),
                 lambda: f'{n} windows, but {self.window_titles()}')

    def unfit(self, size):
        """What windows ask that want more than this."""
        found = []
        for window in self.session.screen.windows():
            hints = window.get_wm_normal_hints()
            low = (hints.min_width - 2 * shot.BORDER, hints.min_height - 2 * shot.BORDER) if hints else (0, 0)
            if any(a > b for a, b in zip(low, size)):
                found.append('%dx%d' % low)
        return found

    def picture(self, path):
        w, h = self.session.size
        subprocess.run(['import', '-display', self.session.env['DISPLAY'], '-window', 'root', '-crop',
                        f'{w}x{h}+{shot.BORDER}+{shot.BORDER}', '+repage', str(path)], check=True)

    def warnings(self):
        self.session.log.seek(0)
        return [line.strip() for line in self.session.log
                if re.search(r'\(\S+:\d+\): .*(WARNING|CRITICAL|ERROR)', line)]
