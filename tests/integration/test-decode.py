# SPDX-License-Identifier: GPL-3.0-or-later
"""What looks at attachments: what it takes, what it refuses, and what it cannot do."""
import os
import random
import resource
import subprocess
import unittest

from attachments_support import (FILE, FILE_STREAM, LINK, LOCK, SCRIPT, make_exif,
                                 make_packed_pdf, make_pdf,
                                 make_png, make_text_bomb, wrap_png)
from server_support import main

# One pixel
WEBP = (b'RIFF\x1a\0\0\0WEBPVP8L\r\0\0\0\x2f\0\0\0\x10\7\x10\x11\x11\x88\x88\xfe\7\0')
EXE = os.environ['SOL_DECODE']


def look(content):
    """The type that it tells, or "!" and why it refuses; and the pictures it draws, by side."""
    done = subprocess.run([EXE], input=content, capture_output=True, timeout=60, check=False)
    if done.returncode:
        return f'ended with {done.returncode}: {done.stderr[-2000:]}', {}
    told, _, rest = done.stdout.partition(b'\n')
    pictures = {}
    while rest:
        head, _, rest = rest.partition(b'\n')
        side, size = map(int, head.split())
        pictures[side], rest = rest[:size], rest[size:]
    return told.decode(), pictures


class DecodeTest(unittest.TestCase):
    def assert_told(self, content, told):
        self.assertEqual(look(content)[0], told)

    def test_pictures(self):
        told, pictures = look(make_png(400, extra=make_exif('by Jeanne')))
        self.assertEqual((told, sorted(pictures)), ('image/png', [320, 1600]))
        for picture in pictures.values():
            self.assertTrue(picture.startswith((b'\x89PNG', b'\xff\xd8\xff')))
            self.assertNotIn(b'Jeanne', picture)
            self.assertIn(look(picture)[0], ('image/png', 'image/jpeg'))

    def test_webp(self):
        self.assert_told(WEBP, 'image/webp')
        self.assert_told(WEBP[:-1], '!damaged')

    def test_polyglot(self):
        """What is a page or an archive besides is not any more once it is drawn."""
        told, pictures = look(make_png() + b'<script>alert(1)</script>PK\5\6' + bytes(18))
        self.assertEqual(told, 'image/png')
        for picture in pictures.values():
            self.assertNotIn(b'script', picture)
            self.assertNotIn(b'PK\5\6', picture)

    def test_bad_pictures(self):
        png = make_png(64)
        for size in (30000, 2**31 - 1):
            self.assert_told(wrap_png(size, size, b''), '!too-large' if size == 30000 else
                             '!damaged')
        for end in (20, 60, len(png) // 2):
            self.assert_told(png[:end], '!damaged')
        self.assert_told(b'\xff\xd8\xff' + bytes(100), '!damaged')
        self.assert_told(b'RIFF\x10\0\0\0WEBPVP8 ' + bytes(100), '!damaged')

    def test_chunk_bomb(self):
        """A comment of 200 MiB in 200 KiB: what it unfolds to is never there."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        self.assertIn(look(make_text_bomb())[0], ('image/png', '!damaged'))
        if b'__asan_init' not in open(EXE, 'rb').read():
            after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
            self.assertLess(after, max(before, 150 * 1024))  # KiB

    def test_documents(self):
        for content, told in ((make_pdf(), 'application/pdf'),
                              (make_pdf(SCRIPT), '!script'),
                              (make_pdf(SCRIPT.replace('/JavaScript', '/J#61vaScript')),
                               '!script'),
                              (make_packed_pdf('[3 0 R /Fit]'), 'application/pdf'),
                              (make_packed_pdf('<< /S /JavaScript /JS (1) >>'), '!script'),
                              (make_packed_pdf('<< /S /Launch /F (x) >>'), '!launch'),
                              (make_pdf(page=LINK), '!launch'),
                              (make_pdf('/OpenAction << /S /Launch /F (x) >>'), '!launch'),
                              (make_pdf(trailer=LOCK), '!encrypted'),
                              (make_pdf(FILE, more=[FILE_STREAM]), '!attached-files'),
                              (b'%PDF-1.7\n' + bytes(1000), '!damaged'),
                              (make_pdf()[:40], '!damaged')):
            self.assert_told(content, told)

    def test_damaged_anywhere(self):
        """Whichever bytes are others, wherever it ends: it is looked at to the end."""
        dice = random.Random(1)
        jpeg = look(make_png(32))[1][320]
        for content in (make_png(16), jpeg, WEBP, make_pdf(SCRIPT), make_packed_pdf('[3 0 R /Fit]')):
            for _ in range(12):
                damaged = bytearray(content[:dice.choice((len(content), dice.randrange(16, len(content))))])
                for _ in range(dice.randrange(1, 5)):
                    damaged[dice.randrange(12, len(damaged))] = dice.randrange(256)
                told = look(bytes(damaged))[0]
                self.assertFalse(told.startswith('ended'), (told, bytes(damaged)))

    def test_others(self):
        for content in (b'', b'x', b'GIF89a' + bytes(20), b'<svg xmlns="a"/>', b'\x7fELF' + bytes(60),
                        b'PK\3\4' + bytes(60)):
            self.assert_told(content, '!unknown-type')

    def test_confined(self):
        done = subprocess.run([EXE, '--attempts'], capture_output=True, check=True)
        lines = done.stdout.decode().splitlines()
        self.assertEqual(len(lines), 7)
        for line in lines:
            self.assertTrue(line.endswith(' refused'), line)


if __name__ == '__main__':
    main('__main__')
