"""Computes roots with pymerkle and canonical bytes with rfc8785, neither of them ours."""

import base64
import json
import struct
import sys
from pathlib import Path

import rfc8785
from pymerkle import InmemoryTree

FOLDER = Path(sys.argv[1])


class Count:
    """Answers counted; the first that is not the one wanted ends everything."""

    def __init__(self, name):
        self.name, self.accepted, self.refused = name, 0, 0

    def expect(self, what, wanted, got):
        if wanted != got:
            sys.exit(f"{self.name}: DISAGREES: {what}: wanted accepted={wanted}, got {got}")
        if wanted:
            self.accepted += 1
        else:
            self.refused += 1

    def tell(self):
        print(f"{self.name}: accepted {self.accepted}, refused {self.refused}")


def checkpoint(name):
    _, size, root, *_ = (FOLDER / name).read_text(encoding="utf-8").split("\n")
    return int(size), base64.b64decode(root)


def tree_of(entries):
    tree = InmemoryTree(algorithm="sha256")
    for entry in entries:
        tree.append_entry(entry)
    return tree


def envelope(entry):
    """The last part of an entry: type, tags and envelope stand each behind its length."""
    at = 4 + struct.unpack_from("<I", entry)[0]
    (tags,) = struct.unpack_from("<I", entry, at)
    at += 4
    for _ in range(tags):
        at += 4 + struct.unpack_from("<I", entry, at)[0]
    (length,) = struct.unpack_from("<I", entry, at)
    assert at + 4 + length == len(entry), "bytes after the envelope"
    return entry[at + 4 :]


def roots(entries):
    count = Count("PyPI pymerkle (roots)")
    tree = tree_of(entries)
    for note in sorted(FOLDER.glob("*.note")):
        size, root = checkpoint(note.name)
        count.expect(note.name, True, tree.get_root(size) == root)
        changed = bytearray(entries[size - 1])
        changed[-1] ^= 1
        other = tree_of(entries[: size - 1] + [bytes(changed)])
        count.expect(f"{note.name} with its last event changed", False, other.get_root(size) == root)
    count.tell()


def canonical(entries):
    count = Count("PyPI rfc8785 (canonical bytes)")
    for position, entry in enumerate(entries, start=1):
        text = envelope(entry)
        fields = json.loads(text)
        count.expect(f"event {position}", True, rfc8785.dumps(fields) == text)
        spaced = json.dumps(fields, ensure_ascii=False).encode()
        count.expect(f"event {position} spelt otherwise", False, rfc8785.dumps(fields) == spaced)
    count.tell()


def main():
    size, _ = checkpoint("now.note")
    entries = [(FOLDER / f"{position}.entry").read_bytes() for position in range(1, size + 1)]
    roots(entries)
    canonical(entries)


main()
