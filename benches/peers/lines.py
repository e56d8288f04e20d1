"""Lines: what an enterprise gets under a clause for facts of a year, in both arms; and how two sets of them differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fold import FIRST_SET, Columns


@dataclass
class Lines:
    """The places of the lines among the items: which items make up which line."""

    # The items of the clauses compared, line by line, and where each line begins.
    items: np.ndarray
    starts: np.ndarray
    enterprise: np.ndarray
    clause: np.ndarray
    year: np.ndarray


def lines(columns: Columns) -> Lines:
    """The lines there are."""
    items = np.flatnonzero(columns.clause < FIRST_SET)
    keys = np.stack([columns.enterprise[items], columns.clause[items], columns.year[items]])
    order = np.lexsort(keys[::-1])
    items, keys = items[order], keys[:, order]
    starts = np.flatnonzero(np.r_[True, (keys[:, 1:] != keys[:, :-1]).any(axis=0)])
    return Lines(items, starts, *keys[:, starts])


@dataclass
class Compared:
    """Both arms, line by line, and what the difference comes to."""

    base: np.ndarray
    supposed: np.ndarray
    changed: int
    difference: int
    # By clause and fact year.
    table: np.ndarray


YEARS = range(2023, 2030)
