"""Facts of an exported ledger: the lines that matter, with corrections and retractions applied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

import orjson

HORIZON = date(2030, 12, 31).toordinal()

# The kinds the six clauses ask for. Every other line is passed over before it is parsed.
KINDS = frozenset(
    {
        "application.submitted",
        "application.withdrawn",
        "call.opened",
        "conduct.accident_recorded",
        "conduct.dishonesty_recorded",
        "conduct.record_cleared",
        "cultivation_list.entered",
        "cultivation_list.exited",
        "enterprise.deregistered",
        "enterprise.merged",
        "enterprise.registered",
        "enterprise.relocated",
        "external_support.recorded",
        "fact.corrected",
        "fact.retracted",
        "first_set.recognized",
        "hightech.certified",
        "hightech.revoked",
        "ip_title.granted",
        "loan.contracted",
        "loan.evaluated",
        "loan.interest_paid",
        "lpr.published",
        "new_material.first_applied",
        "new_product.recognized",
        "parameter.set",
        "reference.mapped",
        "rnd.expense_reported",
        "standard.adopted",
        "standard.published",
    }
)

# What would change how everything is read and is not followed here: such a ledger is refused.
NOT_FOLLOWED = frozenset({"enterprise.recoded", "enterprise.split", "policy.amended", "policy.repealed", "reading.decided"})

# Kinds whose day is a field of theirs, so that a correction of the field moves the day.
DAY_FIELD = {
    "conduct.accident_recorded": "accident_on",
    "hightech.certified": "issued_on",
    "loan.contracted": "signed_on",
    "loan.interest_paid": "paid_on",
    "lpr.published": "published_on",
}


@dataclass(slots=True)
class Fact:
    """One fact as it stands: after its corrections, unless it was taken back."""

    id: str
    day: int
    data: dict
    position: int


class Facts:
    """Facts by kind, and by kind and enterprise; each list by day and then by content."""

    def __init__(self, standing: Iterable[tuple[str, Fact]]) -> None:
        self.all: dict[str, list[Fact]] = defaultdict(list)
        for kind, fact in standing:
            self.all[kind].append(fact)
        self._own: dict[str, dict[str, list[Fact]]] = {}
        for kind, facts in self.all.items():
            facts.sort(key=in_order)
            own = self._own[kind] = defaultdict(list)
            for fact in facts:
                for code in named(kind, fact):
                    own[code].append(fact)

    def of(self, kind: str, code: str) -> list[Fact]:
        """What happened to one enterprise up to the horizon."""
        return [fact for fact in self.known(kind, code) if fact.day <= HORIZON]

    def known(self, kind: str, code: str) -> list[Fact]:
        """The same whatever its day: for what acts as soon as it is known."""
        return self._own.get(kind, {}).get(code, [])


def named(kind: str, fact: Fact) -> set[str]:
    """The enterprises a fact is about: of a standard its drafting units."""
    if kind == "standard.published":
        return {unit["uscc"] for unit in fact.data["units"] if "uscc" in unit}
    return {fact.data["uscc"]} if "uscc" in fact.data else set()


def in_order(fact: Fact) -> tuple:
    """By day; facts of one day by what they say, figures by their size."""
    size = fen(fact.data["amount"]) if "amount" in fact.data else 0
    return fact.day, fact.data.get("year", 0), size, orjson.dumps(fact.data, option=orjson.OPT_SORT_KEYS)


def read(path: str) -> tuple[Facts, int]:
    """The facts of an export, and how many lines it has."""
    events, lines = [], 0
    with open(path, "rb") as export:
        for lines, line in enumerate(export, 1):
            # The type is the last but one key of a line in canonical form.
            start = line.rindex(b'"type":"') + 8
            kind = line[start : line.index(b'"', start)].decode()
            if kind in KINDS:
                events.append((kind, lines, orjson.loads(line)))
            elif kind in NOT_FOLLOWED:
                raise SystemExit(f"line {lines}: {kind} is not followed by this fold")
    return Facts(standing(events)), lines


def standing(events: list[tuple[str, int, dict]]) -> Iterable[tuple[str, Fact]]:
    """What was not taken back, as last corrected."""
    roots: dict[str, str] = {}
    corrections: dict[str, list[tuple[str, dict]]] = defaultdict(list)
    retractions = []
    for kind, _, event in events:
        if kind == "fact.corrected":
            # Who corrects a correction corrects the fact once more.
            root = roots.setdefault(event["id"], roots.get(event["data"]["event"], event["data"]["event"]))
            corrections[root].append((event["id"], event["data"]))
        elif kind == "fact.retracted":
            retractions.append((event["id"], event["data"]["event"]))
    gone: set[str] = set()
    for own, target in reversed(retractions):
        if own not in gone:
            gone.add(target)
    for kind, position, event in events:
        if kind.startswith("fact.") or event["id"] in gone:
            continue
        fact = Fact(event["id"], ordinal(event["occurred_on"]), event["data"], position)
        for own, correction in corrections.get(event["id"], ()):
            if own not in gone:
                fact.data = correction["data"]
                moved = correction.get("occurred_on") or fact.data.get(DAY_FIELD.get(kind, ""))
                fact.day = ordinal(moved) if moved else fact.day
        yield kind, fact


@cache
def ordinal(day: str) -> int:
    """A day as a number."""
    return date.fromisoformat(day).toordinal()


@cache
def year_of(day: int) -> int:
    """The calendar year of a day."""
    return date.fromordinal(day).year


@cache
def years_later(day: int, years: int) -> int:
    """The last day of a period of years: the anniversary, and 28 February where there is no 29th."""
    first = date.fromordinal(day)
    try:
        return first.replace(year=first.year + years).toordinal()
    except ValueError:
        return first.replace(year=first.year + years, day=28).toordinal()


def fen(yuan: str) -> int:
    """An amount in yuan, written with at most two decimals, in whole fen."""
    whole, _, part = yuan.partition(".")
    value = int(whole.lstrip("-")) * 100 + int(part.ljust(2, "0") or 0)
    return -value if yuan.startswith("-") else value
