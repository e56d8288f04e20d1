#!/usr/bin/env python3
"""Checks a bundle by docs/proofs.md alone: signature, files, every event, every selection."""

import base64
import json
import sys
import zipfile
from hashlib import sha256, sha512
from struct import pack

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)

def check(holds, what):
    if not holds:
        sys.exit(f"does not hold: {what}")

def point(data):
    """A point of RFC 8032, section 5.1.3."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y % 2**255
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * ROOT_OF_MINUS_ONE % P
    check((x * x - square) % P == 0, "a point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P

def plus(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P

def times(number, p):
    sum_of, number = (0, 1, 1, 0), number % L
    while number:
        sum_of = plus(sum_of, p) if number & 1 else sum_of
        p, number = plus(p, p), number >> 1
    return sum_of

def signed(key, text, signature):
    """RFC 8032, section 5.1.7."""
    base = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    scalar = int.from_bytes(signature[32:], "little")
    hashed = int.from_bytes(sha512(signature[:32] + key + text).digest(), "little")
    one, other = times(scalar, base), plus(point(signature[:32]), times(hashed, point(key)))
    same = [(one[at] * other[2] - other[at] * one[2]) % P == 0 for at in (0, 1)]
    return scalar < L and all(same)

def open_note(note, vkey):
    """The lines of a note that the key signed."""
    name, key_id, key = vkey.split("+", 2)
    text, _, signatures = note.rpartition("\n\n")
    for line in signatures.splitlines():
        signer, data = line.removeprefix("\u2014 ").split(" ")
        data = base64.b64decode(data)
        if signer == name and data[:4].hex() == key_id:
            whole = (text + "\n").encode()
            check(signed(base64.b64decode(key)[1:], whole, data[4:]), "the signature")
            return text.split("\n")
    sys.exit("does not hold: no signature by the key")

def root_over(leaf, index, size, path):
    """RFC 9162, section 2.1.3.2."""
    at, last, root = index, size - 1, leaf
    for beside in path:
        if at & 1 or at == last:
            root = sha256(b"\1" + beside + root).digest()
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            root = sha256(b"\1" + root + beside).digest()
        at, last = at >> 1, last >> 1
    return root if last == 0 else None

def main(path, vkey):
    with zipfile.ZipFile(path) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    head, *at = open_note(files.pop("attestation.note").decode(), vkey)
    (ledger, size, root), listed = at[:3], dict(reversed(line.split("  ", 1)) for line in at[3:])
    check(head == "qizhang-bundle/v1" and ledger == vkey.split("+")[0], "the kind of attestation")
    check(listed == {name: sha256(data).hexdigest() for name, data in files.items()}, "the files")
    check(open_note(files["checkpoint.note"].decode(), vkey) == at[:3], "the checkpoint")
    size, root, proof = int(size), base64.b64decode(root), json.loads(files["proof.json"])
    nodes, lines = [bytes.fromhex(node) for node in proof["nodes"]], files["events.jsonl"].split(b"\n")
    check(len(lines) == len(proof["events"]) + 1, "the number of events")
    for event, line in zip(proof["events"], lines):
        parts = [part if isinstance(part, bytes) else part.encode() for part in (event["type"], *event["tags"], line)]
        kind, *tags = [pack("<I", len(part)) + part for part in parts]
        leaf = sha256(b"".join([b"\0", kind, pack("<I", len(event["tags"])), *tags])).digest()
        way = [nodes[number] for number in event["path"]]
        check(root_over(leaf, event["position"] - 1, size, way) == root, f"event {event['position']}")
    for facet in proof["selection"]:
        fits = lambda event: facet["type"] in (None, event["type"]) and set(facet["tags"]) <= set(event["tags"])
        found = [event["position"] for event in proof["events"] if fits(event)]
        check(found == facet["positions"], f"the selection {facet['type']} {facet['tags']}")
    print(len(files), "files,", len(proof["events"]), "events,", len(proof["selection"]), "selections")

main(*sys.argv[1:])
