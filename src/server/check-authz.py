#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails the build when a route has no row for a record type it can tell of.

check-authz.py AUTHZ.CSV SOL-ROUTES.C SOL-RECORD-REGISTRY.C OUTPUT copies the table to OUTPUT when
it is right. Before the real table it checks bad ones: a check that cannot fail is none.
"""
import csv
import pathlib
import re
import sys

COLUMNS = 'route,type,op,state,field,role,scope,readable,writable,rate,body_max,audit'.split(',')
ROUTE = re.compile(r'"GET",\s*"(/[^"]*)",\s*\.summary = (?:"[^"]*"\s*)+,\s*\.types = "([^"]*)"')
TYPE = re.compile(r'\{ "([a-z_]+)", sol_')
WORDS = {'readable': {'yes', 'no'}, 'writable': {'yes', 'no'}, 'audit': {'yes', 'no'}}


def read_routes(text):
    """{path: types}; every entry of the table must have been understood."""
    routes = dict(ROUTE.findall(text))
    if len(routes) != text.count('.handler = '):
        raise SystemExit('sol-routes.c: an entry is written in a way this check does not read')
    return routes


def find_faults(rows, routes, types):
    for number, row in enumerate(rows, 2):
        if set(row) != set(COLUMNS) or None in row.values():
            yield f'line {number}: not {len(COLUMNS)} columns'
            continue
        if row['route'] not in routes and row['route'] != '*':
            yield f'line {number}: no route {row["route"]}'
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
        if limits.setdefault((row.get('route'), row.get('role')), said) != said:
            yield f'line {number}: rate or body_max is not that of the route\'s other rows'
    for path, told in routes.items():
        wanted = {'': ['-'], '*': types}.get(told, told.split(','))
        for name in wanted:
            if not any(row['route'] in (path, '*') and row['type'] in (name, '*') for row in rows):
                yield f'no row for {path} and {name}'


def check_the_check():
    good = dict(zip(COLUMNS, '/a,t,read,*,*,*,public,yes,no,-,0,no'.split(',')))
    cases = [([good], {'/a': 't'}, 0), ([good], {'/a': '*'}, 1), ([good], {'/b': 't'}, 2),
             ([good | {'readable': 'maybe'}], {'/a': 't'}, 1), ([good], {'/a': 't', '/c': ''}, 1),
             ([good | {'type': 'x'}], {'/a': 't'}, 2), ([good, good | {'rate': '9/h'}], {'/a': 't'}, 1),
             ([good | {'field': 'f'}], {'/a': 't'}, 1)]
    return all(len(list(find_faults(rows, routes, ['t', 'u'] if told == '*' else ['t']))) == n
               for rows, routes, n in cases for told in routes.values())


def main(table, routes, registry, output):
    if not check_the_check():
        return 'the check itself does not see the faults of a bad table'
    text = pathlib.Path(table).read_text(encoding='utf-8')
    faults = list(find_faults(list(csv.DictReader(text.splitlines())),
                              read_routes(pathlib.Path(routes).read_text(encoding='utf-8')),
                              TYPE.findall(pathlib.Path(registry).read_text(encoding='utf-8'))))
    if faults:
        return '\n'.join(f'authz.csv: {fault}' for fault in faults)
    pathlib.Path(output).write_text(text, encoding='utf-8')
    return 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
