#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-flatpak.py SOURCE APPLICATION-ID: the manifest asks for these rights and no other, and
every source it downloads is locked."""
import json
import re
import sys
from pathlib import Path

root, application_id = Path(sys.argv[1]), sys.argv[2]
RIGHTS = ["--share=network", "--share=ipc", "--socket=wayland", "--socket=fallback-x11", "--device=dri"]
path = root / "flatpak" / f"{application_id}.json"
faults = []

if not path.exists():
    sys.exit(f"{path.name} is missing")
manifest = json.loads(path.read_text(encoding="utf-8"))
if manifest.get("id") != application_id:
    faults.append(f"id is {manifest.get('id')}, not {application_id}")
if sorted(manifest.get("finish-args", [])) != sorted(RIGHTS):
    faults.append(f"finish-args are {manifest.get('finish-args')}, not {RIGHTS}")
if manifest.get("runtime") != "org.gnome.Platform" or manifest.get("sdk") != "org.gnome.Sdk":
    faults.append("runtime and sdk are not those of GNOME")
if manifest.get("command") != "achetons-solidaires":
    faults.append("command is not the program")
for module in manifest.get("modules", []):
    if "build-args" in module.get("build-options", {}):
        faults.append(f"{module['name']}: has build-args (a network while it builds?)")
    for source in module["sources"]:
        if source["type"] == "archive":
            if not source["url"].startswith("https://"):
                faults.append(f"{module['name']}: {source['url']} is not https")
            if not re.fullmatch(r"[0-9a-f]{64}", source.get("sha256", "")):
                faults.append(f"{module['name']}: its archive is not locked by a sha256")
        elif source["type"] != "dir":
            faults.append(f"{module['name']}: a source of type {source['type']}")

print("\n".join(faults) or "the manifest is as it should be")
sys.exit(1 if faults else 0)
