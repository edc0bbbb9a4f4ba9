# SPDX-License-Identifier: GPL-3.0-or-later
"""A WebSocket client (RFC 6455) of Python's standard library alone: texts both ways, pings answered, closed politely.

One thread receives, any may send. Compression and binary frames are not offered; a broker of Sermo Desk uses neither.
"""
import base64
import hashlib
import http.client
import os
import socket
import ssl
import struct
import threading
from urllib.parse import urlsplit

CONTINUATION, TEXT, CLOSE, PING, PONG, MOST = 0x0, 0x1, 0x8, 0x9, 0xA, 1 << 20


class Closed(ConnectionError):
    """Over: by a close frame (its code), or broken off (1006). Other errors of the network are OSError as well."""

    def __init__(self, code, reason=''):
        super().__init__(f'closed with {code} {reason}'.strip())
        self.code = code


class WebSocket:
    def __init__(self, url, headers=None, silence=45):
        """Connects and shakes hands. So many seconds of `silence`, and the other end counts as gone."""
        self._sending, self._is_closing = threading.Lock(), False
        parts = urlsplit(url)
        is_tls = parts.scheme == 'wss'
        self._socket = socket.create_connection((parts.hostname, parts.port or (443 if is_tls else 80)), silence)
        if is_tls:
            self._socket = ssl.create_default_context().wrap_socket(self._socket, server_hostname=parts.hostname)
        self._stream = self._socket.makefile('rb')
        self._shake_hands(parts, headers or {})

    def _shake_hands(self, parts, headers):
        key = base64.b64encode(os.urandom(16)).decode()
        target = (parts.path or '/') + ('?' + parts.query if parts.query else '')
        fields = {'Host': parts.netloc, 'Upgrade': 'websocket', 'Connection': 'Upgrade', 'Sec-WebSocket-Key': key,
                  'Sec-WebSocket-Version': '13', **headers}
        request = [f'GET {target} HTTP/1.1', *(f'{name}: {value}' for name, value in fields.items()), '', '']
        self._socket.sendall('\r\n'.join(request).encode())
        status = self._stream.readline().decode('latin-1').split()
        answer = http.client.parse_headers(self._stream)
        proof = base64.b64encode(hashlib.sha1((key + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').encode()).digest())
        if status[1:2] != ['101'] or answer.get('Sec-WebSocket-Accept') != proof.decode():
            raise Closed(1006, 'before it was open: ' + ' '.join(status[1:]))

    def send(self, text):
        self._write(TEXT, text.encode())

    def close(self, code=1000):
        """Says goodbye; receive() raises Closed when the other end has said it too."""
        self._write(CLOSE, struct.pack('!H', code))

    def receive(self):
        """The next text, whole however many frames it came in."""
        message = b''
        while True:
            is_last, opcode, payload = self._read_frame()
            if opcode == PING:
                self._write(PONG, payload)
            elif opcode == CLOSE:
                self._write(CLOSE, payload[:2])
                self._socket.close()
                raise Closed(int.from_bytes(payload[:2], 'big') or 1005, payload[2:].decode())
            elif opcode in (TEXT, CONTINUATION):
                message += payload
                if is_last:
                    return message.decode()

    def _read_frame(self):
        first, second = self._read(2)
        size = second & 0x7F
        if size > 125:
            size = int.from_bytes(self._read(2 if size == 126 else 8), 'big')
        if second & 0x80 or size > MOST:
            raise Closed(1002, 'a masked frame, which no server sends, or a huge one')
        return first & 0x80, first & 0x0F, self._read(size)

    def _read(self, count):
        data = self._stream.read(count)
        if len(data) < count:
            raise Closed(1006, 'it broke off')
        return data

    def _write(self, opcode, payload):
        """One whole frame, masked by new random bytes as every client's must be; nothing after a close frame."""
        size, mask = len(payload), os.urandom(4)
        length = bytes([size]) if size < 126 else b'\x7e' + struct.pack('!H', size)  # the broker takes 64 KiB at most
        head = bytes([0x80 | opcode, 0x80 | length[0]]) + length[1:]
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))
        with self._sending:
            if not self._is_closing:
                self._is_closing = opcode == CLOSE
                self._socket.sendall(head + mask + masked)
