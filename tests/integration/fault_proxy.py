# SPDX-License-Identifier: GPL-3.0-or-later
"""A line between a client and a server that fails at the byte it is told."""
import collections
import http.client
import socket
import struct
import threading

from server_support import ADDRESSES

UP, DOWN = 'up', 'down'
DELAY_S = 0.1

# @kind: cut (both ends are reset), truncate (that direction ends, as if all were said), delay (the
# rest comes a while later), silence (it never comes), or repeat (the request that holds the byte
# reaches the server twice, and the second answer the client)
Fault = collections.namedtuple('Fault', 'kind direction at')


class Message:
    """One request or answer: where it begins and ends in all that went that way."""
    def __init__(self, start):
        self.start = self.end = start


class Proxy:
    def __init__(self, port):
        self.port = port
        self.lock = threading.Lock()
        self.arm(None)
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.url = f'http://127.0.0.1:{self.listener.getsockname()[1]}'
        threading.Thread(target=self.accept, daemon=True).start()

    def arm(self, fault):
        """Counts from here on, and fails once at @fault."""
        with self.lock:
            self.fault, self.done = fault, False
            self.passed = {UP: 0, DOWN: 0}
            self.messages = {UP: [], DOWN: []}
            self.last = None
            self.address = next(ADDRESSES)  # one that asked nothing before

    def close(self):
        self.listener.close()

    def accept(self):
        while True:
            try:
                client = self.listener.accept()[0]
            except OSError:
                return
            try:
                server = socket.create_connection(('127.0.0.1', self.port),
                                                  source_address=(self.address, 0))
            except ConnectionRefusedError:
                reset(client)
                continue
            for source, target, direction in (client, server, UP), (server, client, DOWN):
                threading.Thread(target=self.pump, args=(source, target, direction),
                                 daemon=True).start()

    def count(self, direction, size):
        """The fault that is among so many more bytes, and how many go before it."""
        with self.lock:
            start = self.passed[direction]
            self.passed[direction] += size
            if self.last != direction:
                self.messages[direction].append(Message(start))
            self.last = direction
            self.messages[direction][-1].end = start + size
            fault = self.fault
            if fault and not self.done and fault.direction == direction and \
                    start <= fault.at < start + size:
                self.done = True
                return fault, fault.at - start
        return None, size

    def pump(self, source, target, direction):
        try:
            while data := read(source, whole=self.holds_back(direction)):
                fault, before = self.count(direction, len(data))
                if fault and fault.kind == 'repeat':
                    send_alone(self.port, data)
                else:
                    target.sendall(data[:before])
                    data = data[before:] if fault else b''
                if fault and fault.kind == 'cut':
                    return reset(source, target)
                if fault and fault.kind == 'truncate':
                    return self.truncate(source, target)
                if fault and fault.kind == 'silence':
                    return hear_out(source, target)
                if fault and fault.kind == 'delay':
                    threading.Event().wait(DELAY_S)
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
            while source.recv(65536):  # what is said after that is heard by nobody
                pass
        except OSError:
            reset(source, target)

    @staticmethod
    def truncate(source, target):
        """That direction ends; who waits for the rest is not kept waiting for its own time-out."""
        target.shutdown(socket.SHUT_WR)
        source.settimeout(DELAY_S)
        hear_out(source, target)

    def holds_back(self, direction):
        return direction == UP and self.fault and self.fault.kind == 'repeat'


def hear_out(source, target):
    """Nothing passes any more, until one end has enough of it."""
    try:
        while source.recv(65536):
            pass
    except TimeoutError:
        pass
    reset(source, target)


def read(source, whole):
    """What there is; @whole: a request with its body."""
    data = source.recv(65536)
    while whole and data and len(data) < measure(data):
        data += source.recv(65536)
    return data


def measure(request):
    """Its size, as far as is known."""
    head, end, _ = request.partition(b'\r\n\r\n')
    if not end:
        return len(request) + 1
    for line in head.split(b'\r\n'):
        name, _, value = line.partition(b':')
        if name.lower() == b'content-length':
            return len(head) + 4 + int(value)
    return len(head) + 4


def send_alone(port, request):
    """On a line of its own, until the server answered."""
    with socket.create_connection(('127.0.0.1', port), 20) as line:
        line.sendall(request)
        http.client.HTTPResponse(line, method=request.split(b' ', 1)[0].decode()).begin()


def reset(*ends):
    """Both are told that the line broke, not that all was said."""
    for end in ends:
        try:
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        end.close()
