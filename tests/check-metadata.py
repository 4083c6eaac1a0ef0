#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-metadata.py DESKTOP METAINFO: what software centres ask and the validators do not say."""
import configparser
import sys
from xml.etree import ElementTree

LANGUAGE = '{http://www.w3.org/XML/1998/namespace}lang'
faults = []


def hold(condition, what):
    if not condition:
        faults.append(what)


desktop = configparser.ConfigParser(interpolation=None)
desktop.optionxform = str
desktop.read(sys.argv[1], encoding='utf-8')
entry = desktop['Desktop Entry']
hold(entry.get('DBusActivatable') == 'true', 'the desktop entry is not activated over D-Bus')
for key in ('Comment', 'Keywords', 'GenericName'):
    hold(entry.get(key) and entry.get(f'{key}[fr]'), f'{key} is not said in both languages')

tree = ElementTree.parse(sys.argv[2]).getroot()
hold(len(tree.findtext('name')) < 20, 'the name is 20 characters or more')
summaries = {node.get(LANGUAGE, 'en'): node.text for node in tree.findall('summary')}
hold('fr' in summaries, 'no French summary')
for language, text in summaries.items():
    hold(len(text) <= 35, f'summary ({language}) over 35 characters: {text}')
    hold(not text.endswith('.'), f'summary ({language}) ends in a full stop')
    hold(text.split()[0].lower() not in ('a', 'an', 'the', 'un', 'une', 'le', 'la', 'les'),
         f'summary ({language}) starts with an article')
hold(tree.find('requires/display_length').text == '360', 'display_length 360 is not required')
hold({node.text for node in tree.findall('supports/control')} >= {'keyboard', 'pointing', 'touch'},
     'keyboard, pointing and touch are not all supported')
hold({node.get('scheme_preference') for node in tree.findall('branding/color')} == {'light', 'dark'},
     'branding is not given light and dark')
hold({node.get('type') for node in tree.findall('url')} >= {'homepage', 'bugtracker', 'vcs-browser'},
     'homepage, bugtracker or vcs-browser is missing')
for release in tree.findall('releases/release'):
    hold(release.get('date') and release.find('description') is not None,
         f'release {release.get("version")} has no date or no note')

print('\n'.join(faults) or f'metadata hold: {summaries}')
sys.exit(1 if faults else 0)
