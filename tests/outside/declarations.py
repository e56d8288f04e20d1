"""Holds every example of every declaration against jsonschema, which is not ours.

A declaration is plain JSON Schema; the few formats it names are spelled out here once more, apart from the product.
"""

import datetime
import json
import re
import sys
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
formats = FormatChecker(formats=())


def text_format(name):
    def register(check):
        formats.checks(name)(lambda value: not isinstance(value, str) or bool(check(value)))
        return check

    return register


@text_format("uscc")
def code(text):
    if len(text) != 18 or any(letter not in ALPHABET for letter in text):
        return False
    total = sum(ALPHABET.index(letter) * pow(3, place, 31) for place, letter in enumerate(text[:17]))
    return ALPHABET[(31 - total % 31) % 31] == text[17]


@text_format("date")
def day(text):
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return False
    try:
        return bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


@text_format("day-period")
def period(text):
    parts = text.split("/")
    return len(parts) == 2 and all(map(day, parts)) and parts[0] <= parts[1]


@text_format("standard-no")
def standard(text):
    return re.fullmatch(r"[A-Z]+[0-9]*(/[A-Z]+)* [0-9]+([.-][0-9]+)*[-:][0-9]{4}", text)


@text_format("uuid")
def uuid(text):
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text)


@text_format("digest")
def digest(text):
    return re.fullmatch(r"[0-9a-f]{64}", text)


accepted = refused = 0
for path in sorted(file for folder in sys.argv[1:] for file in Path(folder).glob("*/*.json")):
    declaration = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(declaration)
    validator = Draft202012Validator(declaration, format_checker=formats)
    for wanted, bodies in (
        (True, declaration["examples"]),
        (False, [one["body"] for one in declaration.get("x-refused", [])]),
    ):
        for body in bodies:
            if validator.is_valid(body) != wanted:
                sys.exit(f"PyPI jsonschema: DISAGREES: {path}: wanted accepted={wanted}: {json.dumps(body, ensure_ascii=False)}")
            accepted, refused = accepted + wanted, refused + (not wanted)
if not accepted or not refused:
    sys.exit("PyPI jsonschema: nothing was asked")
print(f"PyPI jsonschema: accepted {accepted}, refused {refused}")
