# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests with a body and a token, for tests of accounts."""
import http.client
import json
import sqlite3

from server_support import ADDRESSES, Answer, ServerTest

CHEAP = ServerTest.options[1:]
PASSWORD = 'demonstration ouverte'
BUYER = 'acheteuse@example.org'


def ask(server, method, path, body=None, token=None, address=None, **headers):
    """@body: a dict, or bytes as they are; @address: of this machine, a new one without it."""
    connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=20,
                                            source_address=(address or next(ADDRESSES), 0))
    headers = {key.replace('_', '-'): value for key, value in headers.items()}
    if token:
        headers['Authorization'] = f'Bearer {token}'
    if body is not None:
        headers.setdefault('Content-Type', 'application/json')
    try:
        connection.request(method, path, json.dumps(body) if isinstance(body, dict) else body,
                           headers)
    except (BrokenPipeError, ConnectionResetError):
        pass  # it was refused before all of it was sent: the answer is there
    with connection.getresponse() as response:
        return Answer(response)


class AccountsTest(ServerTest):
    """Tests of accounts, which nobody has tried to guess before."""
    def setUp(self):
        self.sql('DELETE FROM attempt')

    def ask(self, method, path, body=None, token=None, **rest):
        return ask(self.server, method, path, body, token, **rest)

    def sql(self, statement, *values):
        database = sqlite3.connect(self.database, timeout=10)
        with database:
            rows = database.execute(statement, values).fetchall()
        database.close()
        return rows

    def sign_in(self, address=BUYER, password=PASSWORD, **rest):
        answer = self.ask('POST', '/v1/sessions', {'address': address, 'password': password,
                                                   'client': 'test'}, **rest)
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json()

    def refresh(self, token):
        return self.ask('POST', '/v1/tokens', {'refresh': token})

    def is_in(self, token):
        return self.ask('GET', '/v1/account', token=token).status == 200
