#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails the build when a route has no row for a record type it can tell of, or a write none.

check-authz.py AUTHZ.CSV WRITES.TXT OUTPUT SOL-ROUTES-*.C copies the table to OUTPUT when it is
right; WRITES.TXT is what list-writes.c prints. A cell is a word, several as a|b, or * for all.
Before the real table it checks bad ones: a check that cannot fail is none.
"""
import csv
import pathlib
import re
import sys

COLUMNS = 'route,type,op,state,field,role,scope,readable,writable,rate,body_max,audit'.split(',')
ROUTE = re.compile(r'"(GET|POST|PATCH|DELETE)",\s*"(/[^"]*)",\s*'
                   r'\.summary =\s+(?:"[^"]*"\s*)+,\s*\.types = "([^"]*)"')
WRITES = '/v1/mutations'
ROLES = {'member', 'manager', 'owner', 'animator', 'moderator', 'server', 'stranger', 'account', '*'}
WORDS = {'readable': {'yes', 'no'}, 'writable': {'yes', 'no'}, 'audit': {'yes', 'no'}}


def read_routes(text):
    """{(path, operation): types}; every entry of the table must have been understood."""
    found = ROUTE.findall(text)
    routes = {(path, 'read' if method == 'GET' else 'write'): types
              for method, path, types in found}
    if len(found) != text.count('.handler = '):
        raise SystemExit('sol-routes-*.c: an entry is written in a way this check does not read')
    return routes


def names(row, **wanted):
    """Whether the row is of it; a wildcard is."""
    return all(row[column] == '*' or word in row[column].split('|')
               for column, word in wanted.items())


def says(row, **wanted):
    """Whether the row names it itself."""
    return all(word in row[column].split('|') for column, word in wanted.items())


def find_unwritten(rows, writes):
    """Writes that no row speaks of. Each operation is named, and each field that rules write."""
    rows = [row for row in rows if row['route'] == WRITES]
    for kind, op, field, who in writes:
        wanted = [dict(type=kind)] + ([dict(type=kind, op=op)] if who != 'nobody' else [])
        wanted += [dict(type=kind, field=field)] if who == 'rules' else []
        if not all(any(says(row, **one) and names(row, type=kind, op=op, field=field)
                       for row in rows) for one in wanted):
            yield f'no row for who may {op} {field} of {kind}'


def find_strange(row, writes):
    """A row of a write that there is not."""
    for column, known in (('op', {op for kind, op, _, _ in writes if kind == row['type']}),
                          ('role', ROLES)):
        for word in row[column].split('|'):
            if word != '*' and word not in known | ({'write'} if row['type'] == '-' else set()):
                yield f'no {column} {word} of {row["type"]}'


def find_faults(rows, routes, types, writes=()):
    for number, row in enumerate(rows, 2):
        if set(row) != set(COLUMNS) or None in row.values():
            yield f'line {number}: not {len(COLUMNS)} columns'
            continue
        if row['route'] == WRITES:
            yield from (f'line {number}: {fault}' for fault in find_strange(row, writes))
        elif row['route'] != '*' and not any(row['route'] == path and row['op'] in (operation, '*')
                                             for path, operation in routes):
            yield f'line {number}: no route {row["route"]} to {row["op"]}'
        if row['type'] not in types and row['type'] not in '*-':
            yield f'line {number}: no type {row["type"]}'
        for column, words in WORDS.items():
            if row[column] not in words:
                yield f'line {number}: {column} is {row[column]}'
        if row['field'] != '*' and row['route'] != WRITES:
            yield f'line {number}: the server cannot hold back a field yet'
        if not re.fullmatch(r'-|\d+/(min|h)', row['rate']) or not row['body_max'].isdigit():
            yield f'line {number}: rate or body_max is no figure'
    limits = {}
    for number, row in enumerate(rows, 2):
        said = row.get('rate'), row.get('body_max')
        if limits.setdefault((row.get('route'), row.get('op')), said) != said:
            yield f'line {number}: rate or body_max is not that of the route\'s other rows'
    for (path, operation), told in routes.items():
        wanted = {'': ['-'], '*': types}.get(told, told.split(','))
        for name in wanted if path != WRITES else ['-']:
            if not any(row['route'] in (path, '*') and row['type'] in (name, '*') and
                       row['op'] in (operation, '*') for row in rows):
                yield f'no row to {operation} {name} by {path}'


def check_the_check():
    good = dict(zip(COLUMNS, '/a,t,read,*,*,*,public,yes,no,-,0,no'.split(',')))
    a, b = ('/a', 'read'), ('/b', 'read')
    cases = [([good], {a: 't'}, 0), ([good], {a: '*'}, 1), ([good], {b: 't'}, 2),
             ([good | {'readable': 'maybe'}], {a: 't'}, 1), ([good], {a: 't', b: ''}, 1),
             ([good], {a: 't', ('/a', 'write'): 't'}, 1), ([good | {'op': 'write'}], {a: 't'}, 2),
             ([good | {'type': 'x'}], {a: 't'}, 2), ([good, good | {'rate': '9/h'}], {a: 't'}, 1),
             ([good | {'field': 'f'}], {a: 't'}, 1)]
    return all(len(list(find_faults(rows, routes, ['t', 'u'] if told == '*' else ['t']))) == n
               for rows, routes, n in cases for told in routes.values()) and check_the_writes()


def check_the_writes():
    """The same of the writes, where a wildcard is not enough."""
    row = dict.fromkeys(COLUMNS, '*') | {'route': WRITES, 'type': 't', 'rate': '-', 'body_max': '0',
                                         'readable': 'no', 'writable': 'no', 'audit': 'yes'}
    edit = [('t', 'edit', 'f', 'user')]
    rules = [('t', 'edit', 'f', 'rules')]
    cases = [([row], edit, 1), ([row | {'op': 'edit'}], edit, 0), ([row | {'type': '*'}], edit, 1),
             ([row], [('t', 'edit', 'f', 'nobody')], 0), ([row | {'op': 'edit|x'}], edit, 1),
             ([row | {'op': 'edit'}], rules, 1), ([row | {'op': 'edit', 'field': 'e|f'}], rules, 0),
             ([row | {'op': 'edit', 'role': 'friend'}], edit, 1)]
    return all(len(list(find_faults(rows, {}, ['t'], writes)) +
                   list(find_unwritten(rows, writes))) == n for rows, writes, n in cases)


def main(table, listed, output, *routes):
    if not check_the_check():
        return 'the check itself does not see the faults of a bad table'
    text = pathlib.Path(table).read_text(encoding='utf-8')
    rows = list(csv.DictReader(text.splitlines()))
    writes = [line.split() for line in pathlib.Path(listed).read_text(encoding='utf-8').splitlines()]
    faults = list(find_faults(rows, read_routes(''.join(pathlib.Path(path).read_text(encoding='utf-8')
                                                        for path in routes)),
                              sorted({write[0] for write in writes}), writes))
    faults += find_unwritten(rows, writes)
    if faults:
        return '\n'.join(f'authz.csv: {fault}' for fault in faults)
    pathlib.Path(output).write_text(text, encoding='utf-8')
    return 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
