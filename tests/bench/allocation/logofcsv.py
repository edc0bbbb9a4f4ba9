#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns a table of who wrote when into events for `sermo-broker backtest --events`.

    logofcsv.py support_irc.csv > events.jsonl

Columns: conversation, epoch_s, role (asker or customer; all else answers), text_len, has_question.
The words are lost in such a table, and nobody needs them: a text of the right length, which ends in
a question mark if it asked something, teaches the model as much.
"""
import csv
import datetime
import json
import sys


def event(row):
    asks = row["role"] in ("asker", "customer")
    length = max(int(row["text_len"]), 1)
    ending = "?" if row["has_question"] == "1" else "."
    at = datetime.datetime.fromtimestamp(int(row["epoch_s"]), datetime.timezone.utc)
    return {
        "type": "text",
        "direction": "inbound" if asks else "outbound",
        "userId": f"conversation-{row['conversation']}",
        "text": "x" * (length - 1) + ending,
        "receivedAt": at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
    }


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: logofcsv.py FILE.csv > events.jsonl")
    with open(sys.argv[1], encoding="utf-8", newline="") as table:
        rows = sorted(csv.DictReader(table), key=lambda row: int(row["epoch_s"]))
    for row in rows:
        print(json.dumps(event(row), separators=(",", ":")))


if __name__ == "__main__":
    main()
