#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes naf.csv and cpv.csv of data/referentials. Run by hand, never by the build.

  make-nomenclatures.py NAF CPV OUT

NAF  index.json of the npm package @socialgouv/codes-naf
CPV  cpv.csv: code, check_digit, significant_digits, level, parent, social_service, label_fr,
     label_en (labels of the eForms SDK)
OUT  data/referentials
"""
import csv
import json
import pathlib
import sys

HEAD = ["code", "label_fr", "label_en", "parent", "note"]


def naf_parent(code, known):
    for length in range(len(code) - 1, 1, -1):
        if code[:length] in known:
            return code[:length]
    return ""


def write(path, head, rows):
    """Names are read on screens: with the apostrophe of print."""
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head)
        writer.writerows([[str(cell).replace("'", "’") for cell in row] for row in rows])
    print(path.name, len(rows))


def main(naf, cpv, out):
    out = pathlib.Path(out)
    entries = json.loads(pathlib.Path(naf).read_text(encoding="utf-8"))
    known = {e["id"] for e in entries}
    write(out / "naf.csv", HEAD, [[e["id"], " ".join(e["label"].split()), "",
                                  naf_parent(e["id"], known), ""] for e in entries])
    with open(cpv, encoding="utf-8", newline="") as lines:
        rows = [[r["code"], r["label_fr"], r["label_en"], r["parent"], r["level"],
                 r["check_digit"], r["social_service"]] for r in csv.DictReader(lines)]
    write(out / "cpv.csv", HEAD + ["check_digit", "social_service"], rows)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
