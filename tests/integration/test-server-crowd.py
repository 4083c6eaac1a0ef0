#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many who sign in at once, at a cost of passwords that takes long: who reads does not wait for them."""
import json
import pathlib
import select
import signal
import socket
import tempfile
import threading
import time
import unittest

import server_support
from accounts_support import ask
from server_support import ADDRESSES, Server

COSTLY = ('--demo', '--password-passes', '6')  # some 0.2 s each, and many times that on a busy machine
CROWD = 8
MORE_THAN_WAIT = 140
SLACK = 15  # seconds more that a busy machine may take
WHO = {'address': 'nobody@example.org', 'password': 'une phrase assez longue', 'client': 'test'}


class Crowd(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.database = pathlib.Path(self.folder.name) / 'catalogue.db'

    def tearDown(self):
        self.folder.cleanup()

    def sign_in(self, server, number, answers):
        body = WHO | {'address': f'nobody-{number}@example.org'}
        answers.append(ask(server, 'POST', '/v1/sessions', body).status)

    def test_who_reads_does_not_wait_for_those_who_sign_in(self):
        server = Server(self.database, *COSTLY)
        answers = []
        crowd = [threading.Thread(target=self.sign_in, args=(server, number, answers))
                 for number in range(CROWD)]
        for one in crowd:
            one.start()
        start, took = time.monotonic(), []
        while len(took) < 30:
            began = time.monotonic()
            self.assertEqual(server.get('/v1/suppliers?q=bois').status, 200)
            took.append(time.monotonic() - began)
        self.assertLess(len(answers), CROWD, 'they were read while some still signed in')
        for one in crowd:
            one.join()
        self.assertLess(max(took), (time.monotonic() - start) / 3)
        self.assertEqual(answers, [403] * CROWD)
        self.assertEqual(server.stop()[0], 0)

    def send(self, server, number):
        body = json.dumps(WHO | {'address': f'nobody-{number}@example.org'}).encode()
        connection = socket.create_connection(('127.0.0.1', server.port), 60, (next(ADDRESSES), 0))
        connection.sendall(b'POST /v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json'
                           b'\r\nContent-Length: %d\r\n\r\n%s' % (len(body), body))
        return connection

    def test_too_many_are_asked_to_come_back_and_an_end_does_not_wait_for_all(self):
        server = Server(self.database, *COSTLY, '--stop-seconds', '0')
        crowd = [self.send(server, number) for number in range(MORE_THAN_WAIT)]
        refused = b''
        while not refused.startswith(b'HTTP/1.1 503'):  # whichever came last to its thread
            told = select.select(crowd, [], [], 60)[0]
            self.assertTrue(told, 'nobody is refused')
            refused = told[0].recv(4096)
        self.assertIn(b'Retry-After: 10', refused)
        self.assertIn(b'"reason":"busy"', refused)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        self.assertEqual(server.stop()[0], 0)
        self.assertLess(time.monotonic() - began, SLACK)
        for one in crowd:
            one.close()

    def knock(self, port):
        """One sign-in after the other, until the server is gone."""
        body = json.dumps(WHO).encode()
        try:
            with socket.create_connection(('127.0.0.1', port), 20) as connection:
                while True:
                    connection.sendall(b'POST /v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: '
                                       b'application/json\r\nContent-Length: %d\r\n\r\n%s' %
                                       (len(body), body))
                    if not connection.recv(4096):
                        return
        except OSError:
            pass

    def test_an_end_meets_who_comes_meanwhile(self):
        for _ in range(8):
            server = Server(self.database, '--demo', '--password-passes', '1', '--password-kib', '8',
                            '--stop-seconds', '0')
            crowd = [threading.Thread(target=self.knock, args=(server.port,)) for _ in range(40)]
            for one in crowd:
                one.start()
            server.get('/healthz')
            code, errors = server.stop()
            self.assertEqual(code, 0, errors)
            for one in crowd:
                one.join()


if __name__ == '__main__':
    server_support.main('__main__')
