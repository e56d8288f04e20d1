"""From facts to columns: one item for each fact a clause may pay, with what was the case on its days.

The fold answers every question about days (was the enterprise certified on the day it applied, was the certificate its
first) and leaves to the arms what a parameter can move: which conditions must hold, rank, amount, floor, ceiling, rounding,
repeats, caps. An item therefore carries facts and flags, never an amount that a rule came to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields

import numpy as np

from facts import HORIZON, Fact, Facts, fen, ordinal, year_of
from statuses import Calls, Enterprise, holds

CLAUSES = (
    "第四条/首次入库",
    "第五条/新认定",
    "第五条/再次认定",
    "第七条/标准",
    "第九条/知识产权资质",
    "第十三条/新产品",
    "第十七条/贷款贴息",
    # Not compared, but a rival for the products of article 13, with a cap of its own.
    "第十四条/首台套",
    "第十四条/新材料",
)
LIST, FIRST, RENEWAL, STANDARD, TITLE, PRODUCT, LOAN, FIRST_SET, MATERIAL = range(9)
LEVELS = ("international", "national", "industry", "provincial")
TITLES = {"国家知识产权示范企业": 0, "国家知识产权优势企业": 0, "北京市知识产权优势单位": 1, "北京市知识产权试点单位": 2}
EVERYTHING = 10**15


@dataclass(slots=True)
class Item:
    """One fact, or one loan and year, under one clause."""

    enterprise: int
    year: int
    clause: int
    day: int
    matter: str
    # Only one item of an enterprise and key is paid.
    key: str
    content: str = ""
    # The document that governs: 0 is that of 2024, 1 that of 2025.
    document: int = -1
    applied: bool = False
    lawful: bool = False
    local: bool = False
    clean: bool = False
    hightech: bool = False
    nurtured: bool = False
    # The condition of the clause itself: a first entry, a certificate that began in the district, a standard that counts,
    # a loan evaluated and passed.
    own: bool = True
    # Expense or interest in fen; -1 where it is not recorded.
    base: int = -1
    # Level of a standard, kind of a title; -1 where the clause does not name it.
    kind: int = -1
    rank: int = 0
    # Rates in ten-thousandths of a percent.
    lpr: int = 1
    agreed: int = 1
    # What another scheme gave for the same matter.
    given: int = 0


@dataclass
class Columns:
    """The items as arrays, by enterprise and day."""

    codes: list[str]
    enterprise: np.ndarray
    year: np.ndarray
    clause: np.ndarray
    document: np.ndarray
    applied: np.ndarray
    lawful: np.ndarray
    local: np.ndarray
    clean: np.ndarray
    hightech: np.ndarray
    nurtured: np.ndarray
    own: np.ndarray
    base: np.ndarray
    kind: np.ndarray
    rank: np.ndarray
    lpr: np.ndarray
    agreed: np.ndarray
    given: np.ndarray
    items: list[Item] = field(repr=False)
    # A national standard and the international one it is the same as: the places of both.
    second: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    first: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))


def fold(facts: Facts) -> Columns:
    """The columns of all facts up to the horizon."""
    codes = sorted({fact.data["uscc"] for fact in facts.all["enterprise.registered"]})
    folding = Folding(facts)
    items: list[Item] = []
    for number, code in enumerate(codes):
        own = list(folding.enterprise(number, code))
        own.sort(key=lambda item: (item.day, item.clause, item.content))
        items += own
    if any(fact.data["name"] == "第七条/指导性技术文件" for fact in facts.all["parameter.set"]):
        raise SystemExit("a decision about guiding documents is not followed by this fold")
    columns = as_columns(codes, items)
    columns.second, columns.first = adopted(facts, items)
    return columns


def as_columns(codes: list[str], items: list[Item]) -> Columns:
    """One array for each number and flag of the items."""
    arrays = {}
    for one in fields(Columns):
        if one.name in ("codes", "items", "second", "first"):
            continue
        values = [getattr(item, one.name) for item in items]
        arrays[one.name] = np.array(values, dtype=bool if isinstance(getattr(items[0], one.name), bool) else np.int64)
    return Columns(codes=codes, items=items, **arrays)


def adopted(facts: Facts, items: list[Item]) -> tuple[np.ndarray, np.ndarray]:
    """For each enterprise that has both: a national standard and the international one it is the same as."""
    same: dict[str, set[str]] = {}
    for fact in facts.all["standard.adopted"]:
        if fact.data["degree"] in ("IDT", "MOD") and fact.day <= HORIZON:
            one, other = fact.data["standard_no"], fact.data["source_no"]
            same.setdefault(one, set()).add(other)
            same.setdefault(other, set()).add(one)
    places: dict[tuple[int, str, int], list[int]] = {}
    for place, item in enumerate(items):
        if item.clause == STANDARD:
            places.setdefault((item.enterprise, item.content, item.kind), []).append(place)
    national, international = LEVELS.index("national"), LEVELS.index("international")
    pairs = [
        (second, first)
        for (enterprise, number, kind), seconds in places.items()
        if kind == national
        for other in same.get(number, ())
        for second in seconds
        for first in places.get((enterprise, other, international), ())
    ]
    return np.array([a for a, _ in pairs], np.int64), np.array([b for _, b in pairs], np.int64)


class Folding:
    """One enterprise after the other, with what is the same for all."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.calls = Calls(facts)
        self.names = renamed(facts)
        self.rates = [fact for fact in facts.all["lpr.published"] if fact.day <= HORIZON]

    def enterprise(self, number: int, code: str) -> Iterator[Item]:
        """The items of one enterprise, with the flags that every clause asks for."""
        who = Enterprise(self.facts, code)
        support = [
            fact
            for fact in self.facts.of("external_support.recorded", code)
            if fact.data["level"] == "district" or fact.data.get("exclusive") is True
        ]
        for item in self.candidates(number, who):
            item.document = document(self.calls.governed_on(item.year))
            if item.document < 0 or (item.document == 0 and item.clause in (LOAN, MATERIAL)):
                continue
            day, item.applied = self.calls.applied(code, item.year)
            item.lawful = holds(who.registered, day)
            item.local = holds(who.local, day)
            item.clean = not holds(who.blocked, day)
            item.hightech = holds(who.certified, day)
            item.nurtured = holds(who.nurtured, day)
            for fact in support:
                if fact.data["matter"] == item.matter:
                    whole = fact.data["level"] != "district"
                    item.given += EVERYTHING if whole else fen(fact.data["amount"])
            yield item

    def candidates(self, number: int, who: Enterprise) -> Iterator[Item]:
        """The facts of one enterprise that some clause may pay."""
        yield from self.entries(number, who)
        yield from self.certificates(number, who)
        yield from self.moved_in(number, who)
        yield from self.standards(number, who)
        yield from self.titles(number, who)
        yield from self.products(number, who)
        yield from self.loans(number, who)

    def entries(self, number: int, who: Enterprise) -> Iterator[Item]:
        """Article 4: an entry to the cultivation list."""
        for fact in self.facts.of("cultivation_list.entered", who.code):
            matter = f"cultivation_list:{fact.data['list_no']}"
            item = Item(number, year_of(fact.day), LIST, fact.day, matter, matter)
            item.own = who.earlier_entries(fact) == 0
            yield item

    def certificates(self, number: int, who: Enterprise) -> Iterator[Item]:
        """Article 5: the first certificate, or a later one."""
        for fact in self.facts.of("hightech.certified", who.code):
            day = ordinal(fact.data["issued_on"])
            clause = RENEWAL if who.earlier_certificates(fact, day) else FIRST
            matter = f"certificate:{fact.data['cert_no']}"
            item = Item(number, year_of(day), clause, day, matter, matter, fact.data["cert_no"])
            item.own = begun(who, fact) and holds(who.local, day)
            item.base = who.expense(year_of(day) - 1) if clause == FIRST else -1
            yield item

    def moved_in(self, number: int, who: Enterprise) -> Iterator[Item]:
        """The document of 2024 takes who moves in with a certificate for newly certified."""
        for fact in self.facts.of("enterprise.relocated", who.code):
            year = year_of(fact.day)
            if document(self.calls.governed_on(year)) != 0 or fact.data["to"] != "昌平区" or not fact.data.get("whole"):
                continue
            held = next((one for one in who.certified if one.first <= fact.day <= one.last), None)
            if held is not None:
                matter = f"certificate:{held.by.data['cert_no']}"
                item = Item(number, year, FIRST, fact.day, matter, matter)
                item.own = begun(who, held.by) and holds(who.local, fact.day)
                item.base = who.expense(year_of(held.began) - 1)
                yield item

    def standards(self, number: int, who: Enterprise) -> Iterator[Item]:
        """Article 7: a standard this enterprise drafted, for each time it is named."""
        for fact in self.facts.of("standard.published", who.code):
            name = fact.data["standard_no"]
            ranks = [unit["rank"] for unit in fact.data["units"]]
            for unit in fact.data["units"]:
                if unit.get("uscc") != who.code:
                    continue
                item = Item(number, year_of(fact.day), STANDARD, fact.day, f"standard:{name}", f"standard:{name}", name)
                level = fact.data["level"]
                item.kind = LEVELS.index(level) if level in LEVELS else -1
                item.rank = max(unit["rank"], 1 + sum(rank < unit["rank"] for rank in ranks))
                item.own = fact.data["nature"] in ("new", "revision") and counts(name)
                yield item

    def titles(self, number: int, who: Enterprise) -> Iterator[Item]:
        """Article 9: a title, under any name that means the same; once in each tier."""
        for fact in self.facts.of("ip_title.granted", who.code):
            title = fact.data["title"]
            kind = next((TITLES[name] for name in self.names.get(title, [title]) if name in TITLES), -1)
            key = f"ip_title:{kind if kind >= 0 else title}"
            matter = f"ip_title:{title}:{fact.data['batch']}"
            yield Item(number, year_of(fact.day), TITLE, fact.day, matter, key, title, kind=kind)

    def products(self, number: int, who: Enterprise) -> Iterator[Item]:
        """Article 13, and article 14 as far as it is a rival for the same product."""
        for clause, kind in ((PRODUCT, "new_product.recognized"), (FIRST_SET, "first_set.recognized")):
            for fact in self.facts.of(kind, who.code):
                matter = f"product:{fact.data['product_key']}"
                yield Item(number, year_of(fact.day), clause, fact.day, matter, matter, matter)
        for fact in self.facts.of("new_material.first_applied", who.code):
            matter = f"material:{fact.data['material_key']}"
            item = Item(number, year_of(fact.day), MATERIAL, fact.day, matter, matter, matter)
            item.own = fact.data["role"] == "producer"
            yield item

    def loans(self, number: int, who: Enterprise) -> Iterator[Item]:
        """Article 17, first sentence: the interest of one loan and year."""
        paid: dict[tuple[int, str], list[Fact]] = {}
        for fact in self.facts.of("loan.interest_paid", who.code):
            day = ordinal(fact.data["paid_on"])
            paid.setdefault((year_of(day), fact.data["contract_no"]), []).append(fact)
        passed = {one.data["year"]: one.data["passed"] for one in self.facts.of("loan.evaluated", who.code)}
        contracts = {one.data["contract_no"]: one.data for one in self.facts.of("loan.contracted", who.code)}
        for (year, number_of), facts in paid.items():
            matter = f"loan:{number_of}:{year}"
            day = max(ordinal(fact.data["paid_on"]) for fact in facts)
            item = Item(number, year, LOAN, day, matter, matter, number_of)
            item.own = passed.get(year) is True and number_of in contracts
            item.base = sum(fen(one.data["amount"]) - fen(one.data.get("penalty", "0")) for one in facts)
            if number_of in contracts:
                item.lpr, item.agreed = (
                    self.prime_rate(contracts[number_of]),
                    rate(contracts[number_of]["rate_pct"]),
                )
            yield item

    def prime_rate(self, contract: dict) -> int:
        """The rate last published by the signing: that of one year up to sixty months, beyond that of five."""
        signed = ordinal(contract["signed_on"])
        column = "one_year_pct" if contract["term_months"] <= 60 else "five_year_pct"
        return rate(next(one for one in reversed(self.rates) if one.day <= signed).data[column])


