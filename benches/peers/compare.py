"""Everything in one run: the fold, the three peers and ours, round by round; then the check, and a table in Markdown."""

from __future__ import annotations

import argparse
import json
import pickle
import statistics
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from check import Checked, checked, same_pages
from fold import Columns
from ours import Amounts, Ours
from parameters import WHATIFS

HERE = Path(__file__).parent
PEERS = {"numpy": "numpy", "duckdb": "duckdb", "openfisca": "OpenFisca-Core"}
FACT_YEARS = 5
# Pages are read one by one in ledgers up to this size.
SHOWN = 400
Checks = dict[tuple[str, str], Checked]


def stage(*words: str) -> dict:
    """What one process measured."""
    done = subprocess.run([sys.executable, "-B", str(HERE / "peer.py"), *words], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def rounds(ours: Ours, export: str, count: int, copies: int = 1) -> dict[str, list[dict]]:
    """What was measured, one after the other in each round; of many copies under the name of the peer and `copies`."""
    names = ["fold", "ours", *PEERS, *(f"{peer} copies" for peer in PEERS)]
    found: dict[str, list[dict]] = {name: [] for name in names}
    folded = str(ours.folder / "folded")
    for _ in range(count):
        found["fold"].append(stage("fold", export, folded))
        for peer in PEERS:
            found[peer].append(stage(peer, folded, str(ours.folder / peer)))
            if copies > 1:
                found[f"{peer} copies"].append(stage(peer, folded, str(ours.folder / peer), str(copies)))
        cold = {whatif.name: ours.whatif(whatif) for whatif in WHATIFS}
        found["ours"].append({name: {"took": took, "memory": memory} for name, (_, took, memory) in cold.items()})
    return found


def told(values: list[float], form: Callable[[float], str]) -> str:
    """The median, and the least and the most where there are several."""
    middle, ends = form(statistics.median(values)), [form(min(values)), form(max(values))]
    return middle if ends[0] == ends[1] else f"{middle} ({ends[0]}–{ends[1]})"


def seconds(value: float) -> str:
    """A time."""
    return f"{value * 1000:,.1f} ms" if value < 1 else f"{value:,.2f} s"


def memory(kib: float) -> str:
    """An amount of memory."""
    return f"{kib / 1024:,.0f} MiB"


class Report:
    """The table, from what was measured and checked."""

    def __init__(self, found: dict[str, list[dict]], columns: Columns, checks: Checks, copies: int) -> None:
        self.found, self.checks, self.copies = found, checks, copies
        self.entity_years = len(columns.codes) * FACT_YEARS * 2

    def rate(self, took: float) -> str:
        """Entity-years a second, both arms counted."""
        rate = self.entity_years / took
        return f"{rate / 1e6:,.2f} M/s" if rate >= 1e5 else f"{rate / 1e3:,.1f} k/s"

    def arms(self, peer: str, name: str) -> list[float]:
        """Of each round the median of its repeats."""
        return [statistics.median(one["arms"][name]) for one in self.found[peer]]

    def again(self, peer: str, name: str) -> list[float]:
        """What has to be loaded once more for each what-if."""
        return [statistics.median(one["again"][name]) for one in self.found[peer]]

    def whole(self, peer: str, name: str) -> list[float]:
        """From the lines of the export to the answer, asked once."""
        folds = [one["read"] + one["fold"] + one["choices"] for one in self.found["fold"]]
        parts = zip(folds, self.found[peer], self.again(peer, name), self.arms(peer, name), strict=True)
        return [fold + one["start"] + one["load"] + again + arms for fold, one, again, arms in parts]

    def row(self, title: str, ours: str, each: Callable[[str], str]) -> str:
        """A line of the table."""
        return " | ".join([f"| {title}", ours, *(each(peer) for peer in PEERS)]) + " |"

    def table(self, name: str) -> list[str]:
        """Everything about one what-if."""
        cold = [one[name]["took"] for one in self.found["ours"]]
        most = [one[name]["memory"] for one in self.found["ours"]]
        head = ["| ", "Qizhang", *(f"{package} {version(package)}" for package in PEERS.values())]
        rows = [
            " | ".join(head) + " |",
            "|---" * len(head) + "|",
            self.row("its libraries imported", "—", lambda p: told([one["start"] for one in self.found[p]], seconds)),
            self.row("loaded from the columns", "—", lambda p: told([one["load"] for one in self.found[p]], seconds)),
            self.row("loaded again for each what-if", "—", lambda p: told(self.again(p, name), seconds)),
            self.row("both arms and comparison, in memory", "—", lambda p: told(self.arms(p, name), seconds)),
            self.row("the same, entity-years", "—", lambda p: told(self.arms(p, name), self.rate)),
            self.row("all from facts to answer", told(cold, seconds), lambda p: told(self.whole(p, name), seconds)),
            self.row("the same, entity-years", told(cold, self.rate), lambda p: told(self.whole(p, name), self.rate)),
            self.row("most memory, without the fold", told(most, memory), self.most),
            self.row("lines that differ, as it is", "", lambda p: self.checks[p, name].base),
            self.row("lines that differ, as supposed", "", lambda p: self.checks[p, name].supposed),
            self.row("table by clause and year", "", lambda p: self.checks[p, name].table),
        ]
        return rows + self.wide(name) if self.copies > 1 else rows

    def wide(self, name: str) -> list[str]:
        """The same for many copies of the district in memory."""
        times = f"{self.copies} copies, {self.entity_years * self.copies / 1e6:,.2f} M entity-years"

        def rate(took: float) -> str:
            return self.rate(took / self.copies)

        def own(peer: str) -> str:
            return f"{peer} copies"

        return [
            self.row(f"{times}: arms and comparison", "—", lambda p: told(self.arms(own(p), name), seconds)),
            self.row(f"{times}: rate", "—", lambda p: told(self.arms(own(p), name), rate)),
            self.row(f"{times}: most memory", "—", lambda p: self.most(own(p))),
        ]

    def most(self, peer: str) -> str:
        """The memory of the peer's own process."""
        return told([one["memory"] for one in self.found[peer]], memory)

    def folded(self) -> list[str]:
        """What the fold is, and took."""
        folds = self.found["fold"]
        one = folds[-1]
        whole = [fold["read"] + fold["fold"] + fold["choices"] for fold in folds]
        parts = ", ".join(
            f"{word} {told([fold[key] for fold in folds], seconds)}"
            for key, word in (("read", "read and corrected"), ("fold", "folded"), ("choices", "choices laid out"))
        )
        rate = told([one["events"] / took for took in whole], lambda value: f"{value / 1e6:.2f} M/s")
        return [
            f"Fold, shared by the three peers: {one['events']:,} lines to {one['items']:,} items of {one['enterprises']:,} "
            f"subjects in {told(whole, seconds)} ({rate}; {parts}), "
            f"{told([fold['memory'] for fold in folds], memory)}; contests between rivals: {one['contests']}.",
            "",
            f"Entity-years: {one['enterprises']:,} subjects × {FACT_YEARS} fact years × 2 arms = {self.entity_years:,}.",
        ]


def checks(ours: Ours) -> tuple[Columns, Checks, Amounts]:
    """Every peer and what-if of the last round against ours, and the lines of ours as it is."""
    with open(ours.folder / "folded", "rb") as kept:
        columns, _, line = pickle.load(kept)
    base = ours.every_line(None)
    found = {}
    for whatif in WHATIFS:
        listed = ours.whatif(whatif, "--all")[0]
        both = base, ours.every_line(whatif)
        for peer in PEERS:
            with open(ours.folder / peer, "rb") as kept:
                answer = pickle.load(kept)[whatif.name]
            found[peer, whatif.name] = checked(columns, line, answer, both, listed)
    return columns, found, base


def exact(found: Checks) -> bool:
    """Whether numpy and DuckDB, which reckon in whole fen, are the same as ours everywhere."""
    return all(check.exact for (peer, _), check in found.items() if peer != "openfisca")


def dense(ours: Ours) -> tuple[str, bool]:
    """The check once more over facts that a district hardly has."""
    folds = rounds(ours, str(ours.folder / "facts.jsonl"), 1)["fold"]
    _, found, _ = checks(ours)
    size = f"{folds[0]['items']:,} items, {folds[0]['contests']:,} contests"
    told = f"Facts made dense, {size}. Lines that differ, as it is and as supposed:"
    lines = [
        f"- {peer}, {whatif.path}: {found[peer, whatif.name].base}; {found[peer, whatif.name].supposed}"
        for whatif in WHATIFS
        for peer in PEERS
    ]
    return "\n".join(["### The edges", "", told, "", *lines]), exact(found)


def main() -> int:
    """The whole comparison."""
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder", type=Path)
    parser.add_argument("rounds", type=int)
    parser.add_argument("copies", type=int)
    asked = parser.parse_args()
    district, edges = (asked.folder / name for name in ("district", "dense"))
    ours = Ours(asked.program, str(district / "ledger"), district)
    found = rounds(ours, str(district / "facts.jsonl"), asked.rounds, asked.copies)
    columns, checked_lines, base = checks(ours)
    report = Report(found, columns, checked_lines, asked.copies)
    print("\n".join(report.folded()))
    for whatif in WHATIFS:
        print("\n".join(["", f"### {whatif.path} = {whatif.value}", "", *report.table(whatif.name)]))
    if len(columns.codes) <= SHOWN:
        print("\n" + same_pages(ours, columns.codes, base))
    told, same = dense(Ours(asked.program, str(edges / "ledger"), edges))
    print("\n" + told)
    return 0 if same and exact(checked_lines) else 1


if __name__ == "__main__":
    sys.exit(main())
