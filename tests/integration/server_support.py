# SPDX-License-Identifier: GPL-3.0-or-later
"""A real server process for tests, and HTTP without anything between."""
import atexit
import gzip
import http.client
import itertools
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse

EXE = os.environ['SOL_SERVER']


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.raw = response.read()
        packed = self.headers.get('Content-Encoding') == 'gzip'
        self.body = gzip.decompress(self.raw) if packed else self.raw

    def json(self):
        return json.loads(self.body)

    def lines(self):
        return [json.loads(line) for line in self.body.splitlines()]


def make_addresses():
    """One of this machine after the other: each asks as if it had asked nothing before."""
    for number in itertools.count(1):
        yield f'127.{1 + number // 65025 % 254}.{number // 255 % 255}.{1 + number % 254}'


ADDRESSES = make_addresses()


def wait_for(look, what, seconds=60):
    """What @look gives once it gives something: it is asked again until then."""
    end = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > end:
            raise AssertionError(f'no {what} after {seconds} s')
        time.sleep(0.02)
    return found


class Server:
    def __init__(self, database, *options, listen='127.0.0.1:0', before=()):
        """@before: a command that runs it, such as in a namespace."""
        self.process = subprocess.Popen(
            [*before, EXE, '--database', str(database), '--listen', listen, *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        atexit.register(self.process.kill)  # a test that failed leaves none behind
        line = self.process.stdout.readline()
        if not line.startswith('Listening on '):
            raise RuntimeError(self.process.communicate()[1])
        self.url = line.split()[-1]
        self.port = urllib.parse.urlsplit(self.url).port

    def get(self, path, method='GET', timeout=20, address=None, **headers):
        """@address: of this machine, that asks; none: one that asked nothing before."""
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=timeout,
                                                source_address=(address or next(ADDRESSES), 0))
        connection.request(method, path, headers={k.replace('_', '-'): v
                                                  for k, v in headers.items()})
        with connection.getresponse() as response:
            return Answer(response)

    def wait_for_snapshot(self):
        """What tells of it: the first one is made beside the first answers."""
        return wait_for(lambda: (lambda answer: answer.status == 200 and answer.json())(
            self.get('/v1/snapshot')), 'a snapshot')

    def wait_refused(self):
        """Until it takes no more connections, having been told to end."""
        def is_refused():
            try:
                socket.create_connection(('127.0.0.1', self.port), 1).close()
            except ConnectionRefusedError:
                return True
            except ConnectionResetError:
                pass  # it stood in the queue when that was closed
            return False

        wait_for(is_refused, 'refusal of new connections')

    def raw(self, data, timeout=60):
        """Sends bytes as they are, reads until the server closes."""
        with socket.create_connection(('127.0.0.1', self.port), timeout) as connection:
            connection.sendall(data)
            answer = b''
            while part := connection.recv(65536):
                answer += part
        return answer

    def memory(self):
        """Resident bytes; 0 of a sanitized server, which keeps what was freed."""
        if b'__asan_init' in pathlib.Path(EXE).read_bytes():
            return 0
        text = pathlib.Path(f'/proc/{self.process.pid}/status').read_text()
        line = next(line for line in text.splitlines() if line.startswith('VmRSS'))
        return int(line.split()[1]) * 1024

    def read_error(self, part, seconds=60):
        """The next line with @part that it writes to its standard error; else it is killed."""
        timer = threading.Timer(seconds, self.process.kill)
        timer.start()
        try:
            return next(line for line in iter(self.process.stderr.readline, '') if part in line)
        except StopIteration:
            raise AssertionError(f'no "{part}" on its standard error') from None
        finally:
            timer.cancel()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        errors = self.process.communicate(timeout=30)[1]
        return self.process.returncode, errors


class ServerTest(unittest.TestCase):
    """Tests that share one server over the demonstration catalogue."""
    options = ('--demo', '--password-passes', '1', '--password-kib', '8')

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.database = pathlib.Path(cls.folder.name) / 'catalogue.db'
        cls.server = Server(cls.database, *cls.options)

    @classmethod
    def tearDownClass(cls):
        code, errors = cls.server.stop()
        cls.folder.cleanup()
        if code != 0:
            raise AssertionError(f'the server ended with {code}: {errors}')

    def get(self, path, **rest):
        return self.server.get(path, **rest)

    def assert_problem(self, answer, status, reason):
        self.assertEqual(answer.status, status, answer.body[:500])
        self.assertEqual(answer.headers['Content-Type'], 'application/problem+json')
        problem = answer.json()
        self.assertEqual(problem['status'], status)
        self.assertEqual(problem['reason'], reason)
        self.assertTrue(problem['title'] and problem['detail'])


class TapResult(unittest.TestResult):
    """One line a test, as meson reads it."""

    told = 0  # not testsRun, which does not count a class that skips itself

    def tell(self, verdict, test, note=''):
        self.told += 1
        print(f'{verdict} {self.told} - {test.id()}{note}', flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.tell('ok', test)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.tell('ok', test, f' # SKIP {reason}')

    def fail(self, test, error):
        self.tell('not ok', test)
        print('# ' + self._exc_info_to_string(error, test).replace('\n', '\n# '), flush=True)

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.fail(test, error)

    def addError(self, test, error):
        super().addError(test, error)
        self.fail(test, error)

    def addSubTest(self, test, subtest, error):
        """A part of a test: only one that fails is told of on its own."""
        super().addSubTest(test, subtest, error)
        if error is not None:
            self.fail(subtest, error)


def main(module):
    suite = unittest.defaultTestLoader.loadTestsFromName(module)
    result = TapResult()
    suite.run(result)
    print(f'1..{result.told}', flush=True)
    sys.exit(0 if result.wasSuccessful() else 1)
