# SPDX-License-Identifier: GPL-3.0-or-later
"""The real client many times over: loaded once, and told one command after the other."""
import os
import socket
import struct
import subprocess
import tempfile

EXE = os.environ['SOL_RESIDENT']


class Command:
    """One command, as subprocess.Popen has it."""
    def __init__(self, line, words):
        self.line, self.returncode = line, None
        self.outputs = [tempfile.TemporaryFile('w+') for _ in range(2)]
        reading, writing = os.pipe()
        streams = [reading, *(output.fileno() for output in self.outputs)]
        socket.send_fds(line, [b''.join(word.encode() + b'\0' for word in words)], streams)
        os.close(reading)
        self.stdin = os.fdopen(writing, 'w')

    def communicate(self, text='', timeout=None):
        if self.stdin:
            self.stdin.write(text)
            self.stdin.close()
        self.line.settimeout(timeout)
        self.returncode, = struct.unpack('i', self.line.recv(4))
        return [self.read(output) for output in self.outputs]

    @staticmethod
    def read(output):
        with output:
            output.seek(0)
            return output.read()


class Resident:
    """One command at a time."""
    def __init__(self, environment):
        self.silence = 0  # seconds after which a client gives a line up; 0: as everywhere
        self.line, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with other:
            self.process = subprocess.Popen([EXE, str(other.fileno())], env=environment,
                                            pass_fds=[other.fileno()])

    def start(self, words):
        return Command(self.line, [str(self.silence), *words])

    def close(self):
        self.line.close()
        self.process.wait(20)
