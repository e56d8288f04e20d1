"""Runs the DCB recorder test case of the package eventsourcing, which is not ours, on the local store.

The recorder speaks to a process of ours in lines of JSON (crates/recorder). The ledger is closed and opened again between the tests, so
that what one recorded is there for the next.
"""

import json
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

from eventsourcing.dcb.api import (
    DCBEvent,
    DCBQuery,
    DCBReadResponse,
    DCBRecorder,
    DCBSequencedEvent,
    DCBSubscription,
)
from eventsourcing.dcb.tests import DCBRecorderTestCase
from eventsourcing.persistence import IntegrityError, ProgrammingError

PROGRAM = sys.argv[1]


class Process:
    """One ledger, one request at a time."""

    def __init__(self, folder):
        self.lock = threading.Lock()
        self.process = subprocess.Popen(
            [PROGRAM, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, request):
        with self.lock:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
            answer = json.loads(self.process.stdout.readline())
        if "fault" in answer:
            raise ProgrammingError(answer["fault"])
        return answer

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        if self.process.wait(timeout=30) != 0:
            raise ProgrammingError(f"the recorder ended with {self.process.returncode}")


def items(query):
    return [{"types": item.types, "tags": item.tags} for item in (query or DCBQuery()).items]


def sequenced(told):
    event = told["event"]
    return DCBSequencedEvent(
        event=DCBEvent(type=event["type"], data=bytes.fromhex(event["data"]), tags=event["tags"]),
        position=told["position"],
    )


class Read(DCBReadResponse):
    def __init__(self, answer):
        self.events, self.reached = iter(answer["events"]), answer["head"]

    @property
    def head(self):
        return self.reached

    def __next__(self):
        return sequenced(next(self.events))


class Subscription(DCBSubscription):
    def __next__(self):
        while not self._has_been_stopped:
            found = list(self._recorder.read(self._query, after=self._last_position, limit=1))
            if found:
                self._last_position = found[0].position
                return found[0]
            self._recorder.process.ask({"do": "wait", "after": self._last_position})
        raise StopIteration


class LedgerRecorder(DCBRecorder):
    def __init__(self, process):
        self.process = process

    def read(self, query=None, *, after=None, limit=None):
        return Read(self.process.ask({"do": "read", "items": items(query), "after": after, "limit": limit}))

    def append(self, events, condition=None):
        if condition is not None:
            condition = {"items": items(condition.fail_if_events_match), "after": condition.after}
        told = [{"type": event.type, "tags": event.tags, "data": event.data.hex()} for event in events]
        answer = self.process.ask({"do": "append", "events": told, "condition": condition})
        if answer.get("conflict"):
            raise IntegrityError("the condition does not hold")
        return answer["position"]

    def subscribe(self, query=None, *, after=None):
        return Subscription(self, query, after)


class TestLedgerRecorder(DCBRecorderTestCase):
    def setUp(self):
        self.room = tempfile.TemporaryDirectory()
        self.process = Process(Path(self.room.name) / "ledger")

    def tearDown(self):
        self.process.close()
        self.room.cleanup()

    def again(self):
        """The same ledger in another process."""
        self.process.close()
        self.process = Process(Path(self.room.name) / "ledger")
        return LedgerRecorder(self.process)

    def test_append_read(self):
        self._test_append_read(LedgerRecorder(self.process))

    def test_append_subscribe(self):
        self._test_append_subscribe(LedgerRecorder(self.process))

    def test_opened_again(self):
        self._test_append_read(LedgerRecorder(self.process))
        self._test_append_read(self.again(), initial_position=13)
        self._test_append_subscribe(self.again(), initial_position=26)
        self.assertEqual(28, self.again().read().head)


suite = unittest.defaultTestLoader.loadTestsFromTestCase(TestLedgerRecorder)
result = unittest.TextTestRunner(stream=sys.stderr, verbosity=0).run(suite)
if not result.wasSuccessful() or result.testsRun != 3:
    sys.exit(f"PyPI eventsourcing: DISAGREES: {len(result.failures)} failures, {len(result.errors)} errors")
print(f"PyPI eventsourcing: {result.testsRun} tests of its DCB recorder passed")
