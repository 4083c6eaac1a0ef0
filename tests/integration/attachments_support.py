# SPDX-License-Identifier: GPL-3.0-or-later
"""Attachments that are made as they are needed: sound ones, and those that mean harm."""
import random
import struct
import zlib


def make_chunk(kind, data):
    body = kind + data
    return struct.pack('>I', len(data)) + body + struct.pack('>I', zlib.crc32(body))


def wrap_png(width, height, data, extra=b'', end=True):
    return (b'\x89PNG\r\n\x1a\n' +
            make_chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)) + extra +
            make_chunk(b'IDAT', data) + (make_chunk(b'IEND', b'') if end else b''))


def make_png(side=16, seed=0, extra=b''):
    """A picture of noise, which does not pack: of any size that is wanted. @extra: more chunks"""
    noise = random.Random(seed)
    rows = b''.join(b'\0' + noise.randbytes(3 * side) for _ in range(side))
    return wrap_png(side, side, zlib.compress(rows, 0), extra)


def make_exif(words):
    """A chunk that tells, as a camera does, where and by whom."""
    text = words.encode()
    return make_chunk(b'eXIf', b'II*\0\x08\0\0\0\x01\0' +
                      struct.pack('<HHII', 0x010e, 2, len(text), 26) + bytes(4) + text)


def make_text_bomb(size=200 * 1024 * 1024):
    packer = zlib.compressobj(9)
    block = bytes(1024 * 1024)
    packed = b''.join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()
    return wrap_png(1, 1, zlib.compress(bytes(4)), make_chunk(b'zTXt', b'Comment\0\0' + packed))


def make_pdf(catalog='', page='', trailer='', more=()):
    objects = [f'<< /Type /Catalog /Pages 2 0 R {catalog} >>',
               '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
               f'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] {page} >>', *more]
    text, places = '%PDF-1.4\n', []
    for number, content in enumerate(objects, 1):
        places.append(len(text))
        text += f'{number} 0 obj\n{content}\nendobj\n'
    table = ''.join(f'{place:010} 00000 n \n' for place in places)
    return (f'{text}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}'
            f'trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n'
            f'startxref\n{len(text)}\n%%EOF\n').encode('latin-1')


def make_packed_pdf(action):
    """Its objects lie packed, and with them what it does when it is opened."""
    objects = {1: f'<< /Type /Catalog /Pages 2 0 R /OpenAction {action} >>',
               2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
               3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>'}
    head, body = '', ''
    for number, content in objects.items():
        head += f'{number} {len(body)} '
        body += content + ' '
    packed = zlib.compress((head + body).encode())
    text = b'%PDF-1.5\n'
    first = len(text)
    text += (f'4 0 obj\n<< /Type /ObjStm /N 3 /First {len(head)} /Filter /FlateDecode '
             f'/Length {len(packed)} >>\nstream\n').encode() + packed + b'\nendstream\nendobj\n'
    table = bytes(5) + b''.join(struct.pack('>BHH', 2, 4, index) for index in range(3))
    table += struct.pack('>BHH', 1, first, 0) + struct.pack('>BHH', 1, len(text), 0)
    return text + (f'5 0 obj\n<< /Type /XRef /Size 6 /W [1 2 2] /Root 1 0 R /Length {len(table)} '
                   '>>\nstream\n').encode() + table + (
        f'\nendstream\nendobj\nstartxref\n{len(text)}\n%%EOF\n').encode()


SCRIPT = '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>'
LINK = ('/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch '
        '/F (calc.exe) >> >>]')
LOCK = (f'/ID [<{"00" * 16}> <{"00" * 16}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -1 '
        f'/O <{"11" * 32}> /U <{"22" * 32}> >>')
FILE = '/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (a) /EF << /F 4 0 R >> >>] >> >>'
FILE_STREAM = '<< /Type /EmbeddedFile /Length 1 >>\nstream\nx\nendstream'
