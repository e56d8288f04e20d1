//! The columns of a list of payments, by the heads people give them.

use crate::ledger::treasury::{ListFault, TextRow};
use crate::sheet::{self, Place, Scale};
use std::collections::BTreeMap;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Number,
    Subject,
    Amount,
    Day,
    Approval,
    Account,
    Voucher,
    State,
    Reason,
}

/// What each may be called, its own name first.
const NAMES: [(Column, &[&str]); 9] = [
    (Column::Number, &["付款编号", "拨付编号", "支付编号", "paymentno", "paymentnumber", "payment"]),
    (Column::Subject, &["统一社会信用代码", "信用代码", "社会信用代码", "uscc", "code", "creditcode"]),
    (Column::Amount, &["金额", "付款金额", "拨付金额", "支付金额", "实付金额", "amount", "amountpaid"]),
    (Column::Day, &["付款日期", "拨付日期", "支付日期", "日期", "paidon", "date", "dateofpayment", "paymentdate"]),
    (Column::Approval, &["批准文号", "批准编号", "审批文号", "approvalno", "approvalnumber", "approval"]),
    (Column::Account, &["账号", "账号摘要", "收款账号", "收款账号摘要", "银行账号", "account", "accountno"]),
    (Column::Voucher, &["付款凭证号", "凭证号", "支付凭证号", "voucher", "voucherno"]),
    (Column::State, &["状态", "付款状态", "支付状态", "state", "status"]),
    (Column::Reason, &["原因", "退回原因", "备注", "reason"]),
];

/// The units an amount may state, and none.
const UNITS: [&str; 6] = ["", "元", "人民币", "人民币元", "yuan", "cny"];

impl Column {
    /// What people call it, in both languages.
    pub(super) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Column::Number => ("付款编号", "payment no"),
            Column::Subject => ("统一社会信用代码", "uscc"),
            Column::Amount => ("金额", "amount"),
            Column::Day => ("付款日期", "paid on"),
            Column::Approval => ("批准文号", "approval no"),
            Column::Account => ("账号", "account"),
            Column::Voucher => ("付款凭证号", "voucher no"),
            Column::State => ("状态", "state"),
            Column::Reason => ("原因", "reason"),
        }
    }

    fn named(head: &str) -> Option<Self> {
        let head = folded(head);
        let (name, unit) = head.split_once('(').unwrap_or((&head, ""));
        let (column, _) = NAMES.iter().find(|(_, names)| names.contains(&name))?;
        // What stands in brackets is no part of the name; but ten thousand yuan are not taken for one.
        let plain = *column != Column::Amount || UNITS.contains(&unit.trim_end_matches(')'));
        plain.then_some(*column)
    }
}

/// Where each column stands.
pub(super) struct Heads(BTreeMap<Column, usize>);

impl Heads {
    /// The heads among some rows, and the rows below them. What stands above is a title.
    pub(super) fn find(rows: &[TextRow]) -> Result<(Self, &[TextRow]), ListFault> {
        let heads = |row: &TextRow| {
            let mut found = BTreeMap::new();
            for (index, cell) in row.cells.iter().enumerate() {
                if let Some(column) = Column::named(cell) {
                    found.entry(column).or_insert(index);
                }
            }
            found
        };
        // The row with the most heads, the first of several.
        let all = rows.iter().take(20).enumerate().map(|(at, row)| (at, heads(row)));
        let most = |best: (usize, BTreeMap<Column, usize>), next: (usize, BTreeMap<Column, usize>)| {
            if next.1.len() > best.1.len() { next } else { best }
        };
        let (at, found) = all.fold((0, BTreeMap::new()), most);
        let numbered = found.contains_key(&Column::Number) || found.contains_key(&Column::Voucher);
        let needed =
            [Column::Subject, Column::Amount, Column::Day].into_iter().filter(|column| !found.contains_key(column));
        let unclear = rows.get(at).map(|row| unclear(row, &found)).unwrap_or_default();
        let missing: Vec<String> = needed
            .chain((!numbered).then_some(Column::Number))
            .map(|column| format!("{} · {}", column.words().0, column.words().1))
            .collect();
        if missing.is_empty() && !unclear.is_empty() {
            Err(ListFault::Unclear { columns: unclear })
        } else if missing.is_empty() {
            other_unit(rows.get(..=at).unwrap_or_default())?;
            Ok((Self(found), rows.get(at.saturating_add(1)..).unwrap_or_default()))
        } else {
            Err(ListFault::NoColumns { missing })
        }
    }

    /// What a row has in a column; nothing where it is blank.
    pub(super) fn cell<'r>(&self, row: &'r TextRow, column: Column) -> Option<&'r str> {
        let cell = row.cells.get(*self.0.get(&column)?)?;
        Some(cell.as_str()).filter(|cell| !cell.is_empty())
    }
}

/// Refuses a unit of money that is stated in or above the heads and is not yuan. It is not reckoned with: rows that come back would lose it.
fn other_unit(rows: &[TextRow]) -> Result<(), ListFault> {
    for row in rows {
        for (column, cell) in (0..).zip(&row.cells) {
            if sheet::stated_unit(cell).is_some_and(|scale| scale != Some(Scale::One)) {
                let place = Place { row: u32::try_from(row.line).unwrap_or(u32::MAX), column }.to_string();
                return Err(ListFault::Unit { place, said: cell.clone() });
            }
        }
    }
    Ok(())
}

/// Heads that may say what became of a payment, or how much of it, and are not understood: what stands below them cannot be passed over.
fn unclear(row: &TextRow, found: &BTreeMap<Column, usize>) -> Vec<String> {
    const TELLING: [&str; 14] = [
        "状态", "结果", "是否", "成功", "失败", "退", "冲销", "金额", "实付", "status", "state", "result", "amount",
        "return",
    ];
    let own = row.cells.iter().enumerate().filter(|(index, _)| !found.values().any(|at| at == index));
    let telling = own.filter(|(_, head)| {
        let head = folded(head);
        TELLING.iter().any(|word| head.contains(word))
    });
    telling.map(|(_, head)| head.clone()).collect()
}

/// A text as it is compared: letters of one width, without blanks and marks between words, small.
pub(super) fn folded(text: &str) -> String {
    sheet::folded(text).replace('_', "").to_lowercase()
}
