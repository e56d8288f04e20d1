"""What an enterprise was on a day: statuses as intervals of days, as the policy file declares them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from facts import HORIZON, Fact, Facts, fen, ordinal, years_later

DISTRICT = "昌平区"
OPEN = 10**7
# What a report of R&D expense rests on, the preferred first.
BASES = ("special_audit", "tax_deduction", "annual_report")
CERTIFICATE_YEARS = LIST_YEARS = RECORD_YEARS = 3


@dataclass(slots=True, frozen=True)
class Interval:
    """Days during which a status holds; none where it was ended before it began."""

    first: int
    last: int
    began: int
    by: Fact
    inherited: bool = False

    @property
    def void(self) -> bool:
        return self.last < self.first


def holds(intervals: list[Interval], day: int) -> bool:
    """Whether a status holds on a day."""
    return any(one.first <= day <= one.last for one in intervals)


@dataclass(slots=True, frozen=True)
class Kin:
    """The enterprise itself, or one it absorbed: what that one did up to `until` counts, from `since` on."""

    code: str
    until: int
    since: int


class Enterprise:
    """The statuses of one enterprise."""

    def __init__(self, facts: Facts, code: str) -> None:
        self.facts = facts
        self.code = code

    def lineage(self, on: int) -> list[Kin]:
        """The enterprise and, one after the other, those it absorbed by a day."""
        line = [Kin(self.code, OPEN, 0)]
        for heir in line:
            for merger in self.facts.of("enterprise.merged", heir.code):
                if merger.day > min(heir.until, on):
                    continue
                for unit in merger.data["absorbed"]:
                    kin = Kin(unit["uscc"], merger.day, max(heir.since, merger.day))
                    if kin not in line:
                        line.append(kin)
        return line

    def _with_inherited(self, own: str) -> list[Interval]:
        found = list(getattr(self, own))
        for kin in self.lineage(HORIZON)[1:]:
            for one in getattr(Enterprise(self.facts, kin.code), own):
                moved = replace(one, first=max(one.first, kin.since), inherited=True)
                if one.first <= kin.until and not moved.void:
                    found.append(moved)
        return sorted(found, key=lambda one: (one.first, one.last))

    @cached_property
    def certified(self) -> list[Interval]:
        """High-tech: three years from the day of issue, or until 1 January of the year a revocation acts from."""
        return self._with_inherited("own_certified")

    @cached_property
    def own_certified(self) -> list[Interval]:
        found = []
        revoked = self.facts.known("hightech.revoked", self.code)
        for fact in self.facts.of("hightech.certified", self.code):
            first = ordinal(fact.data["issued_on"])
            last = years_later(first, CERTIFICATE_YEARS)
            for end in revoked:
                if end.data["cert_no"] == fact.data["cert_no"]:
                    last = min(last, ordinal(f"{end.data['effective_year']:04}-01-01") - 1)
            found.append(Interval(first, last, first, fact))
        return found

    @cached_property
    def nurtured(self) -> list[Interval]:
        """On the cultivation list: three years, or until it leaves the list or is certified."""
        return self._with_inherited("own_nurtured")

    @cached_property
    def own_nurtured(self) -> list[Interval]:
        found = []
        for fact in self.facts.of("cultivation_list.entered", self.code):
            last = years_later(fact.day, LIST_YEARS)
            for out in self.facts.of("cultivation_list.exited", self.code):
                if out.day >= fact.day and out.data["list_no"] == fact.data["list_no"]:
                    last = min(last, out.day - 1)
            later = [one.first for one in self.certified if not one.void and one.first >= fact.day]
            last = min([last, *(day - 1 for day in later)])
            found.append(Interval(fact.day, last, fact.day, fact))
        return found

    @cached_property
    def registered(self) -> list[Interval]:
        """Lawfully registered."""
        ends = [fact.day for fact in self.facts.of("enterprise.deregistered", self.code)]
        return [until_next(fact, ends) for fact in self.facts.of("enterprise.registered", self.code)]

    @cached_property
    def local(self) -> list[Interval]:
        """In the district: registered there or moved there whole, until it leaves whole."""
        moves = [fact for fact in self.facts.of("enterprise.relocated", self.code) if fact.data.get("whole") is True]
        here = [fact for fact in self.facts.of("enterprise.registered", self.code) if fact.data["district"] == DISTRICT]
        here += [fact for fact in moves if fact.data["to"] == DISTRICT]
        ends = [fact.day for fact in self.facts.of("enterprise.deregistered", self.code)]
        ends += [fact.day for fact in moves if fact.data["to"] != DISTRICT]
        return [until_next(fact, ends) for fact in here]

    @cached_property
    def blocked(self) -> list[Interval]:
        """Three years after an accident or serious dishonesty, or until the record is cleared."""
        found = []
        cleared = self.facts.of("conduct.record_cleared", self.code)
        for kind in ("conduct.accident_recorded", "conduct.dishonesty_recorded"):
            for fact in self.facts.of(kind, self.code):
                first = ordinal(fact.data["accident_on"]) if "accident_on" in fact.data else fact.day
                ends = [one.day - 1 for one in cleared if one.data["record"] == fact.id and one.day >= first]
                found.append(Interval(first, min([years_later(first, RECORD_YEARS), *ends]), first, fact))
        return found

    def earlier_certificates(self, own: Fact, day: int) -> int:
        """How many certificates that ever held came before one, its own and those of whom it absorbed."""
        count = 0
        for kin in self.lineage(day):
            held = self if kin.code == self.code else Enterprise(self.facts, kin.code)
            for one in held.own_certified:
                before = one.first < day or (one.first == day and one.by.data["cert_no"] < own.data["cert_no"])
                count += not one.void and one.first <= kin.until and before
        return count

    def earlier_entries(self, own: Fact) -> int:
        """How many entries to the cultivation list came before one."""
        count = 0
        for kin in self.lineage(own.day):
            for one in self.facts.of("cultivation_list.entered", kin.code):
                before = one.day < own.day or (one.day == own.day and one.data["list_no"] < own.data["list_no"])
                count += one.day <= kin.until and before
        return count

    def expense(self, year: int) -> int:
        """The R&D expense of a year in fen by the preferred basis, the latest of it; -1 where none is recorded."""
        found = {}
        for report in self.facts.of("rnd.expense_reported", self.code):
            if report.data["year"] == year:
                found[report.data["basis"]] = fen(report.data["amount"])
        return next((found[basis] for basis in BASES if basis in found), -1)


def until_next(fact: Fact, ends: list[int]) -> Interval:
    """Open until something that happened after its first day."""
    last = min((day - 1 for day in ends if day > fact.day), default=OPEN)
    return Interval(fact.day, last, fact.day, fact)


class Calls:
    """When facts of a year could be applied for, and when an enterprise did."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.calls = {}
        for call in sorted(facts.all["call.opened"], key=lambda fact: fact.position):
            self.calls[call.data["fact_year"]] = (ordinal(call.data["opens_on"]), ordinal(call.data["closes_on"]))

    def applied(self, code: str, year: int) -> tuple[int, bool]:
        """The day conditions are tested, and whether money can still be had: not where the call was missed."""
        out = {fact.data["application_no"] for fact in self.facts.of("application.withdrawn", code)}
        call = self.calls.get(year)
        for fact in self.facts.of("application.submitted", code):
            if fact.data["call_year"] != year + 1 or fact.data["application_no"] in out:
                continue
            if call is None:
                return fact.day, True
            if fact.day <= call[1]:
                return max(fact.day, call[0]), True
        if call is None or call[1] >= HORIZON:
            return HORIZON, True
        return call[1], False

    def governed_on(self, year: int) -> int:
        """The day that decides which document governs facts of a year."""
        call = self.calls.get(year)
        return call[0] if call else ordinal(f"{year + 1:04}-01-01")
