"""The check: every line of a peer against ours, fen by fen, in both arms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from facts import fen
from fold import CLAUSES, FIRST_SET, Columns
from lines import YEARS, Compared, Lines
from ours import Amounts, Ours, amounts


@dataclass
class Checked:
    """What the check found, in words, and whether nothing differs."""

    base: str
    supposed: str
    table: str
    exact: bool


def checked(
    columns: Columns,
    line: Lines,
    answer: Compared,
    ours: tuple[Amounts, Amounts],
    told: dict,
) -> Checked:
    """One peer and what-if against ours."""
    keys = [
        (columns.codes[enterprise], CLAUSES[clause], year)
        for enterprise, clause, year in zip(line.enterprise.tolist(), line.clause.tolist(), line.year.tolist(), strict=True)
    ]
    both = [dict(zip(keys, side.tolist(), strict=True)) for side in (answer.base, answer.supposed)]
    (base, one), (supposed, other) = (compared(mine, theirs) for mine, theirs in zip(both, ours, strict=True))
    moved = {key: both[1][key] - both[0][key] for key in keys if both[1][key] != both[0][key]}
    before, after = amounts(told, "base"), amounts(told, "supposed")
    listed = {key: after[key] - before[key] for key in after if after[key] != before[key]}
    cells = tabled(answer.table, told)
    words = f"{cells} cells differ; " if cells else "the same; "
    words += f"{len(moved):,} lines changed, of ours {len(listed):,}"
    return Checked(base, supposed, words, one and other and not cells and moved == listed)


def compared(mine: Amounts, theirs: Amounts) -> tuple[str, bool]:
    """How many lines differ and by how much at most, of those that either pays anything."""
    paid = {key for amounts in (mine, theirs) for key, amount in amounts.items() if amount}
    off = [abs(mine.get(key, 0) - theirs.get(key, 0)) for key in paid]
    differ = sum(amount > 0 for amount in off)
    most = f", at most by {max(off):,} fen" if differ else ""
    return f"{differ:,} of {len(paid):,}{most}", differ == 0


def tabled(mine: np.ndarray, told: dict) -> int:
    """In how many cells by article and year the difference is another one."""
    articles = [clause.split("/")[0] for clause in CLAUSES[:FIRST_SET]]
    cells: dict[tuple[str, int], int] = {}
    for clause, year in np.argwhere(mine):
        key = articles[clause], YEARS[year]
        cells[key] = cells.get(key, 0) + int(mine[clause, year])
    theirs: dict[tuple[str, int], int] = {}
    for row in told["rows"]:
        key = row["article"], row["fact_year"]
        theirs[key] = theirs.get(key, 0) + fen(row["sums"]["difference"])
    return sum(cells.get(key, 0) != theirs.get(key, 0) for key in cells.keys() | theirs.keys())


def same_pages(ours: Ours, codes: list[str], base: Amounts) -> str:
    """Whether the lines taken from what-ifs are those on the page of each enterprise."""
    pages: Amounts = {}
    for code in codes:
        pages |= ours.shown(code)
    differ, _ = compared(base, pages)
    return f"Lines of the check beside `qizhang show` of all {len(codes):,} subjects, decisions included: {differ} differ."
