#!/usr/bin/env python3
"""Checks an access log (docs/access-log.md) with nothing of Qizhang:
python3 access_verify.py LEDGER.access/log.jsonl [NUMBER:DIGEST]"""
import hashlib
import json
import sys


def check(path, noted):
    before, number, wrong, there = None, -1, 0, noted is None
    with open(path, "rb") as lines:
        for at, line in enumerate(lines, 1):
            text = line[:-1]
            try:
                value = json.loads(text)
                own = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
                whole = line.endswith(b"\n") and own.encode() == text
                follows = (value.get("prev"), value["n"]) == (before, number + 1)
                number = value["n"]
            except (ValueError, KeyError, AttributeError):
                whole, follows, number = False, True, number + 1
            if not (whole and follows):
                wrong += 1
                print(f"line {at} is not as it was written")
            before = hashlib.sha256(text).hexdigest()
            there = there or f"{number}:{before}" == noted
    print(f"{number}:{before}" if there else f"{number}:{before} did not grow out of {noted}")
    return 0 if there and not wrong else 4


sys.exit(check(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None))
