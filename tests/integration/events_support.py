# SPDX-License-Identifier: GPL-3.0-or-later
"""Who reads a stream of events, as it comes."""
import http.client
import json
import time

from server_support import Answer


class EventStream:
    """@answer: (nullable): what was said instead of a stream."""

    def __init__(self, port, token=None, host='127.0.0.1', address=None):
        """@address: (nullable): of this machine, that asks"""
        source = (address, 0) if address else None
        self.connection = http.client.HTTPConnection(host, port, timeout=20, source_address=source)
        headers = {'Authorization': f'Bearer {token}'} if token else {}
        self.connection.request('GET', '/v1/events', headers=headers)
        self.response = self.connection.getresponse()
        self.answer = Answer(self.response) if self.response.status != 200 else None

    def next(self, seconds=20):
        """(event, data); ('', None) for a comment; None at the end; TimeoutError when none comes."""
        self.connection.sock.settimeout(seconds)
        event, data = '', None
        while line := self.response.readline().decode():
            if line == '\n':
                return event, data
            name, _, value = line.rstrip('\n').partition(': ')
            event = value if name == 'event' else event
            data = json.loads(value) if name == 'data' else data
        return None

    def wait_for(self, event, seconds=20):
        """The data of the next such event, and how long it took."""
        began = time.monotonic()
        while (met := self.next(seconds)) and met[0] != event:
            seconds = max(0.01, seconds - (time.monotonic() - began))
        if met is None:
            raise AssertionError(f'the stream ended before {event}')
        return met[1], time.monotonic() - began

    def is_silent(self, seconds):
        """No event within so long; comments are none."""
        end = time.monotonic() + seconds
        try:
            while (left := end - time.monotonic()) > 0:
                if (self.next(left) or ('end',))[0]:
                    return False
        except TimeoutError:
            pass
        return True

    def close(self):
        self.response.close()
        self.connection.close()
