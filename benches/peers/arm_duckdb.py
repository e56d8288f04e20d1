"""DuckDB: both arms and their comparison in one query over the folded columns, in whole fen."""

from __future__ import annotations

from dataclasses import fields

import duckdb
import numpy as np

from choices import Choices
from fold import FIRST, FIRST_SET, LIST, LOAN, PRODUCT, RENEWAL, STANDARD, TITLE, Columns
from lines import YEARS, Compared, Lines
from parameters import Parameters

Arm = tuple[Parameters, Parameters]

# What each item comes to by itself, in each arm.
ITEMS = f"""
gross as (
  select a.arm, i.*, a.caps, case
    when clause = {LIST} then a.entry
    when clause = {FIRST} then least(greatest((2 * base * a.share + 100) // 200, a.floor), a.ceiling)
    when clause = {RENEWAL} then a.renewal
    when clause = {STANDARD} then coalesce(a.standards[kind + 1], 0)
    when clause = {TITLE} then coalesce(a.titles[kind + 1], 0)
    when clause = {PRODUCT} then a.product
    when clause = {LOAN} and agreed > lpr
      then (2 * base * a.interest * lpr + 100 * agreed) // (200 * agreed)
    when clause = {LOAN} then (2 * base * a.interest + 100) // 200
    else a.first_set end as amount,
    applied and lawful and local and clean and own and case
      when clause in ({LIST}, {RENEWAL}) then true
      when clause = {FIRST} then base >= 0
      when clause = {STANDARD} then (hightech or nurtured) and rank <= a.rank_most
      when clause = {TITLE} then hightech or nurtured
      when clause = {LOAN} then hightech and base >= 0
      else hightech end as due
  from items i join arms a using (document)),
available as (
  select arm, place, line, caps, case when due then greatest(amount - given, 0) else 0 end as available from gross)"""

# What the caps leave of `wanted`, the earlier row first.
CAPPED = """
greatest(0, least({wanted}, caps[cap + 1] - coalesce(sum({wanted}) over (
  partition by arm, opens order by row rows between unbounded preceding and 1 preceding), 0)))::bigint"""

QUERY = f"""
with {ITEMS},
own as (
  select r.*, v.arm, v.line, v.caps, case when wins then available else 0 end as own
  from rows r join available v on v.place = r.item),
blocked as (
  select arm, second as row from links l join own o on o.row = l.first where l.earlier group by all having max(own) > 0),
once as (select o.*, case when b.row is null then own else 0 end as wanted from own o left join blocked b using (arm, row)),
net_once as (select *, {CAPPED.format(wanted="wanted")} as net_once from once),
difference as (
  select arm, first as row, sum(net_once) as less
  from links l join net_once n on n.row = l.second where not l.earlier group by all),
reduced as (
  select n.*, greatest(wanted - coalesce(less, 0), 0) as reduced from net_once n left join difference d using (arm, row)),
net as (select *, {CAPPED.format(wanted="reduced")} as net from reduced),
weighed as (
  select arm, alternative, any_value(contest) as contest, sum(net) as total, sum(own) as merit,
    list(net order by item) as nets
  from net where alternative > 0 group by arm, alternative),
taken as (
  select arm, alternative from weighed qualify row_number() over (
    partition by arm, contest order by total desc, merit desc, nets desc, alternative) = 1),
chosen as (
  select * from net where alternative = 0 and line >= 0
  union all select n.* from net n join taken using (arm, alternative) where line >= 0)
select line,
  coalesce(sum(net) filter (arm = 0), 0)::bigint as base,
  coalesce(sum(net) filter (arm = 1), 0)::bigint as supposed
from chosen group by line order by line"""

TABLE = """
select clause, year, sum(supposed - base)::bigint, count(*) filter (supposed <> base)
from answer join lines using (line) group by all"""


def load(columns: Columns, choice: Choices, line: Lines) -> duckdb.DuckDBPyConnection:
    """The folded columns as tables."""
    connection = duckdb.connect()
    connection.execute("set threads = 2")
    skipped = ("codes", "items", "second", "first")
    items = {one.name: getattr(columns, one.name) for one in fields(columns) if one.name not in skipped}
    items["place"] = np.arange(len(columns.clause))
    items["line"] = np.full(len(columns.clause), -1)
    items["line"][line.items] = np.repeat(np.arange(len(line.starts)), np.diff([*line.starts, len(line.items)]))
    rows = {name: getattr(choice, name) for name in ("item", "alternative", "wins", "opens", "cap")}
    rows["row"] = np.arange(len(choice.item))
    rows["contest"] = np.concatenate(([-1], choice.group))[choice.alternative]
    links = {"second": choice.second, "first": choice.first}
    links["earlier"] = choice.item[choice.first] < choice.item[choice.second]
    lines = {"line": np.arange(len(line.starts)), "clause": line.clause, "year": line.year}
    for name, table in (("items", items), ("rows", rows), ("links", links), ("lines", lines)):
        connection.register("folded", table)
        connection.execute(f"create table {name} as select * from folded")
        connection.unregister("folded")
    return connection


def arms(connection: duckdb.DuckDBPyConnection, base: Arm, supposed: Arm) -> None:
    """A row of parameters for each arm and document."""
    connection.execute(
        "create or replace table arms(arm int, document bigint, entry bigint, share bigint, floor bigint, ceiling bigint,"
        " renewal bigint, standards bigint[], rank_most bigint, titles bigint[], product bigint, first_set bigint,"
        " interest bigint, caps bigint[])"
    )
    rows = [
        (number, document, one.entry, one.share, one.floor, one.ceiling, one.renewal, list(one.standards), one.rank)
        + (list(one.titles), one.product, one.first_set, one.interest, list(one.caps))
        for number, arm in enumerate((base, supposed))
        for document, one in enumerate(arm)
    ]
    connection.executemany(f"insert into arms values ({', '.join('?' * 14)})", rows)


def whatif(connection: duckdb.DuckDBPyConnection, base: Arm, supposed: Arm) -> Compared:
    """Both arms and what lies between them."""
    arms(connection, base, supposed)
    connection.execute(f"create or replace temp table answer as {QUERY}")
    table = np.zeros((FIRST_SET, len(YEARS)), np.int64)
    changed = 0
    for clause, year, difference, count in connection.execute(TABLE).fetchall():
        table[clause, year - YEARS[0]] = difference
        changed += count
    answer = connection.execute("select base, supposed from answer order by line").fetchnumpy()
    return Compared(answer["base"], answer["supposed"], changed, int(table.sum()), table)
