"""A district many times over, so that what is done once for each question weighs nothing: columns of other enterprises."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from choices import Choices
from fold import Columns
from lines import Compared, Lines


def shifted(values: np.ndarray, copies: int, by: int, least: int = 0) -> np.ndarray:
    """The values of each copy, moved on by as many as there are before it; what is below the least means none and stays."""
    moved = np.arange(copies).reshape(-1, *[1] * values.ndim) * by
    return np.where(values >= least, values + moved, values).reshape(-1, *values.shape[1:])


def repeated(columns: Columns, choice: Choices, line: Lines, copies: int) -> tuple[Columns, Choices, Lines]:
    """Everything `copies` times."""
    items, rows, enterprises = len(columns.clause), len(choice.item), len(columns.codes)
    alternatives, groups = len(choice.group), int(choice.group.max(initial=-1)) + 1
    plain = [one.name for one in fields(columns) if one.name not in ("codes", "items", "enterprise", "second", "first")]
    tiled: dict = {name: np.tile(getattr(columns, name), copies) for name in plain}
    wide = replace(
        columns,
        codes=columns.codes * copies,
        enterprise=shifted(columns.enterprise, copies, enterprises),
        second=shifted(columns.second, copies, items),
        first=shifted(columns.first, copies, items),
        **tiled,
    )
    chosen = Choices(
        item=shifted(choice.item, copies, items),
        alternative=shifted(choice.alternative, copies, alternatives, least=1),
        wins=np.tile(choice.wins, copies),
        opens=shifted(choice.opens, copies, rows),
        cap=np.tile(choice.cap, copies),
        second=shifted(choice.second, copies, rows),
        first=shifted(choice.first, copies, rows),
        matrix=shifted(choice.matrix, copies, rows),
        group=shifted(choice.group, copies, groups),
    )
    lines = Lines(
        items=shifted(line.items, copies, items),
        starts=shifted(line.starts, copies, len(line.items)),
        enterprise=shifted(line.enterprise, copies, enterprises),
        clause=np.tile(line.clause, copies),
        year=np.tile(line.year, copies),
    )
    return wide, chosen, lines


def one_copy(compared: Compared, copies: int) -> Compared:
    """What one copy comes to; refused where the copies are not the same."""
    sides = [side.reshape(copies, -1) for side in (compared.base, compared.supposed)]
    if any((side != side[0]).any() for side in sides):
        raise SystemExit("the copies of one district came to different amounts")
    counts = compared.changed // copies, compared.difference // copies
    return Compared(sides[0][0], sides[1][0], *counts, compared.table // copies)
