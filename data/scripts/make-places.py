#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the places of data/referentials: communes, former communes, EPCI, départements, régions,
outlines. Run by hand when a new year's division is published, never by the build.

  make-places.py DECOUPAGE CENTRES OUTLINES OUT

DECOUPAGE  folder `data` of the npm package @etalab/decoupage-administratif
CENTRES    communes-centres.csv: insee, name_2018, lat, lon, area_km2
OUTLINES   departements.geojson
OUT        data/referentials
"""
import csv
import json
import pathlib
import sys

ENGLISH_REGIONS = {
    "28": "Normandy", "53": "Brittany", "94": "Corsica", "75": "New Aquitaine", "76": "Occitania",
    "27": "Burgundy-Franche-Comté", "24": "Centre-Loire Valley", "03": "French Guiana",
    "04": "Réunion", "984": "French Southern and Antarctic Lands", "986": "Wallis and Futuna",
    "987": "French Polynesia", "988": "New Caledonia", "977": "Saint Barthélemy",
    "978": "Saint Martin", "975": "Saint Pierre and Miquelon", "989": "Clipperton Island",
}
HEAD = ["code", "label_fr", "label_en", "parent", "note"]
SCALE = 10000  # outlines are kept in 1/10 000 degree, about 11 m


def read(folder, name):
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def write(path, head, rows):
    """Names are read on screens: with the apostrophe of print."""
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head)
        writer.writerows([[str(cell).replace("'", "’") for cell in row] for row in rows])
    print(path.name, len(rows))


def read_centres(path):
    with open(path, encoding="utf-8", newline="") as lines:
        return {r["insee"]: (f"{float(r['lat']):.5f}", f"{float(r['lon']):.5f}")
                for r in csv.DictReader(lines)}


def write_communes(out, communes, epcis, centres):
    epci_of = {m["code"]: e["code"] for e in epcis for m in e["membres"]}
    rows = []
    for c in sorted(communes, key=lambda c: c["code"]):
        if c["type"] == "commune-actuelle":
            rows.append([c["code"], c["nom"], " ".join(c.get("codesPostaux", [])),
                         c["departement"], c["region"], epci_of.get(c["code"], ""),
                         c.get("population", ""), *centres.get(c["code"], ("", ""))])
    write(out / "communes.csv",
          ["code", "name", "postcodes", "department", "region", "epci", "population", "lat",
           "lon"], rows)
    print("without centre", sum(1 for r in rows if not r[7]))


def write_former(out, communes):
    """Names and codes that stand for a commune of today: its arrondissements, the communes it
    took in, and the codes it had."""
    now = {c["code"] for c in communes if c["type"] == "commune-actuelle"}
    rows = {(c["code"], c["nom"]): c.get("commune") or c["chefLieu"]
            for c in communes if c["type"] != "commune-actuelle"}
    named = {code for code, _ in rows}
    for c in communes:
        for code in c.get("anciensCodes", []):
            if c["type"] == "commune-actuelle" and code not in named and code not in now:
                rows[(code, c["nom"])] = c["code"]
    write(out / "communes-former.csv", ["code", "name", "commune"],
          [[code, name, seat] for (code, name), seat in sorted(rows.items()) if seat in now])


def write_epcis(out, communes, epcis):
    department = {c["code"]: c["departement"] for c in communes
                  if c["type"] == "commune-actuelle"}
    rows = []
    for e in sorted(epcis, key=lambda e: e["code"]):
        homes = {}
        for m in e["membres"]:
            home = department.get(m["code"], "")
            homes[home] = homes.get(home, 0) + (m.get("populationTotale") or 0)
        rows.append([e["code"], e["nom"], "", max(homes, key=homes.get), e["type"]])
    write(out / "epcis.csv", HEAD, rows)


def write_outlines(out, path):
    lines = []
    for feature in sorted(json.loads(pathlib.Path(path).read_text(encoding="utf-8"))["features"],
                          key=lambda f: f["properties"]["code"]):
        shape = feature["geometry"]
        parts = shape["coordinates"]
        for part in parts if shape["type"] == "MultiPolygon" else [parts]:
            for ring in part:
                points = [(round(lat * SCALE), round(lon * SCALE)) for lon, lat in ring]
                last, numbers = (0, 0), []
                for lat, lon in points:
                    numbers += [str(lat - last[0]), str(lon - last[1])]
                    last = (lat, lon)
                lines.append(" ".join([feature["properties"]["code"]] + numbers))
    (out / "outlines.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("outlines.txt", len(lines), "rings")


def main(decoupage, centres, outlines, out):
    decoupage, out = pathlib.Path(decoupage), pathlib.Path(out)
    communes, epcis = read(decoupage, "communes"), read(decoupage, "epci")
    write_communes(out, communes, epcis, read_centres(centres))
    write_former(out, communes)
    write_epcis(out, communes, epcis)
    write(out / "departments.csv", HEAD,
          [[d["code"], d["nom"], "", d["region"], ""] for d in
           sorted(read(decoupage, "departements"), key=lambda d: d["code"])])
    write(out / "regions.csv", HEAD,
          [[r["code"], r["nom"], ENGLISH_REGIONS.get(r["code"], ""), "", ""] for r in
           sorted(read(decoupage, "regions"), key=lambda r: (len(r["code"]), r["code"]))])
    write_outlines(out, outlines)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
