"""One stage in a process of its own, so that its time and memory are its own; it prints what it measured as JSON.

`peer.py fold EXPORT FOLDED` makes columns of facts, `peer.py numpy|duckdb|openfisca FOLDED ANSWERS [COPIES]` asks a peer.
"""

from __future__ import annotations

import json
import pickle
import resource
import sys
import time
from collections.abc import Callable

from choices import Choices, choices
from facts import read
from fold import Columns, fold
from lines import Compared, Lines, lines
from parameters import BASE, WHATIFS, WhatIf
from repeat import one_copy, repeated

REPEATS = 5
Folded = tuple[Columns, Choices, Lines]


class Watch:
    """Seconds since it was last asked."""

    def __init__(self) -> None:
        self.last = time.perf_counter()

    def lap(self) -> float:
        now = time.perf_counter()
        took, self.last = now - self.last, now
        return took


def folding(export: str, folded: str) -> dict:
    """Reads and folds, and keeps the columns."""
    watch = Watch()
    facts, count = read(export)
    told: dict = {"events": count, "read": watch.lap()}
    columns = fold(facts)
    told["fold"] = watch.lap()
    choice, line = choices(columns), lines(columns)
    told["choices"] = watch.lap()
    told |= {"items": len(columns.items), "contests": len(set(choice.group.tolist())), "enterprises": len(columns.codes)}
    columns.items = []
    with open(folded, "wb") as out:
        pickle.dump((columns, choice, line), out)
    return told


Prepared = Callable[[WhatIf], Callable[[], Compared]]


def by_numpy(folded: Folded, watch: Watch) -> tuple[Prepared, float]:
    """The columns are taken apart by clause once."""
    import arm_numpy  # noqa: PLC0415

    start = watch.lap()
    columns, choice, line = folded
    loaded = arm_numpy.load(columns, choice)
    return lambda whatif: lambda: arm_numpy.whatif(loaded, choice, line, BASE, whatif.supposed), start


def by_duckdb(folded: Folded, watch: Watch) -> tuple[Prepared, float]:
    """The columns become tables once."""
    import arm_duckdb  # noqa: PLC0415

    start = watch.lap()
    connection = arm_duckdb.load(*folded)
    return lambda whatif: lambda: arm_duckdb.whatif(connection, BASE, whatif.supposed), start


def by_openfisca(folded: Folded, watch: Watch) -> tuple[Prepared, float]:
    """A simulation keeps what it calculated, so each what-if loads two new ones."""
    import arm_openfisca  # noqa: PLC0415

    start = watch.lap()
    system, inputs = arm_openfisca.Measures(), arm_openfisca.Inputs(*folded)

    def simulated(whatif: WhatIf) -> Callable[[], Compared]:
        one = inputs.simulations(system)
        other = inputs.simulations(arm_openfisca.reformed(system, whatif.supposed))
        return lambda: arm_openfisca.whatif(inputs, one, other)

    return simulated, start


PEERS = {"numpy": by_numpy, "duckdb": by_duckdb, "openfisca": by_openfisca}


def measured(peer: str, path: str, answers: str, copies: int = 1) -> dict:
    """Every what-if some times, both arms and the comparison each time."""
    with open(path, "rb") as kept:
        columns, choice, line = pickle.load(kept)
    folded = repeated(columns, choice, line, copies)
    watch = Watch()
    prepare, start = PEERS[peer](folded, watch)
    told: dict = {"start": start, "load": watch.lap(), "arms": {}, "again": {}}
    found = {}
    for whatif in WHATIFS:
        arms, again = [], []
        for _ in range(REPEATS):
            watch.lap()
            ask = prepare(whatif)
            again.append(watch.lap())
            compared = ask()
            arms.append(watch.lap())
        told["arms"][whatif.name], told["again"][whatif.name] = arms, again
        found[whatif.name] = one_copy(compared, copies)
    with open(answers, "wb") as out:
        pickle.dump(found, out)
    return told


def main() -> None:
    """One stage."""
    peer, source, target, *copies = sys.argv[1:]
    told = folding(source, target) if peer == "fold" else measured(peer, source, target, *map(int, copies))
    told["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps(told))


if __name__ == "__main__":
    main()
