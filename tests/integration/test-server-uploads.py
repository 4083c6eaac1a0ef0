# SPDX-License-Identifier: GPL-3.0-or-later
"""Attachments sent part by part: cut, resumed, lied about, and named by records."""
import hashlib
import json
import os
import signal
import socket
import sqlite3
import struct

from accounts_support import BUYER
from attachments_support import SCRIPT, make_exif, make_pdf, make_png, wrap_png
from mutations_support import CREATED, MODERATOR, Author, MutationsTest, new_id
from server_support import Server, main
from upload_support import PART, Upload

OTHER = 'gerante@example.org'


class UploadsTest(MutationsTest):
    def setUp(self):
        super().setUp()
        self.sql('DELETE FROM upload')
        self.author = self.found(BUYER)

    def restart(self, kill=True):
        if kill:
            self.server.process.send_signal(signal.SIGKILL)
            self.server.process.communicate()
        else:
            self.server.stop()
        type(self).server = Server(self.database, *self.options)

    def put_head(self, upload, token, length):
        """What is answered to the head of a part, before any of it was sent."""
        answer = self.server.raw(
            f'PATCH {upload.path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n'
            'Content-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\n'
            f'Content-Length: {length}\r\n\r\n'.encode())
        return int(answer.split()[1])

    def write(self, author, upload, blob=None):
        return author.act('create', new_id(), **{**CREATED, 'set': CREATED['set'] |
                                                 {'logo': blob or upload.blob()}})

    def test_whole(self):
        upload = Upload(self.author, make_png())
        self.assertEqual(self.write(self.author, upload)['code'], 'unknown-blob')
        self.assertEqual(upload.send()['state'], 'whole')
        again = upload.begin().json()
        self.assertEqual((again['state'], again['offset']), ('whole', upload.size))
        answer = self.write(self.author, upload)
        self.assertEqual(answer['result'], 'applied', answer)

    def test_lost_file(self):
        """The database tells it as whole, but the disk lost it: it is not named, but sent anew."""
        upload = Upload(self.author, make_png())
        self.assertEqual(upload.send()['state'], 'whole')
        lost = self.database.parent / 'catalogue.db.uploads' / upload.hash
        lost.unlink()
        answer = self.write(self.author, upload)
        self.assertEqual((answer['result'], answer.get('code')), ('rejected', 'unknown-blob'))
        self.assertEqual(upload.send()['state'], 'whole')
        self.assertEqual(self.write(self.author, upload)['result'], 'applied')

    def test_each_part(self):
        """Restarted, and killed, after each part: it goes on from there."""
        upload = Upload(self.author, make_png(1200))
        parts = list(range(0, upload.size, PART // 3))
        self.assertEqual(upload.begin().json()['offset'], 0)
        for number, at in enumerate(parts):
            self.assertEqual(upload.put(at, upload.content[at:at + PART // 3]).status, 204)
            self.restart(kill=number % 2 == 0)
            self.assertEqual(upload.offset(), min(upload.size, at + PART // 3))
        self.assertEqual(upload.settle()['state'], 'whole')

    def test_cut(self):
        """A part that is cut short is none; what the file holds too much is written over."""
        upload = Upload(self.author, make_png(64))
        upload.begin()
        upload.put(0, upload.content[:5000])
        with socket.create_connection(('127.0.0.1', self.server.port)) as line:
            line.sendall((f'PATCH {upload.path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer '
                          f'{self.author.token}\r\nContent-Type: application/offset+octet-stream'
                          '\r\nUpload-Offset: 5000\r\nContent-Length: 4000\r\n\r\n').encode() +
                         b'x' * 3999)
        self.assertEqual(upload.offset(), 5000)
        part = next((self.database.parent / 'catalogue.db.uploads').glob('*.part'))
        with part.open('ab') as file:
            file.write(b'not counted')
        self.assertEqual(upload.put(5000, upload.content[5000:]).status, 204)
        self.assertEqual(upload.settle()['state'], 'whole')

    def test_offsets(self):
        upload = Upload(self.author, make_png())
        self.assert_problem(upload.put(0, b'x'), 404, 'upload')
        upload.begin()
        for at in (1, upload.size):
            answer = upload.put(at, b'x')
            self.assert_problem(answer, 409, 'offset')
            self.assertEqual((answer.json()['offset'], answer.headers['Upload-Offset']), (0, '0'))
        for at in ('-1', '', 'x', str(2**70)):
            self.assert_problem(upload.put(at, b'x'), 400, 'offset')
        self.assert_problem(upload.put(0, b''), 422, 'size')
        self.assert_problem(upload.put(0, upload.content + b'x'), 422, 'size')
        self.assert_problem(upload.ask('PATCH', b'x', Upload_Offset='0'), 415, 'media-type')
        self.assertEqual(self.put_head(upload, self.author.token, PART + 1), 413)
        self.assertEqual(self.put_head(upload, 'nothing', PART), 401)
        self.assertEqual(upload.put(0, upload.content).status, 204)
        self.assert_problem(upload.put(0, upload.content), 409, 'offset')

    def test_strangers(self):
        """A hash proves nothing: another organisation sends the file itself."""
        other = self.found(OTHER)
        upload, foreign = (Upload(author, make_png(24)) for author in (self.author, other))
        self.assertEqual(upload.send()['state'], 'whole')
        self.assertIsNone(foreign.offset())
        self.assert_problem(foreign.ask('GET'), 404, 'upload')
        self.assertEqual(self.write(other, foreign)['code'], 'unknown-blob')
        self.assertEqual(foreign.begin().json()['offset'], 0)
        self.assertEqual(self.write(other, foreign)['code'], 'unknown-blob')
        self.assertEqual(foreign.send()['state'], 'whole')
        self.assertEqual(self.write(other, foreign)['result'], 'applied')
        intruder = Upload(self.author, make_png(24))
        intruder.path = foreign.path
        self.assert_problem(intruder.ask('GET'), 403, 'organisation')
        self.assertEqual(self.ask('HEAD', upload.path).status, 401)

    def test_lies(self):
        """The bytes say what it is."""
        png = make_png(8)
        for upload, why in (
                (Upload(self.author, png, 'image/jpeg'), 'type'),
                (Upload(self.author, png, 'application/pdf'), 'type'),
                (Upload(self.author, b'<html><script>1</script>', 'image/png'), 'unknown-type'),
                (Upload(self.author, make_pdf(SCRIPT), 'application/pdf'), 'script'),
                (Upload(self.author, wrap_png(30000, 30000, b'')), 'too-large'),
                (Upload(self.author, png[:200]), 'damaged'),
                (Upload(self.author, png, digest='0' * 64), 'hash')):
            state = upload.send()
            self.assertEqual((state['state'], state.get('why')), ('refused', why))
            answer = self.write(self.author, upload)
            self.assertEqual((answer['code'], answer['arguments']),
                             ('unknown-blob', [upload.hash, why]))
            self.assertEqual(upload.begin().json()['state'], 'receiving')
        upload = Upload(self.author, make_png(9))
        upload.send()
        for lie in ({'type': 'application/pdf'}, {'size': 1}):
            answer = self.write(self.author, upload, upload.blob() | lie)
            self.assertEqual(answer['code'], 'unknown-blob', lie)

    def test_limits(self):
        upload = Upload(self.author, b'x', size=50 * 1024 * 1024 + 1)
        self.assert_problem(upload.begin(), 422, 'size')
        self.assert_problem(Upload(self.author, b'', size=0).begin(), 422, 'size')
        self.assert_problem(Upload(self.author, b'x', digest='../x').begin(), 422, 'hash')
        for number in range(10):
            self.assertEqual(Upload(self.author, b'x', size=50 * 1024 * 1024,
                                    digest=f'{number:064x}').begin().status, 200)

    def test_quota(self):
        """Who has no room is told so by the answer to what names the file, until he has."""
        full = Upload(self.author, b'x', size=50 * 1024 * 1024)
        upload = Upload(self.author, make_png(20))
        self.assertEqual(full.begin().status, 200)
        self.sql('UPDATE upload SET size = 500 * 1024 * 1024')
        state = upload.begin().json()
        self.assertEqual((state['state'], state['why']), ('refused', 'quota'))
        self.assertEqual(upload.put(0, upload.content).status, 409)
        answer = self.write(self.author, upload)
        self.assertEqual((answer['code'], answer['arguments']),
                         ('unknown-blob', [upload.hash, 'quota']))
        self.assertEqual(full.ask('DELETE').status, 204)
        self.assertEqual(upload.send()['state'], 'whole')
        self.assertEqual(self.write(self.author, upload)['result'], 'applied')

    def test_number(self):
        """However small they are; of what is refused no more is kept than the last reasons."""
        first = Upload(self.author, b'x')
        upload = Upload(self.author, make_png(20))
        rows = ("INSERT INTO upload SELECT owner, printf ('%064x', value + ?), account, 1, type, 0, "
                '?, ?, touched_at FROM upload, generate_numbers WHERE hash = ?')
        numbers = ('WITH RECURSIVE generate_numbers (value) AS (SELECT 1 UNION ALL SELECT value + 1 '
                   'FROM generate_numbers WHERE value < ?) ')
        self.assertEqual(first.begin().status, 200)
        self.sql(numbers + rows, 1999, 0, 0, None, first.hash)
        self.sql(numbers + rows, 2000, 10000, 3, 'type', first.hash)
        state = upload.begin().json()
        self.assertEqual((state['state'], state['why']), ('refused', 'quota'))
        self.assertEqual(self.sql('SELECT reason, count (*) FROM upload WHERE state = 3'),
                         [('quota', 1)])
        self.assertEqual(first.ask('DELETE').status, 204)
        self.assertEqual(upload.send()['state'], 'whole')

    def test_refused_leaves_no_part(self):
        parts = self.database.parent / 'catalogue.db.uploads'
        upload = Upload(self.author, make_png(20))
        upload.begin()
        self.assertEqual(upload.put(0, upload.content[:100]).status, 204)
        self.assertEqual(len(list(parts.glob(f'*{upload.hash}.part'))), 1)
        upload.size = 50 * 1024 * 1024
        self.sql('INSERT INTO upload SELECT owner, ?, account, 500 * 1024 * 1024, type, 0, 0, NULL, '
                 'touched_at FROM upload', 'a' * 64)
        self.assertEqual(upload.begin().json()['state'], 'refused')
        self.assertEqual(list(parts.glob(f'*{upload.hash}.part')), [])

    def test_reading(self):
        """By the record alone: a draft of a listing to its members, and to nobody else."""
        upload = Upload(self.author, make_png(40))
        upload.send()
        ident = new_id()
        self.author.act('create', ident, **{**CREATED, 'set': CREATED['set'] |
                                            {'logo': upload.blob()}})
        path = f'/v1/blobs/{upload.hash}?t=listing&id={ident}'
        other = self.found(OTHER)
        self.assertEqual(self.ask('GET', path, token=self.author.token).status, 200)
        for answer in (self.get(path), self.ask('GET', path, token=other.token),
                       self.ask('GET', path.replace(upload.hash, 'a' * 64),
                                token=self.author.token)):
            self.assert_problem(answer, 404, 'blob')
        self.assertEqual(self.ask('GET', path, token='nothing').status, 401)

    def test_shown(self):
        """A picture is drawn anew: what else was in its file is not shown to anybody."""
        words = 'taken by Jeanne, 43.94 N 4.80 E'
        upload = Upload(self.author, make_png(500, extra=make_exif(words)))
        upload.send()
        ident = new_id()
        self.author.act('create', ident, **{**CREATED, 'set': CREATED['set'] |
                                            {'logo': upload.blob()}})
        path = f'/v1/blobs/{upload.hash}?t=listing&id={ident}'
        large, small = (self.ask('GET', path + more, token=self.author.token)
                        for more in ('', '&side=100'))
        for answer in (large, small):
            self.assertEqual(answer.status, 200)
            self.assertNotIn(words.encode(), answer.body)
            self.assertEqual(answer.headers['ETag'],
                             f'"{hashlib.sha256(answer.body).hexdigest()}"')
            self.assertIn('private', answer.headers['Cache-Control'])
        self.assertLess(len(small.body), len(large.body))

    def test_first_page_is_drawn(self):
        """Of a document, for who asks for a side; without its fonts it would not be what it is."""
        square = '<< /Length 27 >>\nstream\n0 0 1 rg 0 0 50 100 re f  \nendstream'
        font = '/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>'
        words = '<< /Length 33 >>\nstream\nBT /F1 24 Tf 9 9 Td (Mots) Tj ET \nendstream'
        answers = []
        for page, content in (('', square), (font, words)):
            upload = Upload(self.author, make_pdf(page=f'/Contents 4 0 R {page}', more=[content]), 'application/pdf')
            self.assertEqual(upload.send()['state'], 'whole')
            ident = new_id()
            made = self.author.act('create', ident, set=CREATED['set'], items=CREATED['items'] + [
                {'path': path, 'act': 'add', 'set': told} for path, told in (
                    ('criteria/c', {'criterion': '1'}),
                    ('criteria/c/answers/a', {'question': 'gains', 'edition': 1, 'level': '2'}),
                    ('criteria/c/answers/a/evidence/e', {'kind': 'document', 'title': 'Bilan', 'file': upload.blob()}))])
            self.assertEqual(made['result'], 'applied', made)
            path = f'/v1/blobs/{upload.hash}?t=listing&id={ident}'
            itself = self.ask('GET', path, token=self.author.token)
            self.assertEqual(itself.body, upload.content)
            answers.append(self.ask('GET', path + '&side=1000', token=self.author.token))
        drawn, nothing = answers
        self.assertEqual(drawn.body[:8], b'\x89PNG\r\n\x1a\n')
        self.assertEqual(struct.unpack('>II', drawn.body[16:24]), (1600, 1600))
        self.assertEqual(drawn.headers['ETag'], f'"{hashlib.sha256(drawn.body).hexdigest()}"')
        self.assert_problem(nothing, 404, 'blob')

    def test_decoder_fails(self):
        """It crashes, hangs up or is not there: the attachment is refused, the server goes on."""
        for program in ('/bin/false', '/bin/echo', '/nothing/here'):
            os.environ['SOL_DECODE'] = program
            try:
                self.restart(kill=False)
            finally:
                del os.environ['SOL_DECODE']
            upload = Upload(self.author, make_png())
            self.assertEqual(upload.send()['state'], 'refused', program)
            self.assertEqual(self.get('/healthz').status, 200)
        self.restart(kill=False)
        self.assertEqual(Upload(self.author, make_png()).send()['state'], 'whole')

    def test_removal(self):
        """What no record names goes at once, and its own alone."""
        loose, named = (Upload(self.author, make_png(50 + n)) for n in range(2))
        loose.send(), named.send()
        ident = new_id()
        made = self.author.act('create', ident, **{**CREATED, 'set': CREATED['set'] |
                                                   {'logo': named.blob()}})
        self.assertEqual(named.ask('DELETE').json()['reason'], 'used')
        stranger = Upload(self.found(OTHER), loose.content)
        self.assertEqual(stranger.ask('DELETE').status, 404)
        self.assertEqual(loose.ask('DELETE').status, 204)
        self.assertIsNone(loose.offset())
        self.assertFalse((self.database.parent / 'catalogue.db.uploads' / loose.hash).exists())
        self.assertEqual(loose.ask('DELETE').status, 404)
        gone = self.author.act('delete', ident, made['rev'])
        self.assertEqual(gone['result'], 'applied', gone)
        self.assertEqual(named.ask('DELETE').status, 409, 'it may be brought back')

    def test_picture_of_the_catalogue(self):
        """A listing shows what the structure of its SIRET shows to all, and no other's."""
        with sqlite3.connect(self.database) as database:
            logo, siret, other = database.execute(
                "SELECT json_extract (doc, '$.logo'), json_extract (doc, '$.siret'), (SELECT "
                "json_extract (o.doc, '$.siret') FROM record AS o WHERE o.type = 'supplier' AND "
                "json_extract (o.doc, '$.siret') != json_extract (r.doc, '$.siret') LIMIT 1) FROM "
                "record AS r WHERE type = 'supplier' AND json_extract (doc, '$.logo') IS NOT NULL "
                "AND json_extract (doc, '$.siret') IS NOT NULL LIMIT 1").fetchone()
        logo = json.loads(logo)
        for number, blob, result in ((siret, logo, 'applied'), (other, logo, 'rejected'),
                                     (siret, {**logo, 'size': logo['size'] + 1}, 'rejected')):
            answer = self.author.act('create', new_id(), **{**CREATED, 'set': CREATED['set'] | {
                'siret': number, 'logo': blob}})
            self.assertEqual(answer['result'], result, answer)

    def test_claimed_structure(self):
        """Who claims the SIRET of a structure, and what it shows, shows nothing to anybody before a moderator
        has seen it: no record, no picture."""
        logo, siret = self.sql(
            "SELECT json_extract (doc, '$.logo'), json_extract (doc, '$.siret') FROM record WHERE type = 'supplier' "
            "AND json_extract (doc, '$.logo') IS NOT NULL AND json_extract (doc, '$.siret') IS NOT NULL LIMIT 1")[0]
        logo, ident = json.loads(logo), new_id()

        def public():
            return [row[0] for row in self.sql("SELECT id FROM record WHERE scope = 'public' AND "
                                               "json_extract (doc, '$.name') = 'Claimed by another'")]

        def picture(kind, record, **rest):
            return self.ask('GET', f'/v1/blobs/{logo["hash"]}?t={kind}&id={record}', **rest).status

        set_up = CREATED['set'] | {'name': 'Claimed by another', 'siret': siret, 'logo': logo}
        answer = self.author.act('create', ident, **{**CREATED, 'set': set_up})
        self.assertEqual(answer['result'], 'applied', answer)
        answer = self.author.act('submit', ident, answer['rev'])
        self.assertEqual(answer['result'], 'applied', answer)
        self.assertEqual((public(), picture('listing', ident)), ([], 404))
        self.assertEqual(self.author.act('publish', ident, answer['rev'])['result'], 'forbidden')
        self.assertEqual(public(), [])
        answer = Author(self, MODERATOR).act('publish', ident, answer['rev'])
        self.assertEqual(answer['result'], 'applied', answer)
        shown, = public()
        self.assertEqual((picture('supplier', shown), picture('listing', ident)), (200, 404))

    def test_purge(self):
        """What no record names goes after a week; what one lets go of, a week after its history
        did; what is begun again is kept as if it had just come."""
        kept, loose, half, again = (Upload(self.author, make_png(30 + n)) for n in range(4))
        kept.send(), loose.send(), half.begin(), half.put(0, half.content[:100]), again.send()
        ident = new_id()
        answer = self.author.act('create', ident, **{**CREATED, 'set': CREATED['set'] |
                                                     {'logo': kept.blob()}})
        self.sql('UPDATE upload SET touched_at = touched_at - 8 * 24 * 3600')
        again.begin()
        self.restart(kill=False)
        self.assertEqual((kept.offset(), loose.offset(), half.offset(), again.offset()),
                         (kept.size, None, None, again.size))
        folder = self.database.parent / 'catalogue.db.uploads'
        self.assertFalse((folder / loose.hash).exists())
        answer = self.author.act('edit', ident, answer['rev'], set={'logo': None})
        self.assertEqual(answer['result'], 'applied', answer)
        self.restart(kill=False)
        self.assertEqual(kept.offset(), kept.size)
        self.sql('UPDATE upload SET touched_at = touched_at - 8 * 24 * 3600')
        self.restart(kill=False)
        self.assertEqual(kept.offset(), kept.size)
        self.sql('DELETE FROM history_blob')
        self.restart(kill=False)
        self.assertIsNone(kept.offset())
        self.assertFalse((folder / kept.hash).exists())


if __name__ == '__main__':
    main('__main__')
