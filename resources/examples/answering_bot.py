# SPDX-License-Identifier: GPL-3.0-or-later
"""A bot that answers, with nothing to install: SERMO_URL=ws://127.0.0.1:8080 SERMO_KEY=… python3 answering_bot.py

It does what answering-bot.mjs does; a key of the role `bot` lets it in."""
import os
import re

from sermo_application import Application

ME = {'id': 'otto', 'name': 'Otto', 'type': 'bot'}
QUEUES = {'sales': r'invoice|price|order', 'technical': r'internet|router|slow', 'general': r'something else'}
TELLING = {'start', 'text', 'session_state', 'claim_session', 'handover_to_agent', 'handover_to_bot'}
TOPICS = [('My invoice', 'sales'), ('My connection', 'technical'), ('Something else', 'general')]


class Bot(Application):
    sessions = {}  # userId: what is known of it, folded from events, replayed ones too

    def handle(self, event):
        if event['type'] == 'session_state' and event['state'] == 'ended':
            self.sessions.pop(event['userId'], None)
        elif event['type'] in TELLING:
            self.act(self.fold(event))

    def welcomed(self):
        for session in self.sessions.values():
            session['state'] = None  # the desk tells it anew, after what was missed

    def forget(self):
        self.sessions.clear()

    def fold(self, event):
        """What an event says of its session, whoever sent it; told twice (a replay brings our own), it counts once."""
        fresh = {'state': None, 'open': None, 'order': {}, 'asked': False, 'answers': 0, 'known': set()}
        session, kind = self.sessions.setdefault(event['userId'], fresh), event['type']
        name = (event['direction'], kind, event.get('id'))
        if name[2] and name in session['known']:
            return session
        session['known'].add(name)
        if kind == 'session_state':
            session['state'] = event['state']
        elif kind == 'handover_to_bot':
            session.update(order=event, open=event)
        elif kind in ('claim_session', 'handover_to_agent'):
            session.update(asked=kind == 'handover_to_agent' and not session['asked'], open=None)
        elif event['direction'] == 'inbound':
            session['open'] = event  # waits for an answer
        elif kind == 'text':
            session.update(answers=session['answers'] + 1, open=None)
        return session

    def tell(self, cause, kind, direction, **rest):
        """What follows of `cause`; its id is made of the cause's seq, so that it is said once, even after a restart."""
        event = {'type': kind, 'direction': direction, 'userId': cause['userId'], 'id': f'{kind}-{cause["seq"]}', **rest}
        self.fold(event)
        self.say(event)

    def write(self, cause, text, *replies, agent=None):
        buttons = [{'type': 'postback', 'text': label, 'payload': payload} for label, payload in replies]
        self.tell(cause, 'text', 'outbound', text=text, typing=600, agent=agent or ME, quickReplies=buttons)

    def act(self, session):
        """Says what is due, where the desk has given the bot the floor."""
        cause, state, asked = session['open'], session['state'], session['asked']
        if cause and state == 'bot' and not asked:
            self.receive(cause, session['answers'])
        elif cause and state == 'bot_closing':
            self.close_for_agent(cause, is_ending=session['order'].get('reason') != 'confirm_present')
        elif cause and state == 'queued' and asked and cause['type'] == 'text':
            self.tell(cause, 'handover_to_agent', 'internal')  # he is there: first in line

    def receive(self, cause, answers):
        text, payload = cause.get('text', ''), cause.get('quickReplyPayload')
        queue = next((each for each, words in QUEUES.items() if payload == each or re.search(words, text, re.I)), None)
        if number := re.search(r'\b\d{6,10}\b', text):
            self.tell(cause, 'customer_identified', 'internal', brandId='demo', customerId=number[0])
        if re.search(r'\b(person|human|agent)\b', text, re.I):
            self.write(cause, 'I am getting somebody. Say yes when you have read this, and you go first.', ('Yes', 'here'))
            self.tell(cause, 'handover_to_agent', 'internal')
        elif queue or answers > 1:
            self.write(cause, 'Thank you, I am putting you through.')
            self.tell(cause, 'handover_to_queue', 'internal', queueId=queue or 'general')
        else:
            self.write(cause, 'Which of these is closest?' if answers else 'Hello! What is it about?', *TOPICS)

    def close_for_agent(self, cause, is_ending):
        if cause['type'] == 'handover_to_bot':
            question, answer = ('Is there anything else?', 'No, thank you') if is_ending else ('Are you still there?', 'Yes')
            self.write(cause, question, (answer, 'said'), agent=cause.get('agent'))
        elif is_ending and re.match(r'\s*(no|nope|nej)\b', cause.get('text', ''), re.I):
            self.tell(cause, 'end_session', 'outbound', reasonText='Thank you, and welcome back.')
        else:  # back to his agent, and the customer never noticed
            self.tell(cause, 'handover_to_agent', 'internal')


if __name__ == '__main__':
    Bot(os.environ.get('SERMO_URL', 'ws://127.0.0.1:8080'), os.environ['SERMO_KEY']).run()