def document(governed_on: int) -> int:
    """Which document is in force on a day."""
    if ordinal("2024-01-01") <= governed_on < ordinal("2025-09-05"):
        return 0
    return 1 if ordinal("2025-09-05") <= governed_on <= ordinal("2030-09-05") else -1


def begun(who: Enterprise, certificate: Fact) -> bool:
    """Whether a certificate began at all: one that was revoked to before its first day did not."""
    own = next((one for one in who.certified if one.by.id == certificate.id), None)
    return own is not None and not own.void


def counts(number: str) -> bool:
    """Whether a standard of this number counts: no specification, no report; a guiding document is left undecided."""
    prefix = number.rpartition(" ")[0]
    return prefix.replace(" ", "/").rpartition("/")[2] not in ("TS", "TR") and prefix != "GB/Z"


def renamed(facts: Facts) -> dict[str, list[str]]:
    """For each title that was renamed all its names, the nearest first."""
    beside: dict[str, list[str]] = {}
    for fact in facts.all["reference.mapped"]:
        if fact.data["kind"] != "title":
            raise SystemExit(f"a renaming of kind {fact.data['kind']} is not followed by this fold")
        beside.setdefault(fact.data["old"], []).append(fact.data["new"])
        beside.setdefault(fact.data["new"], []).append(fact.data["old"])
    names = {}
    for title in beside:
        names[title] = [title]
        for name in names[title]:
            names[title] += [other for other in beside[name] if other not in names[title]]
    return names


def rate(percent: str) -> int:
    """A rate with at most four decimals, in ten-thousandths of a percent."""
    whole, _, part = percent.partition(".")
    return int(whole) * 10_000 + int(part.ljust(4, "0"))
