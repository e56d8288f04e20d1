"""Hand-written numpy: both arms over the folded columns, in whole fen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from choices import Choices
from fold import FIRST, FIRST_SET, LIST, LOAN, MATERIAL, PRODUCT, RENEWAL, STANDARD, TITLE, Columns
from lines import YEARS, Compared, Lines
from parameters import Parameters

Arm = tuple[Parameters, Parameters]
ASKED = ("document", "applied", "lawful", "local", "clean", "hightech", "nurtured", "own")
FIGURES = {
    FIRST: ("base",),
    STANDARD: ("kind", "rank"),
    TITLE: ("kind",),
    LOAN: ("base", "lpr", "agreed"),
}


@dataclass
class Part:
    """The items of one clause: their places among all, and the columns it asks for."""

    clause: int
    places: np.ndarray
    given: np.ndarray
    column: dict[str, np.ndarray]


@dataclass
class Loaded:
    """The columns by clause, and what no parameter moves of the choices."""

    parts: list[Part]
    count: int
    # Of each row which of all the caps of both documents it is under.
    cap: np.ndarray
    # Whether of each linked pair the international standard was first.
    earlier: np.ndarray


def load(columns: Columns, choice: Choices) -> Loaded:
    """The columns of each clause by themselves, so that a clause is worked out for its own items alone."""
    parts = []
    for clause in range(MATERIAL + 1):
        places = np.flatnonzero(columns.clause == clause)
        names = ASKED + FIGURES.get(clause, ())
        own = {name: getattr(columns, name)[places] for name in names}
        parts.append(Part(clause, places, columns.given[places], own))
    cap = columns.document[choice.item] * len(Parameters().caps) + choice.cap
    earlier = choice.item[choice.first] < choice.item[choice.second]
    return Loaded(parts, len(columns.clause), cap, earlier)


def amounts(loaded: Loaded, arm: Arm) -> np.ndarray:
    """What each item comes to by itself, less support from elsewhere."""
    result = np.zeros(loaded.count, np.int64)
    for part in loaded.parts:
        left = np.maximum(gross(part, arm) - part.given, 0)
        result[part.places] = np.where(due(part, arm), left, 0)
    return result


def gross(part: Part, arm: Arm) -> np.ndarray:
    """The amount a clause names, with floor and ceiling, rounded once."""
    document, column = part.column["document"], part.column

    def each(name: str) -> np.ndarray:
        return np.array([getattr(one, name) for one in arm], np.int64)[document]

    if part.clause == FIRST:
        return np.clip(half_up(column["base"] * each("share"), 100), each("floor"), each("ceiling"))
    if part.clause == LOAN:
        above = column["agreed"] > column["lpr"]
        lpr, agreed = np.where(above, column["lpr"], 1), np.where(above, column["agreed"], 1)
        return half_up(column["base"] * each("interest") * lpr, 100 * agreed)
    if part.clause in (STANDARD, TITLE):
        table = np.array([one.standards if part.clause == STANDARD else one.titles for one in arm], np.int64)
        return np.where(column["kind"] >= 0, table[document, column["kind"]], 0)
    return each(PLAIN.get(part.clause, "first_set"))


PLAIN = {LIST: "entry", RENEWAL: "renewal", PRODUCT: "product"}


def due(part: Part, arm: Arm) -> np.ndarray:
    """Whether the conditions of article 2 and of the clause hold."""
    column = part.column
    gates = column["applied"] & column["lawful"] & column["local"] & column["clean"] & column["own"]
    if part.clause in (LIST, RENEWAL):
        return gates
    if part.clause == FIRST:
        return gates & (column["base"] >= 0)
    if part.clause == LOAN:
        return gates & column["hightech"] & (column["base"] >= 0)
    if part.clause in (STANDARD, TITLE):
        gates = gates & (column["hightech"] | column["nurtured"])
        rank = np.array([one.rank for one in arm], np.int64)[column["document"]]
        return gates & (column["rank"] <= rank) if part.clause == STANDARD else gates
    return gates & column["hightech"]


def half_up(part: np.ndarray, whole: np.ndarray | int) -> np.ndarray:
    """A quotient of what is not negative, rounded once."""
    return (2 * part + whole) // (2 * whole)


def nets(loaded: Loaded, choice: Choices, arm: Arm) -> np.ndarray:
    """What each item gets in the best alternative, after caps."""
    available = amounts(loaded, arm)
    own = np.where(choice.wins, available[choice.item], 0)
    cap = np.array([one.caps for one in arm], np.int64).ravel()[loaded.cap]
    wanted = own.copy()
    earlier = loaded.earlier
    # A national standard made from an international one that was supported before is not supported again.
    wanted[choice.second[earlier & (wanted[choice.first] > 0)]] = 0
    net = capped(wanted, choice.opens, cap)
    if not earlier.all():
        # One that came before the international one leaves it the difference.
        np.subtract.at(wanted, choice.first[~earlier], net[choice.second[~earlier]])
        net = capped(np.maximum(wanted, 0), choice.opens, cap)
    chosen = best(choice, net, own)
    result = np.zeros(len(available), np.int64)
    result[choice.item[chosen]] = net[chosen]
    return result


def capped(wanted: np.ndarray, opens: np.ndarray, cap: np.ndarray) -> np.ndarray:
    """What the caps leave, the earlier item first."""
    before = np.cumsum(wanted) - wanted
    return np.clip(cap - (before - before[opens]), 0, wanted)


def best(choice: Choices, net: np.ndarray, own: np.ndarray) -> np.ndarray:
    """The rows of the alternatives taken: more in all, then better articles, then more for the earlier items."""
    kept = choice.alternative == 0
    if len(choice.group) == 0:
        return kept
    inside = choice.matrix >= 0
    given = np.where(inside, net[choice.matrix], 0)
    total, merit = given.sum(axis=1), np.where(inside, own[choice.matrix], 0).sum(axis=1)
    order = np.lexsort((np.arange(len(total)), *(-given.T[::-1]), -merit, -total, choice.group))
    _, first = np.unique(choice.group[order], return_index=True)
    kept[choice.matrix[order[first]][inside[order[first]]]] = True
    return kept


def whatif(loaded: Loaded, choice: Choices, line: Lines, base: Arm, supposed: Arm) -> Compared:
    """Both arms and what lies between them."""
    one, other = (np.add.reduceat(nets(loaded, choice, arm)[line.items], line.starts) for arm in (base, supposed))
    difference = other - one
    table = np.zeros((FIRST_SET, len(YEARS)), np.int64)
    np.add.at(table, (line.clause, line.year - YEARS[0]), difference)
    return Compared(one, other, int(np.count_nonzero(difference)), int(difference.sum()), table)
