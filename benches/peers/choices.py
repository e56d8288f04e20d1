"""Which items stand in each other's way, and every way to choose among them.

Rivals are the items of one enterprise of which one alone is paid: a product certified twice, or certified and then a first
set. Caps tie their years to other items, so a choice is made for all that hang together at once. What hangs together and
holds rivals gets a row for each of its items in each of its alternatives; everything else one row. An arm fills in amounts,
lets the caps cut, and takes the best alternative.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, product

import numpy as np

from fold import FIRST_SET, LOAN, MATERIAL, PRODUCT, STANDARD, Columns, Item

# The number of the cap each clause is under; the last has none.
CAPS = {STANDARD: 0, PRODUCT: 1, LOAN: 2, FIRST_SET: 3, MATERIAL: 3}
NO_CAP = 4


@dataclass
class Choices:
    """Rows, in the order in which caps are used."""

    # Of each row its item, its alternative (0 where there is no choice), and whether the item wins in it.
    item: np.ndarray
    alternative: np.ndarray
    wins: np.ndarray
    # The first row that uses the same cap in the same year and alternative, and which cap that is.
    opens: np.ndarray
    cap: np.ndarray
    # Rows of a national standard and of the international one it was made from, in the same alternative.
    second: np.ndarray
    first: np.ndarray
    # Rows of each alternative from 1 on, by day, filled up with -1; and what it is an alternative for.
    matrix: np.ndarray
    group: np.ndarray


def choices(columns: Columns) -> Choices:
    """Every choice there is among the items."""
    rows: list[tuple[int, int, bool]] = []
    group: list[int] = []
    contested = 0
    for start, stop in enterprises(columns.enterprise):
        for members in together(columns.items, start, stop, columns):
            ways = list(alternatives(columns.items, members))
            if len(ways) == 1:
                rows += [(member, 0, True) for member in members]
                continue
            for way in ways:
                group.append(contested)
                rows += [(member, len(group), wins) for member, wins in zip(members, way, strict=True)]
            contested += 1
    return as_rows(columns, rows, np.array(group, np.int64))


def enterprises(number: np.ndarray) -> Iterator[tuple[int, int]]:
    """Where the items of each enterprise are."""
    edges = np.flatnonzero(np.diff(number)) + 1
    bounds = [0, *edges.tolist(), len(number)]
    yield from zip(bounds, bounds[1:], strict=False)


def together(items: list[Item], start: int, stop: int, columns: Columns) -> Iterator[list[int]]:
    """The items of one enterprise that can influence each other."""
    root = list(range(stop - start))
    ties: dict[tuple, int] = {}
    keys: list[list[tuple]] = [tied_by(item) for item in items[start:stop]]
    for link, (second, first) in enumerate(links_between(columns, start, stop)):
        keys[second - start].append(("link", link))
        keys[first - start].append(("link", link))
    for own, names in enumerate(keys):
        for name in names:
            other = root[ties.setdefault(name, own)]
            root = [root[own] if one == other else one for one in root] if other != root[own] else root
    members = defaultdict(list)
    for own, one in enumerate(root):
        members[one].append(start + own)
    yield from members.values()


def links_between(columns: Columns, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The adopted standards of one enterprise."""
    inside = (columns.second >= start) & (columns.second < stop)
    yield from zip(columns.second[inside].tolist(), columns.first[inside].tolist(), strict=True)


def tied_by(item: Item) -> list[tuple]:
    """What ties an item to others: the matter it is a rival for, and the cap of its year."""
    if not (item.applied and item.lawful and item.local and item.clean):
        return []
    names: list[tuple] = [("key", item.key)]
    if item.clause in CAPS:
        names.append(("cap", CAPS[item.clause], item.year))
    return names


def alternatives(items: list[Item], members: list[int]) -> Iterator[tuple[bool, ...]]:
    """Every choice of one winner for each key; the one in which earlier items win comes first."""
    by_key = defaultdict(list)
    for member in members:
        by_key[items[member].key if tied_by(items[member]) else member].append(member)
    for winners in product(*by_key.values()):
        won = set(winners)
        yield tuple(member in won for member in members)


def as_rows(columns: Columns, rows: list[tuple[int, int, bool]], group: np.ndarray) -> Choices:
    """Rows sorted so that those under one cap stand together."""
    item, alternative, wins = (np.array(column) for column in zip(*rows, strict=True))
    cap = np.array([CAPS.get(clause, NO_CAP) for clause in columns.clause.tolist()])[item]
    year, enterprise = columns.year[item], columns.enterprise[item]
    # Items of one enterprise stand by day, so that the number of an item is its place in time.
    order = np.lexsort((item, year, cap, alternative, enterprise))
    item, alternative, wins, cap, year, enterprise = (
        column[order] for column in (item, alternative, wins, cap, year, enterprise)
    )
    same = np.zeros(len(item), bool)
    if len(item) > 1:
        pairs = (enterprise, alternative, cap, year)
        same[1:] = np.logical_and.reduce([column[1:] == column[:-1] for column in pairs]) & (cap[1:] != NO_CAP)
    opens = np.maximum.accumulate(np.where(same, 0, np.arange(len(item))))
    second, first = linked_rows(columns, item, alternative)
    return Choices(item, alternative, wins, opens, cap, second, first, by_alternative(item, alternative), group)


def linked_rows(columns: Columns, item: np.ndarray, alternative: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rows of linked items, alternative by alternative."""
    rows: dict[int, dict[int, int]] = defaultdict(dict)
    wanted = set(columns.second.tolist()) | set(columns.first.tolist())
    for row in np.flatnonzero(np.isin(item, list(wanted))).tolist():
        rows[int(item[row])][int(alternative[row])] = row
    pairs = [
        (row, rows[first][way])
        for second, first in zip(columns.second.tolist(), columns.first.tolist(), strict=True)
        for way, row in rows[second].items()
        if way in rows[first]
    ]
    return np.array([a for a, _ in pairs], np.int64), np.array([b for _, b in pairs], np.int64)


def by_alternative(item: np.ndarray, alternative: np.ndarray) -> np.ndarray:
    """The rows of each alternative, by day."""
    contested = np.flatnonzero(alternative)
    contested = contested[np.lexsort((item[contested], alternative[contested]))].tolist()
    found = [list(rows) for _, rows in groupby(contested, key=lambda row: alternative[row])]
    matrix = np.full((len(found), max(map(len, found), default=0)), -1, np.int64)
    for number, rows in enumerate(found):
        matrix[number, : len(rows)] = rows
    return matrix
