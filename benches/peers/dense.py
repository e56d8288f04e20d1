"""Facts that a district hardly has, of enterprises made up by chance: every rule of the six clauses meets its edge.

`dense.py LINES ENTERPRISES SEED` writes lines for `qizhang append`. Some are refused, such as a second evaluation of one
year; what is compared is what the program kept.
"""

from __future__ import annotations

import json
import random
import sys
import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LEVELS = ("international", "national", "industry", "provincial", "municipal", "group")
NUMBERS = {
    "international": ("ISO {}:{}", "ISO/TS {}:{}", "ISO/TR {}:{}", "IEC {}:{}", "ISO/IEC {}:{}"),
    "national": ("GB/T {}-{}", "GB {}-{}", "GB/Z {}-{}", "GB/T {}.2-{}"),
    "industry": ("SJ/T {}-{}", "YY {}-{}"),
    "provincial": ("DB11/T {}-{}", "DB31/T {}-{}"),
    "municipal": ("DB3205/T {}-{}",),
    "group": ("T/ABC {}-{}",),
}
TITLES = (
    "国家知识产权示范企业",
    "国家知识产权优势企业",
    "北京市知识产权优势单位",
    "北京市知识产权试点单位",
    "北京市专利试点单位",
    "中关村知识产权领军企业",
)
DISTRICTS = (*["昌平区"] * 7, "海淀区")
BASES = ("special_audit", "tax_deduction", "annual_report")
AMOUNTS = ("0", "0.01", "333333.35", "499999.95", "500000", "3333333.33", "4999999.99", "12345678.95")


def code(number: int) -> str:
    """A unified social credit code with both its check characters."""
    own = f"MA{number:06}"
    checked = sum(weight * int(letter, 36) for weight, letter in zip((3, 7, 9, 10, 5, 8, 4, 2), own, strict=True))
    body = f"91110114{own}{'0X987654321'[checked % 11]}"
    weights = (pow(3, place, 31) for place in range(17))
    left = sum(weight * LETTERS.index(letter) for weight, letter in zip(weights, body, strict=True)) % 31
    return body + LETTERS[(31 - left) % 31]


