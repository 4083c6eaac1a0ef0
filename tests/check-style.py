#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules on files that a machine can check.

check-style.py ROOT. Length of files and functions, licence heads, and the formatting tool's own
verdict. Before the real tree it checks a bad one: a check that cannot fail is none.
"""
import pathlib
import subprocess
import sys
import tempfile

MAX_FILE = 500  # lines
MAX_FUNCTION = 40  # lines between the braces in the first column
HEAD = 'SPDX-License-Identifier: GPL-3.0-or-later'


def functions(lines):
    """(first line, length) of each function body: GNU shape puts its braces in column one."""
    start = None
    for number, line in enumerate(lines, 1):
        if line == '{':
            start = number
        elif line == '}' and start is not None:
            yield start, number - start - 1
            start = None


def find_faults(root, paths):
    for path in paths:
        lines = path.read_text(encoding='utf-8').split('\n')
        name = path.relative_to(root)
        if not any(HEAD in line for line in lines[:3]):
            yield f'{name}: no licence head'
        if path.suffix not in ('.c', '.h'):
            continue
        if len(lines) - 1 > MAX_FILE:
            yield f'{name}: {len(lines) - 1} lines, over {MAX_FILE}'
        if 'tests' in name.parts:
            continue
        for start, length in functions(lines):
            if length > MAX_FUNCTION:
                yield f'{name}:{start}: a function of {length} lines, over {MAX_FUNCTION}'


def find_format_faults(paths):
    code = [str(path) for path in paths if path.suffix in ('.c', '.h')]
    done = subprocess.run(['clang-format', '--dry-run', '-Werror', *code], capture_output=True,
                          text=True, check=False)
    if done.returncode:
        yield from (line for line in done.stderr.split('\n') if 'error:' in line)


def list_files(root):
    for folder in ('src', 'tests'):
        for suffix in ('c', 'h', 'py'):
            yield from sorted((root / folder).rglob(f'*.{suffix}'))


def check_the_check():
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        bad = root / 'bad.c'
        bad.write_text('int f (void)\n{\n' + '  ;\n' * 600 + '}\n', encoding='utf-8')
        faults = list(find_faults(root, [bad]))
        return len(faults) == 3 and list(find_format_faults([bad]))


def main():
    root = pathlib.Path(sys.argv[1])
    if not check_the_check():
        print('the check itself does not see the faults of a bad file')
        return 1
    paths = list(list_files(root))
    faults = [*find_faults(root, paths), *find_format_faults(paths)]
    print('\n'.join(faults) or 'style holds')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
