#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The nginx file that is shipped, in the real nginx, before the real server."""
import http.client
import os
import pathlib
import tempfile
import unittest

import network_support
import server_support
from events_support import EventStream
from server_support import Answer, Server, wait_for


@unittest.skipUnless(network_support.NGINX, 'nginx is not installed')
class Nginx(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(self.folder.name)
        self.server = Server(folder / 'catalogue.db', '--demo', '--behind-proxy',
                             listen=f'unix:{folder}/s.sock')
        os.chmod(folder / 's.sock', 0o666)
        self.nginx = network_support.Nginx(folder)
        self.port = self.server.port = self.nginx.port  # its own socket has none

    def tearDown(self):
        self.nginx.stop()
        self.server.stop()
        self.folder.cleanup()

    def get(self, path, **headers):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=20)
        connection.request('GET', path, headers={k.replace('_', '-'): v
                                                 for k, v in headers.items()})
        with connection.getresponse() as response:
            return Answer(response)

    raw = Server.raw

    def test_answers_pass_and_the_catalogue_is_kept(self):
        self.assertEqual(self.get('/healthz').status, 200)
        first, again = (self.get('/v1/suppliers?q=bois') for _ in range(2))
        self.assertEqual((first.headers['X-Cache'], again.headers['X-Cache']), ('MISS', 'HIT'))
        self.assertEqual(first.body, again.body)
        packed = self.get('/v1/suppliers?q=bois', Accept_Encoding='gzip')
        self.assertEqual(packed.headers['Content-Encoding'], 'gzip')
        self.assertEqual(packed.body, first.body)
        tag = first.headers['ETag']
        self.assertEqual(self.get('/v1/suppliers?q=bois', If_None_Match=tag).status, 304)
        self.assertNotEqual(self.get('/v1/suppliers?q=fer').body, first.body)
        self.assertEqual(self.get('/v1/suppliers?foo=1').status, 400)
        self.server.stop()
        self.assertEqual(self.get('/v1/suppliers?q=bois').body, first.body, 'kept while away')

    def test_events_pass_as_they_come(self):
        stream = EventStream(self.port)
        event, data = stream.next(5)
        self.assertEqual((event, data['seq'] > 0), ('change', True))
        self.assertEqual(stream.next(15), ('', None), 'a comment, which nothing held back')
        stream.close()
        wait_for(lambda: b'achetons_event_streams 0' in self.get('/metrics').body,
                 'end of a stream that nobody reads')

    def test_an_address_has_so_many_streams(self):
        streams = [EventStream(self.port) for _ in range(200)]
        self.assertEqual({stream.answer for stream in streams}, {None})
        self.assertEqual(EventStream(self.port).answer.status, 429)
        other = EventStream(self.port, address='127.0.0.2')
        self.assertIsNone(other.answer)
        for stream in [*streams, other]:
            stream.close()

    def test_feed_and_ranges_pass(self):
        lines = self.get('/v1/changes', Accept_Encoding='gzip').lines()
        cursor = lines[-1]['next']
        self.assertGreater(len(lines), 100)
        self.assertEqual(self.get('/v1/changes', If_None_Match=f'"{cursor}"').status, 304)
        manifest = self.server.wait_for_snapshot()
        whole = self.get(manifest['url']).raw
        self.assertEqual(len(whole), manifest['size'])
        part = self.get(manifest['url'], Range='bytes=100-')
        self.assertEqual((part.status, part.raw), (206, whole[100:]))
        several = self.get(manifest['url'], Range='bytes=0-1,5-6')
        self.assertEqual(several.status, 416)

    def test_queries_are_limited_the_feed_is_not(self):
        told = [self.get(f'/v1/suppliers?offset={n}', X_Real_IP=f'192.0.2.{n}').status
                for n in range(50)]
        self.assertEqual(set(told[:30]), {200})
        self.assertIn(429, told)
        self.assertEqual({self.get('/v1/changes?limit=1').status for _ in range(80)}, {200})

    def test_ambiguous_requests_are_refused(self):
        head = b'GET /healthz HTTP/1.1\r\nHost: a\r\n'
        for rest in (b'Host: b\r\n', b'Content-Length: 0\r\nTransfer-Encoding: chunked\r\n',
                     b'Content-Length: 0\r\nContent-Length: 4\r\n',
                     b'Range: bytes=' + b'0-,' * 9000 + b'\r\n'):
            answer = self.raw(head + rest + b'\r\n')
            self.assertRegex(answer[:20], rb'^HTTP/1.1 4\d\d ', rest[:60])

    def test_what_reads_as_two_requests_is_one(self):
        """The engine below the server ends the head at a line without a name: none may come to it."""
        head = b'GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n'
        inner = b'GET /v1/about HTTP/1.1\r\nHost: a\r\n\r\n'
        for rest in (b': x\r\n', b'Transfer-Encoding : chunked\r\n', b' X: y\r\n', b'X\0: y\r\n'):
            answer = self.raw(head + rest + inner)
            self.assertEqual(answer.count(b'HTTP/1.1 '), 1, rest)
            self.assertNotIn(b'minimum_client', answer, rest)


if __name__ == '__main__':
    server_support.main('__main__')
