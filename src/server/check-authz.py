#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails the build when a route has no row for a record type it can tell of.

check-authz.py AUTHZ.CSV SOL-RECORD-REGISTRY.C OUTPUT SOL-ROUTES-*.C copies the table to OUTPUT when
it is right. Before the real table it checks bad ones: a check that cannot fail is none.
"""
import csv
import pathlib
import re
import sys

COLUMNS = 'route,type,op,state,field,role,scope,readable,writable,rate,body_max,audit'.split(',')
ROUTE = re.compile(r'"(GET|POST|PATCH|DELETE)",\s*"(/[^"]*)",\s*'
                   r'\.summary =\s+(?:"[^"]*"\s*)+,\s*\.types = "([^"]*)"')
TYPE = re.compile(r'\{ "([a-z_]+)", sol_')
WORDS = {'readable': {'yes', 'no'}, 'writable': {'yes', 'no'}, 'audit': {'yes', 'no'}}


def read_routes(text):
    """{(path, operation): types}; every entry of the table must have been understood."""
    routes = {(path, 'read' if method == 'GET' else 'write'): types
              for method, path, types in ROUTE.findall(text)}
    if len(routes) != text.count('.handler = '):
        raise SystemExit('sol-routes-*.c: an entry is written in a way this check does not read')
    return routes


def find_faults(rows, routes, types):
    for number, row in enumerate(rows, 2):
        if set(row) != set(COLUMNS) or None in row.values():
            yield f'line {number}: not {len(COLUMNS)} columns'
            continue
        if row['route'] != '*' and not any(row['route'] == path and row['op'] in (operation, '*')
                                           for path, operation in routes):
            yield f'line {number}: no route {row["route"]} to {row["op"]}'
        if row['type'] not in types and row['type'] not in '*-':
            yield f'line {number}: no type {row["type"]}'
        for column, words in WORDS.items():
            if row[column] not in words:
                yield f'line {number}: {column} is {row[column]}'
        if row['field'] != '*':
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
        for name in wanted:
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
               for rows, routes, n in cases for told in routes.values())


def main(table, registry, output, *routes):
    if not check_the_check():
        return 'the check itself does not see the faults of a bad table'
    text = pathlib.Path(table).read_text(encoding='utf-8')
    faults = list(find_faults(list(csv.DictReader(text.splitlines())),
                              read_routes(''.join(pathlib.Path(path).read_text(encoding='utf-8')
                                                  for path in routes)),
                              TYPE.findall(pathlib.Path(registry).read_text(encoding='utf-8'))))
    if faults:
        return '\n'.join(f'authz.csv: {fault}' for fault in faults)
    pathlib.Path(output).write_text(text, encoding='utf-8')
    return 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
