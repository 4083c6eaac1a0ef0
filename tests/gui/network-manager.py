#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands for NetworkManager on the bus of DBUS_SYSTEM_BUS_ADDRESS: a computer of the tests has no
telephone line. GLib's own monitor reads it. Each line of the input is "metered" or "free"."""
import sys

from gi.repository import Gio, GLib

NAME = 'org.freedesktop.NetworkManager'
PATH = '/org/freedesktop/NetworkManager'
NODE = Gio.DBusNodeInfo.new_for_xml(f"""<node><interface name="{NAME}">
<property name="State" type="u" access="read"/>
<property name="Connectivity" type="u" access="read"/>
<property name="Metered" type="u" access="read"/>
</interface></node>""")
GLOBAL = 70  # NMState
FULL = 4  # NMConnectivityState
METERED = {'metered': 1, 'free': 2}  # NMMetered

state = {'State': GLib.Variant('u', GLOBAL), 'Connectivity': GLib.Variant('u', FULL),
         'Metered': GLib.Variant('u', METERED['metered'])}
bus = Gio.bus_get_sync(Gio.BusType.SYSTEM)
bus.register_object(PATH, NODE.interfaces[0], None, lambda *call: state[call[4]], None)


def on_line(channel, _condition):
    line = channel.readline()
    if not line:
        loop.quit()
        return False
    state['Metered'] = GLib.Variant('u', METERED[line.strip()])
    bus.emit_signal(None, PATH, 'org.freedesktop.DBus.Properties', 'PropertiesChanged',
                    GLib.Variant('(sa{sv}as)', (NAME, state, [])))
    return True


def on_owned(*_):
    print('ready', flush=True)


loop = GLib.MainLoop()
Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE, on_owned, None)
GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, on_line)
loop.run()
