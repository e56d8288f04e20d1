"""The amounts of both documents, and the what-ifs: one parameter of the document of 2025 each."""

from __future__ import annotations

from dataclasses import dataclass, replace

YUAN = 100


@dataclass(frozen=True)
class Parameters:
    """Amounts in fen, shares in percent."""

    entry: int = 10_000 * YUAN
    share: int = 10
    floor: int = 50_000 * YUAN
    ceiling: int = 500_000 * YUAN
    renewal: int = 50_000 * YUAN
    # International, national, industry, provincial.
    standards: tuple[int, ...] = (500_000 * YUAN, 300_000 * YUAN, 100_000 * YUAN, 100_000 * YUAN)
    rank: int = 2
    standards_cap: int = 1_000_000 * YUAN
    # Of the state, advantage of Beijing, pilot of Beijing.
    titles: tuple[int, ...] = (200_000 * YUAN, 100_000 * YUAN, 50_000 * YUAN)
    product: int = 50_000 * YUAN
    products_cap: int = 100_000 * YUAN
    first_set: int = 500_000 * YUAN
    first_sets_cap: int = 1_000_000 * YUAN
    interest: int = 50
    loans_cap: int = 1_000_000 * YUAN

    @property
    def caps(self) -> tuple[int, ...]:
        """By number of the cap, as `choices.CAPS` counts them; the last is none."""
        return self.standards_cap, self.products_cap, self.loans_cap, self.first_sets_cap, 2**62


# Both documents have the same amounts, as far as the clauses compared go. A what-if changes the newer one.
OLD = Parameters()
BASE = (OLD, Parameters())


@dataclass(frozen=True)
class WhatIf:
    """One changed parameter, here and as `qizhang whatif run` is told of it."""

    name: str
    path: str
    value: str
    supposed: tuple[Parameters, Parameters]


WHATIFS = (
    WhatIf("rate", "changping-2025-8:第五条/新认定/比例", "15%", (OLD, replace(BASE[1], share=15))),
    WhatIf("cap", "changping-2025-8:第七条/年度上限", "50万元", (OLD, replace(BASE[1], standards_cap=500_000 * YUAN))),
)
