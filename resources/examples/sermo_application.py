# SPDX-License-Identifier: GPL-3.0-or-later
"""An application at a broker, for good: it comes back, hears what it missed, and loses or doubles nothing it says."""
import json
import random
import sys
import threading
import time

from stdlib_websocket import WebSocket


class Application:
    """Subclasses say what becomes of events: handle(event) each, forget() when the log is another than before."""

    def __init__(self, url, key):
        self._url, self._key = url, key
        self._epoch = self._seq = None  # of the log, and how far it was heard: the next connection goes on from there
        self._outbox = {}  # id: what the broker has not acknowledged yet, sent again by the next connection
        self._socket, self._pause = None, 0.5

    def say(self, event):
        """An event with an `id` of its own: however often it is sent, it is delivered once."""
        self._outbox[event['id']] = event
        self._send(event)

    def run(self):
        """Connects, and again whenever it was lost; never returns."""
        threading.Thread(target=self._beat_for_ever, daemon=True).start()
        while True:
            try:
                self._listen()
            except OSError as error:
                print(error, file=sys.stderr, flush=True)
            time.sleep(self._pause * random.uniform(0.5, 1.5))  # or all come back at once
            self._pause = min(self._pause * 2, 15)

    def _listen(self):
        start = f'since={self._seq}&epoch={self._epoch}' if self._seq else 'replay=open'
        self._socket = WebSocket(f'{self._url}/events?{start}', {'Authorization': f'Bearer {self._key}'})
        while True:
            event = json.loads(self._socket.receive())
            if 'receivedAt' in event:  # a stored one
                self._seq = event['seq']
            if event['type'] == 'welcome':
                self._greet(event)
            elif event['type'] in ('ack', 'error'):
                self._settle(event)
            else:
                self.handle(event)

    def _greet(self, welcome):
        self._epoch, self._pause = welcome['epoch'], 0.5
        if welcome['reset']:  # another log than ours: what is open is told in full
            self._seq = None
            self.forget()
        self.welcomed()
        self._beat()
        for event in list(self._outbox.values()):
            self._send(event)

    def _settle(self, answer):
        if answer['type'] == 'error':
            print(f'refused: {answer["code"]}: {answer["message"]}', file=sys.stderr, flush=True)
        if answer.get('code') != 'storage_unavailable':  # that one is tried again
            self._outbox.pop(answer.get('id'), None)

    def _send(self, event):
        self._socket.send(json.dumps(event))

    def _beat(self):
        self._send({'type': 'application_heartbeat', 'direction': 'internal', 'available': True})

    def _beat_for_ever(self):
        while True:
            time.sleep(30)
            try:
                self._beat()
            except (OSError, AttributeError):
                pass  # not connected just now

    def welcomed(self):
        """The link is there again; what was missed follows, then what is true now."""

    def forget(self):
        """All that is known is of a log that is gone."""

    def handle(self, event):
        raise NotImplementedError