class Lines:
    """Lines in the order of recording, each with an id of its own."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.written: list[dict] = []
        self.moment = datetime(2024, 1, 3, tzinfo=timezone(timedelta(hours=8)))

    def add(self, kind: str, day: date, /, **data: object) -> str:
        """One event, recorded a second after the one before."""
        self.moment += timedelta(seconds=1)
        own = str(uuid.UUID(int=self.chance.getrandbits(128), version=4))
        line = {
            "id": own,
            "type": kind,
            "version": 1,
            "occurred_on": day.isoformat(),
            "recorded_at": self.moment.isoformat(timespec="milliseconds"),
            "recorded_by": "clerk",
            "data": data,
        }
        self.written.append(line)
        return own

    def day(self, first: int = 2021, last: int = 2030) -> date:
        """A day, often one at the edge of a year or in February of a leap year."""
        year = self.chance.randint(first, last)
        edges = [date(year, 1, 1), date(year, 12, 31), date(year, 3, 1), date(year, 2, 28), date(year, 4, 30)]
        if year % 4 == 0:
            edges.append(date(year, 2, 29))
        return (
            self.chance.choice(edges)
            if self.chance.random() < 0.4
            else date(year, 1, 1) + timedelta(self.chance.randrange(365))
        )


class Dense:
    """Facts of some enterprises."""

    def __init__(self, count: int, seed: int) -> None:
        self.chance = random.Random(seed)
        self.lines = Lines(self.chance)
        self.codes = [code(number) for number in range(count)]
        self.numbers = 1000

    def several(self, most: int, make: Callable[[str], None], who: str) -> None:
        """Something none to some times."""
        for _ in range(self.chance.randint(0, most)):
            make(who)

    def district(self) -> list[dict]:
        """All lines."""
        add = self.lines.add
        for year in (2026, 2027, 2029, 2030):
            days = {"opens_on": f"{year}-03-01", "closes_on": f"{year}-04-30"}
            add("call.opened", date(year, 3, 1), year=year, fact_year=year - 1, **days)
        titles = {"kind": "title", "old": "北京市专利试点单位", "new": "北京市知识产权试点单位"}
        add("reference.mapped", date(2026, 1, 15), **titles)
        for who in self.codes:
            self.enterprise(who)
        for who in self.codes:
            self.standard()
            self.adopted(who)
        for heir in self.chance.sample(self.codes, len(self.codes) // 5):
            gone = self.chance.choice([one for one in self.codes if one != heir])
            add("enterprise.merged", self.lines.day(), uscc=heir, absorbed=[{"uscc": gone}])
        self.amended()
        return self.lines.written

    def enterprise(self, who: str) -> None:
        """One enterprise with a bit of everything."""
        add, chance, day = self.lines.add, self.chance, self.lines.day
        name = {"name": f"企业{who[10:16]}", "kind": "enterprise", "district": chance.choice(DISTRICTS)}
        add("enterprise.registered", date(chance.choice((2015, 2015, 2015, 2022, 2026)), 5, 1), uscc=who, **name)
        if chance.random() < 0.1:
            add("enterprise.deregistered", day(2026), uscc=who, reason="解散")
        places = (("昌平区", "海淀区"), ("海淀区", "昌平区"))
        for _ in range(chance.choice((0, 0, 0, 0, 0, 1, 2))):
            left, came = chance.choice(places)
            whole = chance.random() < 0.8
            add("enterprise.relocated", day(), uscc=who, **{"from": left, "to": came}, whole=whole)
        for make in (self.certificate, self.entry, self.product, self.title):
            self.several(4, make, who)
        for make in (self.record, self.loan, self.support):
            self.several(2, make, who)
        self.applications(who)
        for year in range(2021, 2030):
            for basis in BASES:
                if chance.random() < 0.5:
                    amount = chance.choice(AMOUNTS)
                    add("rnd.expense_reported", day(year + 1, year + 1), uscc=who, year=year, amount=amount, basis=basis)

    def next(self) -> int:
        """A number not used yet."""
        self.numbers += 1
        return self.numbers

    def certificate(self, who: str) -> None:
        """A certificate, some of them revoked, from before they began as well."""
        day, number = self.lines.day(2021, 2029), f"GR{self.next()}"
        self.lines.add("hightech.certified", day, uscc=who, cert_no=number, issued_on=day.isoformat())
        if self.chance.random() < 0.25:
            decided, year = self.lines.day(2022, 2032), day.year + self.chance.randint(-1, 3)
            data = {"uscc": who, "cert_no": number, "decided_on": decided.isoformat(), "effective_year": year}
            self.lines.add("hightech.revoked", decided, **data, ground="虚假")

    def entry(self, who: str) -> None:
        """An entry to the cultivation list, some of them left early."""
        day, number = self.lines.day(2021, 2029), f"YX{self.next()}"
        self.lines.add("cultivation_list.entered", day, uscc=who, list_no=number)
        if self.chance.random() < 0.3:
            after = day + timedelta(self.chance.choice((0, 100, 700)))
            self.lines.add("cultivation_list.exited", after, uscc=who, list_no=number, reason="退出")

    def record(self, who: str) -> None:
        """An accident or a list of dishonesty, some of them cleared."""
        if self.chance.random() < 0.8:
            return
        day = self.lines.day(2022)
        if self.chance.random() < 0.5:
            words = {"accident_on": day.isoformat(), "level": "一般", "authority": "局"}
            own = self.lines.add("conduct.accident_recorded", day, uscc=who, **words)
        else:
            own = self.lines.add("conduct.dishonesty_recorded", day, uscc=who, list="名单")
        if self.chance.random() < 0.5:
            after = day + timedelta(self.chance.choice((0, 200, 900)))
            self.lines.add("conduct.record_cleared", after, uscc=who, record=own)

    def applications(self, who: str) -> None:
        """Before the opening, in time, too late, withdrawn, twice or not at all."""
        for year in range(2024, 2031):
            for _ in range(self.chance.choice((0, 1, 1, 1, 1, 2))):
                day = date(year, self.chance.choice((1, 3, 3, 4, 4, 4, 6)), self.chance.randint(1, 30))
                number = f"SB{self.next()}"
                self.lines.add("application.submitted", day, uscc=who, application_no=number, call_year=year)
                if self.chance.random() < 0.1:
                    self.lines.add("application.withdrawn", day + timedelta(9), uscc=who, application_no=number)

    def product(self, who: str) -> None:
        """A product certified once or again, a first set of the same product, a material."""
        key, add, day = f"CP-{who[12:16]}-{self.chance.randint(1, 3)}", self.lines.add, self.lines.day
        for _ in range(self.chance.randint(1, 3)):
            add("new_product.recognized", day(2024), uscc=who, product_key=key, cert_no=f"XCP{self.next()}")
        if self.chance.random() < 0.6:
            level = self.chance.choice(("national", "municipal"))
            add("first_set.recognized", day(2024), uscc=who, product_key=key, level=level)
        if self.chance.random() < 0.3:
            role = self.chance.choice(("producer", "first_user"))
            add("new_material.first_applied", day(2024), uscc=who, material_key=f"CL{self.next()}", role=role)

    def title(self, who: str) -> None:
        """A title, also by its earlier name."""
        day, title = self.lines.day(2024), self.chance.choice(TITLES)
        self.lines.add("ip_title.granted", day, uscc=who, title=title, batch=f"第{self.next()}批")

    def loan(self, who: str) -> None:
        """A loan with some payments, evaluated or not."""
        signed, number, chance = self.lines.day(2022, 2028), f"JK{self.next()}", self.chance
        rate = chance.choice(("3.45", "3.1", "4.2", "4.35", "3.0001", "5.5", "2.2"))
        words = {"bank": "银行", "principal": "5000000", "rate_pct": rate, "term_months": chance.choice((12, 60, 61, 120))}
        if chance.random() < 0.95:
            self.lines.add("loan.contracted", signed, uscc=who, contract_no=number, signed_on=signed.isoformat(), **words)
        for _ in range(chance.randint(1, 6)):
            paid = signed + timedelta(chance.randint(1, 900))
            period = f"{paid - timedelta(30)}/{paid - timedelta(1)}"
            data = {"contract_no": number, "period": period, "amount": f"{chance.randrange(1, 9 * 10**7) / 100:.2f}"}
            if chance.random() < 0.3:
                data["penalty"] = "0.01"
            self.lines.add("loan.interest_paid", paid, uscc=who, paid_on=paid.isoformat(), **data)
            if chance.random() < 0.6:
                passed = chance.random() < 0.9
                self.lines.add("loan.evaluated", date(paid.year + 1, 5, 8), uscc=who, year=paid.year, passed=passed)

    def support(self, who: str) -> None:
        """Support from elsewhere for some matter of the enterprise."""
        own = [line["data"] for line in self.lines.written if line["data"].get("uscc") == who]
        matters = [f"certificate:{one['cert_no']}" for one in own if "issued_on" in one]
        matters += [f"product:{one['product_key']}" for one in own if "product_key" in one]
        matters += [f"cultivation_list:{one['list_no']}" for one in own if "list_no" in one]
        matters += [f"ip_title:{one['title']}:{one['batch']}" for one in own if "batch" in one]
        if matters:
            level = self.chance.choice(("district", "district", "municipal", "national"))
            data: dict = {
                "matter": self.chance.choice(matters),
                "amount": self.chance.choice(("10000", "49999.99", "600000")),
            }
            data |= {"level": level, "scheme": f"专项{self.next()}", "exclusive": self.chance.random() < 0.3}
            self.lines.add("external_support.recorded", self.lines.day(2025, 2029), uscc=who, **data)

    def standard(self, level: str = "", first: str = "") -> str:
        """A standard whose first units tie, are left out of the list, or are named twice; its number."""
        chance, day = self.chance, self.lines.day(2024)
        level = level or chance.choice(LEVELS)
        number = chance.choice(NUMBERS[level]).format(self.next(), day.year)
        ranks = chance.choice(((1, 2, 3), (1, 1, 3), (1, 1, 2), (2, 3, 4), (1, 2, 2), (1, 3, 4), (3, 1, 2)))
        units = [{"name": f"单位{rank}", "rank": rank} for rank in ranks]
        for unit in units[: chance.randint(1, 3)]:
            unit["uscc"] = chance.choice(self.codes)
        units[0]["uscc"] = first or chance.choice(self.codes)
        nature = chance.choice(("new", "new", "new", "revision", "amendment"))
        data = {"standard_no": number, "title": "标准", "level": level, "nature": nature, "units": units}
        self.lines.add("standard.published", day, **data)
        return number

    def adopted(self, who: str) -> None:
        """Standards of one enterprise, some of them adopted from others, in either direction."""
        numbers = [self.standard(level, who) for level in ("national", "international", "national")]
        for one, other in ((0, 1), (2, 1)):
            if self.chance.random() < 0.6:
                names = [numbers[one], numbers[other]]
                self.chance.shuffle(names)
                degree = self.chance.choice(("IDT", "MOD", "NEQ"))
                day = self.lines.day(2024)
                self.lines.add("standard.adopted", day, standard_no=names[0], source_no=names[1], degree=degree)

    def amended(self) -> None:
        """Corrections of days and amounts, corrections of those, and facts taken back, some of that taken back too."""
        for line in self.chance.sample(self.lines.written, len(self.lines.written) // 12):
            data, chance = dict(line["data"]), self.chance
            if chance.random() < 0.3:
                own = self.lines.add("fact.retracted", self.lines.day(2028), event=line["id"], reason="误录")
                if chance.random() < 0.3:
                    self.lines.add("fact.retracted", self.lines.day(2029), event=own, reason="误撤")
                continue
            target = line["id"]
            for _ in range(chance.choice((1, 1, 2))):
                moved = self.lines.day(2024)
                for name in ("issued_on", "paid_on", "signed_on", "accident_on"):
                    data |= {name: moved.isoformat()} if name in data else {}
                if line["type"] == "rnd.expense_reported":
                    data["amount"] = chance.choice(AMOUNTS)
                words = {"event": target, "data": data, "reason": "录入有误", "occurred_on": moved.isoformat()}
                target = self.lines.add("fact.corrected", self.lines.day(2028), **words)


def main() -> None:
    """Writes the lines."""
    path, count, seed = sys.argv[1:]
    lines = Dense(int(count), int(seed)).district()
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


if __name__ == "__main__":
    main()
