"""Hand-written numpy: both arms over the folded columns, in whole fen."""

from __future__ import annotations

import numpy as np

from choices import Choices
from fold import FIRST, FIRST_SET, LIST, LOAN, MATERIAL, PRODUCT, RENEWAL, STANDARD, TITLE, Columns
from lines import YEARS, Compared, Lines
from parameters import Parameters

Arm = tuple[Parameters, Parameters]


def amounts(columns: Columns, arm: Arm) -> np.ndarray:
    """What each item comes to by itself, less support from elsewhere."""
    clause, document = columns.clause, columns.document

    def each(name: str) -> np.ndarray:
        return np.array([getattr(one, name) for one in arm], np.int64)[document]

    share = np.clip(half_up(columns.base * each("share"), 100), each("floor"), each("ceiling"))
    above = columns.agreed > columns.lpr
    lpr, agreed = np.where(above, columns.lpr, 1), np.where(above, columns.agreed, 1)
    interest = half_up(columns.base * each("interest") * lpr, 100 * agreed)
    gross = np.select(
        [clause == number for number in (LIST, FIRST, RENEWAL, PRODUCT, LOAN)],
        [each("entry"), share, each("renewal"), each("product"), interest],
        default=each("first_set"),
    )
    gross = np.where(clause == STANDARD, np.where(columns.kind >= 0, row_of(arm, "standards", columns), 0), gross)
    gross = np.where(clause == TITLE, np.where(columns.kind >= 0, row_of(arm, "titles", columns), 0), gross)
    return np.where(due(columns, each("rank")), np.maximum(gross - columns.given, 0), 0)


def row_of(arm: Arm, name: str, columns: Columns) -> np.ndarray:
    """The amount of a table for the kind of each item."""
    table = [getattr(one, name) for one in arm]
    return np.array(table, np.int64)[columns.document, np.clip(columns.kind, 0, len(table[0]) - 1)]


def due(columns: Columns, rank: np.ndarray) -> np.ndarray:
    """Whether the conditions of article 2 and of the clause hold."""
    clause = columns.clause
    gates = columns.applied & columns.lawful & columns.local & columns.clean & columns.own
    either = np.isin(clause, (STANDARD, TITLE)) & (columns.hightech | columns.nurtured)
    hightech = np.isin(clause, (PRODUCT, LOAN, FIRST_SET, MATERIAL)) & columns.hightech
    who = np.isin(clause, (LIST, FIRST, RENEWAL)) | either | hightech
    known = ~np.isin(clause, (FIRST, LOAN)) | (columns.base >= 0)
    return gates & who & known & ((clause != STANDARD) | (columns.rank <= rank))


def half_up(part: np.ndarray, whole: np.ndarray | int) -> np.ndarray:
    """A quotient of what is not negative, rounded once."""
    return (2 * part + whole) // (2 * whole)


def nets(columns: Columns, choice: Choices, arm: Arm) -> np.ndarray:
    """What each item gets in the best alternative, after caps."""
    available = amounts(columns, arm)
    own = np.where(choice.wins, available[choice.item], 0)
    cap = np.array([one.caps for one in arm], np.int64)[columns.document[choice.item], choice.cap]
    wanted = own.copy()
    earlier = choice.item[choice.first] < choice.item[choice.second]
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


def whatif(columns: Columns, choice: Choices, line: Lines, base: Arm, supposed: Arm) -> Compared:
    """Both arms and what lies between them."""
    one, other = (np.add.reduceat(nets(columns, choice, arm)[line.items], line.starts) for arm in (base, supposed))
    difference = other - one
    table = np.zeros((FIRST_SET, len(YEARS)), np.int64)
    np.add.at(table, (line.clause, line.year - YEARS[0]), difference)
    return Compared(one, other, int(np.count_nonzero(difference)), int(difference.sum()), table)
