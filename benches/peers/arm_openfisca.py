"""OpenFisca-Core: the six clauses as variables of items and enterprises, the what-if as a parametric reform.

An item is a person and an enterprise the group it is in; each fact year is a simulation of its own, since an item
belongs to one year. Amounts are yuan in float32, which is what OpenFisca has for money. It has no search among alternatives
and no relation from one item to another: which rival wins, and what an adopted standard leaves, are inputs, taken from the
arm as it is.
"""

from __future__ import annotations

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import YEAR
from openfisca_core.reforms import Reform
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from arm_numpy import amounts, best, capped, load
from choices import Choices
from fold import FIRST, FIRST_SET, LEVELS, LIST, LOAN, PRODUCT, RENEWAL, STANDARD, TITLE, Columns
from lines import YEARS, Compared, Lines
from parameters import BASE, Parameters

Arm = tuple[Parameters, Parameters]
ITEM = build_entity(key="item", plural="items", label="项", is_person=True)
ENTERPRISE = build_entity(
    key="enterprise",
    plural="enterprises",
    label="企业",
    roles=[{"key": "part", "plural": "parts", "label": "项"}],
)
# Facts of 2024 and before are of the older document.
SINCE = ("2023-01-01", "2025-01-01")
FLAGS = ("applied", "lawful", "local", "clean", "hightech", "nurtured", "own", "wins")
NUMBERS = ("clause", "kind", "rank", "lpr", "agreed")
MONEY = ("base", "given", "less")
TABLES = {"standards": LEVELS, "titles": ("national", "advantage", "pilot")}
CAPS = {STANDARD: "standards_cap", PRODUCT: "products_cap", LOAN: "loans_cap"}


def variable(name: str, entity: object, value_type: type, formula: object = None) -> type[Variable]:
    """A variable of each year."""
    body = {"value_type": value_type, "entity": entity, "definition_period": YEAR, "label": name}
    return type(name, (Variable,), body | ({"formula": formula} if formula else {}))


def due(item, period, parameters):
    """Whether the conditions hold."""
    is_ = {name: item(name, period) for name in FLAGS}
    clause, rank = item("clause", period), item("rank", period)
    gates = is_["applied"] * is_["lawful"] * is_["local"] * is_["clean"] * is_["own"] * is_["wins"]
    either = (is_["hightech"] + is_["nurtured"]) * ((clause == STANDARD) + (clause == TITLE))
    only = is_["hightech"] * ((clause == PRODUCT) + (clause == LOAN))
    free = clause <= RENEWAL
    known = ((clause != FIRST) * (clause != LOAN)) + (item("base", period) >= 0)
    first_two = (clause != STANDARD) + (rank <= parameters(period).rank)
    return gates * (free + either + only) * known * first_two


def amount(item, period, parameters):
    """What an item comes to by itself, to the fen, less support from elsewhere and what it repeats."""
    p = parameters(period)
    clause, kind, base = (item(name, period) for name in ("clause", "kind", "base"))
    lpr, agreed = item("lpr", period), item("agreed", period)
    by_kind = {name: sum((kind == n) * p[name][key] for n, key in enumerate(keys)) for name, keys in TABLES.items()}
    ratio = np.where(agreed > lpr, lpr / agreed, 1).astype(np.float32)
    gross = np.select(
        [clause == number for number in (LIST, FIRST, RENEWAL, STANDARD, TITLE, PRODUCT, LOAN)],
        [
            p.entry,
            np.clip(base * p.share, p.floor, p.ceiling),
            p.renewal,
            by_kind["standards"],
            by_kind["titles"],
            p["product"],
            base * p.interest * ratio,
        ],
        default=0,
    )
    fen = np.floor(gross * 100 + 0.5) / 100
    left = np.maximum(fen - item("given", period) - item("less", period), 0)
    return left * item("due", period)


def line(clause: int):
    """What an enterprise gets under one clause, up to the cap of the year."""

    def formula(enterprise, period, parameters):
        own = enterprise.members("amount", period) * (enterprise.members("clause", period) == clause)
        total = enterprise.sum(own)
        return np.minimum(total, parameters(period)[CAPS[clause]]) if clause in CAPS else total

    return formula


VARIABLES = [
    *(variable(name, ITEM, bool) for name in FLAGS),
    *(variable(name, ITEM, int) for name in NUMBERS),
    *(variable(name, ITEM, float) for name in MONEY),
    variable("due", ITEM, bool, due),
    variable("amount", ITEM, float, amount),
    *(variable(f"line_{clause}", ENTERPRISE, float, line(clause)) for clause in range(FIRST_SET)),
]


def values(arm: Arm) -> dict:
    """The parameters of both documents, each from its first fact year."""

    def dated(pick) -> dict:
        return {"values": {since: {"value": pick(one)} for since, one in zip(SINCE, arm, strict=True)}}

    tree = {name: dated(lambda one, name=name: getattr(one, name) / 100) for name in PLAIN}
    tree |= {"rank": dated(lambda one: one.rank)}
    for name, keys in TABLES.items():
        tree[name] = {key: dated(lambda one, name=name, n=n: getattr(one, name)[n] / 100) for n, key in enumerate(keys)}
    return tree


