#!/usr/bin/env python3
"""Reads a ledger directory by docs/format.md alone: every event, then the root. Any damage up to the head is an error."""

import hashlib
import struct
import sys
from pathlib import Path

TABLE = []
for byte in range(256):
    for _ in range(8):
        byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
    TABLE.append(byte)


def crc32c(*parts):
    crc = 0xFFFFFFFF
    for part in parts:
        for byte in part:
            crc = crc >> 8 ^ TABLE[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def check(holds, what):
    if not holds:
        sys.exit(f"damaged: {what}")


class Fields:
    """One field after another; running out of bytes is damage."""

    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def take(self, count):
        check(self.at + count <= len(self.data), f"the bytes end at {len(self.data)}")
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self, width):
        return int.from_bytes(self.take(width), "little")

    def text(self, width):
        return self.take(self.number(width)).decode("utf-8")


def read_head(data):
    """The slot with the higher sequence number, of those that are whole."""
    whole = []
    for start in (0, 4096):
        slot = data[start : start + 72]
        if slot[:8] == b"QZHEAD\r\n" and slot[68:] == struct.pack("<I", crc32c(slot[:68])):
            version, ledger, *rest = struct.unpack("<I16s5Q", slot[8:68])
            check(version == 1, f"format {version} is not known")
            whole.append((*rest, ledger))
    check(whole, "neither slot of the head is whole")
    return max(whole)


def read_record(fields, position):
    start = fields.at
    length, crc = fields.number(4), fields.number(4)
    whole = Fields(fields.data[start : start + length])
    check(crc == crc32c(struct.pack("<Q", position), whole.take(4), whole.data[8:]), f"the checksum of event {position}")
    whole.take(4 + 16)
    leaf, flags, kind = whole.take(32), whole.number(1), whole.text(1)
    tags = [whole.text(1) for _ in range(whole.number(2))]
    for _ in range(whole.number(2)):
        check(whole.number(1) in (1, 2) and whole.text(2) is not None, f"a key of event {position}")
    envelope = whole.take(whole.number(4))
    check(flags == 0 and whole.at == length, f"the fields of event {position}")
    size = lambda part: struct.pack("<I", len(part))
    parts = [size(part) + part for part in (kind.encode(), *(tag.encode() for tag in tags), envelope)]
    content = b"\0" + parts[0] + size(tags) + b"".join(parts[1:])
    check(leaf == hashlib.sha256(content).digest(), f"the leaf of event {position}")
    fields.at = start + length
    return kind, tags, leaf


def root_of(leaves):
    """RFC 6962, section 2.1, as it stands there."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256().digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + root_of(leaves[:half]) + root_of(leaves[half:])).digest()


def read_frame(fields, ledger, group, leaves):
    """Passes one frame; gives the number of the last finished group."""
    header, next_position = fields.take(40), len(leaves) + 1
    magic, kind, number, first, count, length, reserved, crc = struct.unpack("<4sIQQIIII", header)
    check(magic == b"QZFR" and reserved == 0, f"no frame before event {next_position}")
    payload = Fields(fields.take(length))
    check(crc == crc32c(ledger, header[:36], payload.data), f"the frame before event {next_position}")
    check(number == group + 1 and kind in (1, 2), f"the order of frames before event {next_position}")
    if kind == 2:
        root, checkpoint = payload.take(32), payload.take(payload.number(2))
        check((first, count) == (len(leaves), 0), f"the end of group {number}")
        check(root == root_of(leaves) and not checkpoint, f"the root of group {number}")
        group = number
    else:
        check(first == next_position, f"an event before {first} is missing")
        for position in range(first, first + count):
            event_type, tags, leaf = read_record(payload, position)
            leaves.append(leaf)
            print(position, event_type, *tags, leaf.hex(), sep="\t")
    check(payload.at == length, f"bytes after the last field of group {number}")
    return group


def read_ledger(path):
    _, position, last_group, last_segment, end, ledger = read_head((path / "head").read_bytes())
    group, leaves = 0, []
    for number in range(1, last_segment + 1):
        data = (path / "log" / f"{number:012}.segment").read_bytes()
        magic, version, owner, own_number, size, crc = struct.unpack("<8sI16sQQI", data[:48])
        check((magic, version) == (b"QZLOG\r\n\0", 1) and crc == crc32c(data[:44]), f"the header of segment {number}")
        check((owner, own_number, size) == (ledger, number, len(data)), f"segment {number} is another one")
        fields = Fields(data[:end] if number == last_segment else data, 64)
        while fields.data[fields.at : fields.at + 4].strip(b"\0"):
            group = read_frame(fields, ledger, group, leaves)
    check((len(leaves), group, fields.at) == (position, last_group, end), "the log ends before its head")
    print("root", root_of(leaves).hex(), sep="\t")


sys.stdout.reconfigure(encoding="utf-8")
read_ledger(Path(sys.argv[1]))
