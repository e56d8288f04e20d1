#!/usr/bin/env python3
"""Reads a ledger by docs/format.md alone: every event, then the root. Damage is an error."""

import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from struct import pack, unpack

TABLE = list(range(256))
for _ in range(8):
    TABLE = [entry >> 1 ^ (0x82F63B78 if entry & 1 else 0) for entry in TABLE]

def crc32c(*parts):
    crc = 0xFFFFFFFF
    for byte in b"".join(parts):
        crc = crc >> 8 ^ TABLE[(crc ^ byte) & 0xFF]
    return pack("<I", crc ^ 0xFFFFFFFF)

def check(holds, what):
    if not holds:
        sys.exit(f"damaged: {what}")

class Fields(BytesIO):
    """One field after another; running out of bytes is damage."""

    def take(self, count):
        field = self.read(count)
        check(len(field) == count, f"the bytes end before {self.tell() + count}")
        return field

    def number(self, width):
        return int.from_bytes(self.take(width), "little")

    def sized(self, width):
        return self.take(self.number(width))

def read_head(data):
    """Of the slots that are whole, the one with the higher sequence number."""
    slots = [slot for slot in (data[:72], data[4096:4168]) if slot[68:] == crc32c(slot[:68])]
    check(slots, "neither slot of the head is whole")
    check(all(slot[:12] == b"QZHEAD\r\n\1\0\0\0" for slot in slots), "the head is not of version 1")
    return max((*unpack("<5Q", slot[28:68]), slot[12:28]) for slot in slots)

def read_record(fields, position):
    """Prints one event and gives its leaf."""
    size, crc, event = fields.number(4), fields.take(4), f"event {position}"
    record = Fields(fields.take(size - 8))
    check(crc == crc32c(pack("<QI", position, size), record.getvalue()), f"the checksum of {event}")
    record.take(16)  # The id stands in the envelope too.
    leaf, flags, kind = record.take(32), record.number(1), record.sized(1)
    tags = [record.sized(1) for _ in range(record.number(2))]
    keys = [(record.number(1), record.sized(2).decode()) for _ in range(record.number(2))]
    parts = [pack("<I", len(part)) + part for part in (kind, *tags, record.sized(4))]
    check(flags == 0 and not record.read(), f"the fields of {event}")
    check(all(use in (1, 2) for use, _ in keys), f"a key of {event}")
    content = b"".join([b"\0", parts[0], pack("<I", len(tags)), *parts[1:]])
    check(leaf == sha256(content).digest(), f"the leaf of {event}")
    print(position, *(word.decode() for word in (kind, *tags)), leaf.hex(), sep="\t")
    return leaf

def root_of(leaves):
    """RFC 6962, section 2.1, as it stands there."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256().digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1" + root_of(leaves[:half]) + root_of(leaves[half:])).digest()

def read_frame(fields, ledger, group, leaves):
    """Passes one frame; gives the number of the last finished group."""
    header, here = fields.take(40), f"before event {len(leaves) + 1}"
    magic, kind, number, first, count, size, reserved, crc = unpack("<4sIQQIII4s", header)
    payload = Fields(fields.take(size))
    check((magic, reserved) == (b"QZFR", 0), f"no frame {here}")
    check(crc == crc32c(ledger, header[:36], payload.getvalue()), f"the frame {here}")
    check(number == group + 1 and kind in (1, 2), f"the order of frames {here}")
    if kind == 1:
        check(first == len(leaves) + 1, f"an event before {first} is missing")
        leaves += [read_record(payload, first + at) for at in range(count)]
    else:
        check((first, count) == (len(leaves), 0), f"the end of group {number}")
        check(payload.take(34) == root_of(leaves) + b"\0\0", f"the root of group {number}")
    check(not payload.read(), f"bytes after the last field of group {number}")
    return number if kind == 2 else group

def read_ledger(path):
    _, position, groups, segments, end, ledger = read_head((path / "head").read_bytes())
    group, leaves = 0, []
    for number in range(1, segments + 1):
        data = (path / "log" / f"{number:012}.segment").read_bytes()
        header = pack("<8sI16sQQ", b"QZLOG\r\n\0", 1, ledger, number, len(data))
        fields = Fields(data[:end] if number == segments else data)
        check(fields.take(64)[:48] == header + crc32c(header), f"the header of segment {number}")
        while fields.getvalue()[fields.tell() : fields.tell() + 4].strip(b"\0"):
            group = read_frame(fields, ledger, group, leaves)
    check((len(leaves), group, fields.tell()) == (position, groups, end), "the log ends early")
    print("root", root_of(leaves).hex(), sep="\t")

sys.stdout.reconfigure(encoding="utf-8")
read_ledger(Path(sys.argv[1]))
