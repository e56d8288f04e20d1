//! One row of the treasury's list, read.

use crate::ledger::treasury::columns::{Column, Heads, folded};
use crate::ledger::treasury::{TextRow, Unmatched};
use crate::sheet::{self, Content, Scale};
use crate::value::{Day, Digest, Fen, Uscc};
use std::sync::Arc;

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) line: u64,
    pub(super) number: Arc<str>,
    pub(super) subject: Uscc,
    pub(super) amount: Fen,
    pub(super) day: Day,
    pub(super) approval: Option<Arc<str>>,
    /// The digest of the account.
    pub(super) account: Option<String>,
    pub(super) returned: bool,
    pub(super) reason: Option<String>,
}

/// What begins a row that adds the others up.
const TOTALS: [&str; 5] = ["合计", "总计", "共计", "total", "sum"];
const PAID: [&str; 7] = ["已付", "已支付", "已拨付", "支付成功", "成功", "paid", "made"];
const RETURNED: [&str; 8] = ["退回", "已退回", "退票", "退汇", "支付失败", "失败", "bounced", "returned"];

/// Whether a row adds the others up: it says so, and names nobody.
pub(super) fn is_total(heads: &Heads, row: &TextRow) -> bool {
    let nobody = heads.cell(row, Column::Subject).is_none_or(|text| Uscc::parse(&code(text)).is_err());
    nobody && row.cells.iter().any(|cell| TOTALS.iter().any(|word| folded(cell).starts_with(word)))
}

/// The amount of a row, as far as it reads.
pub(super) fn amount_of(heads: &Heads, row: &TextRow) -> Option<Fen> {
    amount(heads.cell(row, Column::Amount)?)
}

pub(super) fn read(heads: &Heads, row: &TextRow) -> Result<Listed, Unmatched> {
    let text = |column| heads.cell(row, column);
    let bad = |column: Column, example| Unmatched::Cell {
        column: column.words(),
        value: text(column).unwrap_or_default().to_owned(),
        example,
    };
    let number = text(Column::Number).or(text(Column::Voucher)).ok_or_else(|| bad(Column::Number, "P-2026-0001"))?;
    let subject = text(Column::Subject).and_then(|text| Uscc::parse(&code(text)).ok());
    let state = folded(text(Column::State).unwrap_or("paid"));
    let returned = match (PAID.contains(&&*state), RETURNED.contains(&&*state)) {
        (true, _) => false,
        (false, true) => true,
        (false, false) => return Err(bad(Column::State, "已付, 退回")),
    };
    Ok(Listed {
        line: row.line,
        number: number.into(),
        subject: subject.ok_or_else(|| bad(Column::Subject, "91110108551385082Q"))?,
        amount: text(Column::Amount).and_then(amount).ok_or_else(|| bad(Column::Amount, "420000.00"))?,
        day: text(Column::Day).and_then(day).ok_or_else(|| bad(Column::Day, "2026-09-25"))?,
        approval: text(Column::Approval).map(Arc::from),
        account: text(Column::Account).map(account),
        returned,
        reason: text(Column::Reason).map(str::to_owned),
    })
}

/// A code in capitals, without spaces.
fn code(text: &str) -> String {
    folded(text).to_uppercase()
}

/// `¥1,234.50`, `１２３４.5元`; neither a negative amount, nor one with three decimals, nor two numbers in one cell.
fn amount(text: &str) -> Option<Fen> {
    let written = sheet::amount(&Content::Text(text.into()), Scale::One).ok()??;
    Fen::parse_yuan(&written).ok().filter(|amount| amount.is_positive())
}

/// `2026-09-01`, `2026.9.1`, `2026/9/1`, `2026年9月1日`, `20260901`.
fn day(text: &str) -> Option<Day> {
    sheet::day(&Content::Text(text.into())).ok().flatten()
}

/// A digest as it is; of an account number its digest, which alone the ledger keeps.
fn account(text: &str) -> String {
    let text = folded(text);
    let is_digest = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_digest { text } else { Digest::of(text.replace('-', "").as_bytes()).to_string() }
}
