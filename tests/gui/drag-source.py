#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""drag-source.py FILE: a small window from which the file can be dragged, as out of a file manager."""
import sys

import gi

gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402


def main():
    GLib.set_prgname('drag-source')
    window = Gtk.Window(default_width=120, default_height=120, decorated=False)
    label = Gtk.Label(label=sys.argv[1], hexpand=True, vexpand=True)
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    uris = f'{Gio.File.new_for_path(sys.argv[1]).get_uri()}\r\n'.encode()
    source.set_content(Gdk.ContentProvider.new_for_bytes('text/uri-list', GLib.Bytes.new(uris)))
    label.add_controller(source)
    window.set_child(label)
    window.present()
    GLib.MainLoop().run()


if __name__ == '__main__':
    main()