# Money in fen and shares in percent are both divided by a hundred.
PLAIN = (
    "entry",
    "share",
    "floor",
    "ceiling",
    "renewal",
    "standards_cap",
    "product",
    "products_cap",
    "interest",
    "loans_cap",
)


class Measures(TaxBenefitSystem):
    """The measures as they are."""

    def __init__(self) -> None:
        super().__init__([ITEM, ENTERPRISE])
        self.parameters = ParameterNode("", data=values(BASE))
        for one in VARIABLES:
            self.add_variable(one)


def reformed(system: TaxBenefitSystem, supposed: Arm) -> Reform:
    """The measures with what is supposed changed from the newer document on."""

    def change(parameters: ParameterNode) -> ParameterNode:
        for name in PLAIN:
            if getattr(supposed[1], name) != getattr(BASE[1], name):
                getattr(parameters, name).update(start=SINCE[1], value=getattr(supposed[1], name) / 100)
        return parameters

    class Supposed(Reform):
        def apply(self) -> None:
            self.modify_parameters(change)

    return Supposed(system)


class Inputs:
    """The folded columns, year by year, as OpenFisca takes them."""

    def __init__(self, columns: Columns, choice: Choices, line: Lines) -> None:
        wins, less = decided(columns, choice)
        arrays = {name: getattr(columns, name) for name in (*FLAGS[:-1], *NUMBERS)} | {"wins": wins}
        arrays |= {"base": columns.base / 100, "given": columns.given / 100, "less": less / 100}
        self.count, self.lines = len(columns.codes), line
        self.years = {}
        for year in YEARS:
            inside = np.flatnonzero((columns.year == year) & (columns.clause < FIRST_SET))
            own = {name: values[inside] for name, values in arrays.items()}
            self.years[year] = columns.enterprise[inside], own

    def simulations(self, system: TaxBenefitSystem) -> dict[int, Simulation]:
        """A simulation for each fact year, loaded."""
        return {year: self.simulation(system, year) for year in YEARS}

    def simulation(self, system: TaxBenefitSystem, year: int) -> Simulation:
        """One year's items, in their enterprises."""
        members, own = self.years[year]
        builder = SimulationBuilder()
        builder.create_entities(system)
        builder.declare_person_entity("item", np.arange(len(members)))
        # A group without members is not known to it, so that each year has the enterprises that have items.
        enterprises = builder.declare_entity("enterprise", np.unique(members))
        builder.join_with_persons(enterprises, members, np.full(len(members), "part"))
        simulation = builder.build(system)
        for name, values in own.items():
            simulation.set_input(name, str(year), values)
        return simulation

    def gathered(self, simulations: dict[int, Simulation]) -> np.ndarray:
        """The lines of all years in yuan, as calculated."""
        found = np.zeros((FIRST_SET, len(YEARS), self.count), np.float32)
        for number, year in enumerate(YEARS):
            present = np.unique(self.years[year][0])
            for clause in range(FIRST_SET):
                found[clause, number, present] = simulations[year].calculate(f"line_{clause}", str(year))
        return found[self.lines.clause, self.lines.year - YEARS[0], self.lines.enterprise]


def decided(columns: Columns, choice: Choices) -> tuple[np.ndarray, np.ndarray]:
    """What OpenFisca is told: the items that win, and what they get less because they repeat another one."""
    loaded = load(columns, choice)
    available = amounts(loaded, BASE)
    own = np.where(choice.wins, available[choice.item], 0)
    cap = np.array([one.caps for one in BASE], np.int64).ravel()[loaded.cap]
    less = np.zeros(len(own), np.int64)
    earlier = loaded.earlier
    blocked = choice.second[earlier & (own[choice.first] > 0)]
    less[blocked] = own[blocked]
    net = capped(own - less, choice.opens, cap)
    np.add.at(less, choice.first[~earlier], net[choice.second[~earlier]])
    net = capped(np.maximum(own - less, 0), choice.opens, cap)
    taken = best(choice, net, own)
    wins, by_item = np.zeros(len(available), bool), np.zeros(len(available), np.int64)
    wins[choice.item[taken & choice.wins]] = True
    by_item[choice.item[taken]] = less[taken]
    return wins, by_item


def whatif(inputs: Inputs, one: dict[int, Simulation], other: dict[int, Simulation]) -> Compared:
    """Both arms and what lies between them, in fen as far as float32 has them."""
    base, supposed = (
        np.rint(inputs.gathered(simulations).astype(np.float64) * 100).astype(np.int64) for simulations in (one, other)
    )
    difference = supposed - base
    table = np.zeros((FIRST_SET, len(YEARS)), np.int64)
    np.add.at(table, (inputs.lines.clause, inputs.lines.year - YEARS[0]), difference)
    return Compared(base, supposed, int(np.count_nonzero(difference)), int(difference.sum()), table)
