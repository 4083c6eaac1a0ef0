# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader is told of the programs on a display, read off the accessibility bus.

libatspi waits for each answer before it asks the next thing, seconds for the thousand accessibles of a
catalogue, and as long for the program that answers. Here all of a level are asked at once.
"""
import re

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ACCESSIBLE, ACTION, COMPONENT, TEXT, EDITABLE = (
    f'org.a11y.atspi.{name}' for name in ('Accessible', 'Action', 'Component', 'Text', 'EditableText'))
PROPERTIES = 'org.freedesktop.DBus.Properties'
REGISTRY = 'org.a11y.atspi.Registry'
ROOT = '/org/a11y/atspi/accessible/root'
CLASS_NAME = re.compile(r'^[A-Z][a-z]+([A-Z][a-z0-9]+)+$')
STATE = Atspi.StateType


class Node:
    """One accessible. It is read once, by Bus.read(): until then it is a place alone."""

    role, name, description, box, states = '', '', '', (0, 0, 0, 0), 0

    def __init__(self, bus, owner, path, parent=None):
        self.bus, self.owner, self.path, self.parent = bus, owner, path, parent

    def take(self, role, name, description, states, box):
        self.role = Atspi.Role(role).value_nick.replace('-', ' ') if role is not None else ''
        self.name, self.description = (name or '').strip(), (description or '').strip()
        low, high = states or (0, 0)
        self.states, self.box = low | high << 32, box or (0, 0, 0, 0)

    def has(self, state):
        return bool(self.states >> int(state) & 1)

    focusable = property(lambda self: self.has(STATE.FOCUSABLE))
    focused = property(lambda self: self.has(STATE.FOCUSED))
    selected = property(lambda self: self.has(STATE.SELECTED))
    sensitive = property(lambda self: self.has(STATE.SENSITIVE))
    shown = property(lambda self: min(self.box[2:]) > 0)  # GTK 4.8 does not set SHOWING

    def ask(self, interface, method, signature=None, *arguments):
        """The answer, or nothing when it went away."""
        return self.bus.ask([(self, interface, method, signature and GLib.Variant(signature, arguments))])[0]

    def act(self):
        """Its first action. Returns whether there is one."""
        return bool(self.ask(ACTION, 'DoAction', '(i)', 0))

    def acts(self):
        return bool(self.ask(PROPERTIES, 'Get', '(ss)', ACTION, 'NActions'))

    def text(self):
        """All of it, by its length: up to -1, GTK 4.8 tells nothing of entries and labels."""
        length = self.ask(PROPERTIES, 'Get', '(ss)', TEXT, 'CharacterCount')
        return self.ask(TEXT, 'GetText', '(ii)', 0, length or 0) or ''

    def write(self, text):
        return bool(self.ask(EDITABLE, 'SetTextContents', '(s)', text))

    def named(self):
        return bool(self.name) and not CLASS_NAME.match(self.name)

    def above(self):
        if self.parent:
            yield self.parent
            yield from self.parent.above()

    def says(self):
        where = next((n.name for n in self.above() if n.named() and n.role not in ('application', 'frame')), '')
        return f'{self.role} "{self.name}"' + (f' ({self.description})' if self.description else '') \
            + (f' in "{where}"' if where else '') + ' at %d,%d %dx%d' % self.box


def hold_still(look):
    """A question for a wait: what @look finds, once it is twice in the same place."""
    seen = None

    def ask():
        nonlocal seen
        node = look()
        before, seen = seen, node and node.box
        return node if seen == before else None

    return ask


class Bus:
    """The accessibility bus of a session bus."""

    def __init__(self, session):
        self.focused = None  # (owner, path) of what last told that it has the focus
        desktop = self.connect(session)
        self.connection = self.connect(desktop.call_sync(
            'org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None,
            Gio.DBusCallFlags.NONE, 60000, None).unpack()[0])
        self.registry = Node(self, REGISTRY, ROOT)
        self.connection.signal_subscribe(None, 'org.a11y.atspi.Event.Object', 'StateChanged', None, 'focused',
                                         Gio.DBusSignalFlags.NONE, self.on_focus)
        Node(self, REGISTRY, '/org/a11y/atspi/registry').ask(
            REGISTRY, 'RegisterEvent', '(sass)', 'object:state-changed:focused', [], '')

    @staticmethod
    def connect(address):
        flags = Gio.DBusConnectionFlags
        return Gio.DBusConnection.new_for_address_sync(
            address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)

    def on_focus(self, _connection, owner, path, _interface, _signal, arguments):
        if arguments[1]:
            self.focused = (owner, path)

    def ask(self, questions):
        """The answer to each (node, interface, method, arguments); nothing where a node went away."""
        answers, left = [None] * len(questions), len(questions)

        def take(connection, result, number):
            nonlocal left
            left -= 1
            try:
                answers[number] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass

        for number, (node, *question) in enumerate(questions):
            self.connection.call(node.owner, node.path, *question, None, Gio.DBusCallFlags.NONE, 60000, None,
                                 take, number)
        while left:
            GLib.MainContext.default().iteration(True)
        return [answer[0] if answer is not None and len(answer) == 1 else answer for answer in answers]

    def get(self, nodes, name):
        """That property of each."""
        arguments = GLib.Variant('(ss)', (ACCESSIBLE, name))
        return self.ask([(node, PROPERTIES, 'Get', arguments) for node in nodes])

    def read(self, nodes):
        """Reads what they are; they are returned."""
        window = GLib.Variant('(u)', (int(Atspi.CoordType.WINDOW),))
        columns = [self.get(nodes, 'Name'), self.get(nodes, 'Description')]
        roles, states, boxes = (self.ask([(node, interface, method, arguments) for node in nodes])
                                for interface, method, arguments in ((ACCESSIBLE, 'GetRole', None),
                                                                     (ACCESSIBLE, 'GetState', None),
                                                                     (COMPONENT, 'GetExtents', window)))
        for node, *answers in zip(nodes, roles, *columns, states, boxes):
            node.take(*answers)
        return nodes

    def children(self, nodes):
        found = self.ask([(node, ACCESSIBLE, 'GetChildren', None) for node in nodes])
        return [Node(self, owner, path, node) for node, below in zip(nodes, found) for owner, path in below or []]

    def applications(self, pid=None):
        """What is on the bus, or what of it is of that process."""
        found = self.children([self.registry])
        if pid is None:
            return found
        daemon = Node(self, 'org.freedesktop.DBus', '/org/freedesktop/DBus')
        pids = self.ask([(daemon, 'org.freedesktop.DBus', 'GetConnectionUnixProcessID',
                          GLib.Variant('(s)', (node.owner,))) for node in found])
        return [node for node, its in zip(found, pids) if its == pid]

    def find(self, nodes, name, role=None, acts=False):
        """The shallowest on screen, at these nodes or below, whose whole name matches; or nothing."""
        while nodes:
            names = self.get(nodes, 'Name')
            called = [node for node, its in zip(nodes, names) if re.fullmatch(name, (its or '').strip(), re.S)]
            for node in self.read(called):
                if role in (None, node.role) and node.shown and (not acts or node.acts()):
                    return node
            nodes = self.children(nodes)
        return None

    def chain(self, owner, path):
        """What is at that place, then all above it but the window, read."""
        found = [Node(self, owner, path)]
        while (above := self.get(found[-1:], 'Parent')[0]) and above[1] != ROOT:
            found[-1].parent = Node(self, *above)
            found.append(found[-1].parent)
        ends = ('application', 'frame', 'window', 'desktop frame')
        return [node for node in self.read(found) if node.role and node.role not in ends]
