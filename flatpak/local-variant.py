#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""local-variant.py MANIFEST: the same manifest for the runtime that local-runtime makes, on standard
output. What Debian has as a package comes from that runtime, so that nothing is downloaded."""
import json
import pathlib
import sys

path = pathlib.Path(sys.argv[1]).resolve()
manifest = json.loads(path.read_text(encoding='utf-8'))
manifest |= {'runtime': 'org.achetonssolidaires.LocalPlatform', 'runtime-version': '12',
             'sdk': 'org.achetonssolidaires.LocalPlatform',
             'appstream-compose': False}  # a tool that Debian does not have; ./test validates
manifest['modules'] = [module for module in manifest['modules']
                       if all(source['type'] == 'dir' for source in module['sources'])]
for module in manifest['modules']:
    for source in module['sources']:
        source['path'] = str((path.parent / source['path']).resolve())
json.dump(manifest, sys.stdout, indent=2)
