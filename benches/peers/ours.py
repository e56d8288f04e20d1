"""Ours: the same what-if by `qizhang whatif run`, and every line of both its arms.

A what-if tells the lines that differ. Held against a scenario in which the six clauses pay nothing, every line that is paid
anything differs, so that one run tells all lines of the present and another all lines as supposed.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from facts import fen
from fold import CLAUSES, FIRST_SET
from parameters import WhatIf

# Of each clause an amount or a cap without which it pays nothing.
OLDER = (
    "第四条/首次入库/金额",
    "第五条/新认定/上限",
    "第五条/新认定/下限",
    "第五条/再次认定/金额",
    "第七条/年度上限",
    "第九条/国家示范或优势",
    "第九条/北京市优势",
    "第九条/北京市试点",
    "第十三条/年度上限",
)
SILENT = {"changping-2024-5": OLDER, "changping-2025-8": (*OLDER, "第十七条/贷款/年度上限")}
HORIZON = "2030-12-31"
# Enterprise, clause, fact year.
Amounts = dict[tuple[str, str, int], int]


@dataclass
class Ours:
    """The program on one ledger, with a folder for scenario files."""

    program: str
    ledger: str
    folder: Path

    def asked(self, *words: str) -> tuple[dict, float, int]:
        """An answer in JSON, how long the process took, and the most memory it had in KiB."""
        command = [self.program, *words, "--json", "--ledger", self.ledger]
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
        return json.loads(said), took, usage.ru_maxrss

    def whatif(self, whatif: WhatIf, *words: str) -> tuple[dict, float, int]:
        """The what-if as somebody would ask it."""
        change = f"{whatif.path}={whatif.value}"
        return self.asked("whatif", "run", "--set", change, "--afresh", "--on", HORIZON, *words)

    def every_line(self, whatif: WhatIf | None) -> Amounts:
        """All lines of one arm: of the present, or as supposed."""
        changes = [f"{policy}:{path}=0" for policy, paths in SILENT.items() for path in paths]
        words = ["whatif", "run", self.scenario("silent", changes), "--all"]
        if whatif is not None:
            words += ["--beside", self.scenario(whatif.name, [f"{whatif.path}={whatif.value}"])]
        return amounts(self.asked(*words)[0], "base")

    def scenario(self, title: str, changes: list[str]) -> str:
        """A scenario file."""
        path = self.folder / f"{title}.toml"
        changed = json.dumps(changes, ensure_ascii=False)
        path.write_text(f'title = "{title}"\non = {HORIZON}\nafresh = true\nset = {changed}\n', encoding="utf-8")
        return str(path)

    def shown(self, code: str) -> Amounts:
        """What the page of one enterprise says, with everything that was decided."""
        found: Amounts = {}
        for item in self.asked("show", code, "--on", HORIZON)[0]["items"]:
            if item["grant"] in CLAUSES[:FIRST_SET]:
                key = code, item["grant"], item["fact_year"]
                found[key] = found.get(key, 0) + fen(item["net"])
        return found


def amounts(answer: dict, side: str) -> Amounts:
    """What one side comes to in fen by enterprise, clause and year: ours has a line for each matter."""
    found: Amounts = {}
    for line in answer["lines"]:
        if line["grant"] in CLAUSES[:FIRST_SET]:
            key = line["subject"]["code"], line["grant"], line["fact_year"]
            found[key] = found.get(key, 0) + fen(line[side] or "0")
    return found
