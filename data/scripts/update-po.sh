#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Brings po/POTFILES and po/fr.po in step with the sources. Then: translate what msgfmt --statistics
# counts, and run the test "po".
set -eu
cd "$(dirname "$0")/../.."

list_sources() {
  {
    grep -rlE '\b(_|N_|Q_|C_|NC_|ngettext|dngettext) \(|\bg_dngettext \(' src --include='*.c' || true
    grep -rlE 'translatable="(yes|true)"' ui --include='*.ui' || true
    ls data/*.desktop.in.in data/*.metainfo.xml.in.in
  } | LC_ALL=C sort -u
}

make_pot() {
  xgettext --add-location=file --files-from=po/POTFILES --from-code=UTF-8 --add-comments=Translators: \
    --keyword=_ --keyword=N_ --keyword=Q_:1g --keyword=C_:1c,2 --keyword=NC_:1c,2 \
    --keyword=g_dngettext:2,3 --flag=g_strdup_printf:1:c-format \
    --flag=g_string_append_printf:2:c-format --flag=g_set_error:4:c-format \
    --package-name=achetons-solidaires --copyright-holder='Achetons Solidaires' \
    --sort-by-file --output="$1"
}

# Without --check: refresh. With it: write the template to the file that follows and touch nothing.
if [ "${1:-}" = --check ]; then
  list_sources | diff po/POTFILES - >&2 || { echo "po/POTFILES is not what the sources hold" >&2; exit 1; }
  make_pot "$2"
  exit 0
fi

list_sources >po/POTFILES
pot=$(mktemp)
trap 'rm -f "$pot"' EXIT
make_pot "$pot"
if [ -f po/fr.po ]; then
  msgmerge --add-location=file --quiet --update --backup=none --no-fuzzy-matching --sort-by-file po/fr.po "$pot"
  msgattrib --add-location=file --no-obsolete --output-file=po/fr.po po/fr.po
else
  msginit --no-translator --locale=fr_FR.UTF-8 --input="$pot" --output-file=po/fr.po
fi
msgfmt --check --statistics --output-file=/dev/null po/fr.po
