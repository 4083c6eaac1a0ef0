#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-po.py SOURCE: the French is complete, in step with the sources and well written; the help too."""
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

root = Path(sys.argv[1])
po = root / "po" / "fr.po"
faults = []
KEYS = "desktop.in.in"  # its list of words is separated by semicolons, not written as a sentence


def run(*command, **options):
    return subprocess.run(command, cwd=root, capture_output=True, text=True, **options)


def read(path):
    """(context, msgid, [msgstr...], comments) of each entry of a po file."""
    entries = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        fields = {}
        key = None
        for line in block.splitlines():
            if line.startswith("#"):
                fields["comments"] = fields.get("comments", "") + line + "\n"
            elif found := re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")$', line):
                key = found[1]
                fields[key] = unquote(found[2])
            elif line.startswith('"') and key:
                fields[key] += unquote(line)
        if fields.get("msgid"):
            said = [v for k, v in sorted(fields.items()) if k.startswith("msgstr")]
            entries.append((fields.get("msgctxt"), fields["msgid"], said, fields.get("comments", "")))
    return entries


def unquote(text):
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), text[1:-1])


def check_sentence(msgid, text):
    def fault(what):
        faults.append(f"fr.po: {what}: {text!r}")

    bare = re.sub(r"%[0-9$#+.\- ]*[a-zA-Z]|https?://\S+|<[^>]+>", "x", text)
    if re.search(r"[^\u202f!?;](?<!&[a-z]{2})(?<!&[a-z]{3})[;!?](?!\w)", bare):
        fault("no narrow no-break space (U+202F) before ; ! or ?")
    if re.search(r"[^\u00a0]:(?=\s|$)", bare):
        fault("no no-break space (U+00A0) before a colon")
    if re.search(r"«[^\u00a0]|[^\u00a0]»", bare):
        fault("no no-break space inside « »")
    if "'" in bare:
        fault("straight apostrophe, ’ is meant")
    if '"' in bare or "“" in bare:
        fault("« » are the quotes of French")
    if "..." in bare:
        fault("three points, … is meant")
    if msgid.endswith("…") != text.endswith("…"):
        fault("the … of the source is lost or new")


with tempfile.NamedTemporaryFile(suffix=".pot") as pot:
    made = run("data/scripts/update-po.sh", "--check", pot.name)
    if made.returncode:
        faults.append(made.stderr.strip())
    else:
        wanted = {e[:2] for e in read(Path(pot.name))}
        held = {e[:2] for e in read(po)}
        faults += [f"fr.po lacks {m!r}: run data/scripts/update-po.sh" for _, m in sorted(wanted - held, key=str)]
        faults += [f"fr.po has {m!r}, which no source says" for _, m in sorted(held - wanted, key=str)]

checked = run("msgfmt", "--check", "--check-accelerators=_", "-o", "/dev/null", str(po))
if checked.returncode:
    faults.append(checked.stderr.strip())

for _, msgid, said, comments in read(po):
    if "fuzzy" in comments:
        faults.append(f"fr.po: fuzzy: {msgid!r}")
    if not all(said):
        faults.append(f"fr.po: not translated: {msgid!r}")
    if not re.search(r"^\w+(;\w+)+;$", msgid):
        for text in said:
            check_sentence(msgid, text)

# The pages of the help are written in each language by hand: the same sections, and French as well written.
help_pages = {}
for language in ("C", "fr"):
    tree = ElementTree.parse(root / "data" / "help" / language / "index.page")
    help_pages[language] = [(node.tag, node.get("id")) for node in tree.iter()]
    for text in tree.getroot().itertext():
        if language == "fr" and text.strip():
            check_sentence("", text.strip())
if help_pages["C"] != help_pages["fr"]:
    faults.append("data/help: the French page is not built as the English one")

print("\n".join(faults) or f"{len(read(po))} texts, all in French")
sys.exit(1 if faults else 0)
