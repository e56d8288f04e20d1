//! The treasury's list: what is matched, and what comes back with which reason.

use super::{LISTED, Office, everything, look};
use crate::ledger::{codes, try_append};
use crate::story::{ENTERPRISE, day};
use qizhang::ledger::{
    AppendOptions, Appending, KnownAt, Ledger, PaymentList, Question, Rejected, Scope, World, rows_of,
};
use qizhang::value::{Digest, Fen};
use serde_json::{Value, json};

const HEADS: &str = "付款编号,统一社会信用代码,金额,付款日期,批准文号,状态,原因\n";

/// Approved and not paid: 10,000 by A1 for the list, and by A2 50,000 for each of two products.
fn approved() -> Office {
    let certified = json!({"cert_no": "GR0", "issued_on": "2024-11-20", "track": "ordinary"});
    let product = |key: &str| json!({"product_key": key, "cert_no": key});
    let line = |key: &str| json!({"grant": "第十三条/新产品", "matter": format!("product:{key}"), "amount": "50000"});
    Office::new()
        .fact("2024-11-20", "hightech.certified", certified)
        .fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"}))
        .fact("2026-05-04", "new_product.recognized", product("XCP1"))
        .fact("2026-05-05", "new_product.recognized", product("XCP2"))
        .applied()
        .approved("2027-08-20", "A1", (LISTED, "cultivation_list:L1"), "10000")
        .fact(
            "2027-08-20",
            "grant.approved",
            json!({"approval_no": "A2", "application_no": "SB1", "lines": [line("XCP1"), line("XCP2")]}),
        )
}

fn world(ledger: &Ledger) -> World {
    let horizon = ledger.horizon(Some(day("2027-12-31")), KnownAt::Head).unwrap_or_else(|error| panic!("{error:?}"));
    let question = Question { horizon, scope: Scope::All, reads: Vec::new() };
    ledger.world(&question).unwrap_or_else(|error| panic!("{error:?}"))
}

fn listed(ledger: &Ledger, csv: &str) -> PaymentList {
    let rows = rows_of(csv.as_bytes()).unwrap_or_else(|fault| panic!("{fault:?}"));
    PaymentList::of(&world(ledger), &rows).unwrap_or_else(|error| panic!("{error:?}"))
}

fn code(rejected: &Rejected) -> &'static str {
    rejected.fault.complaint().code
}

/// What a draft says: type, approval, matter.
type Drafted = (String, String, String);

/// A case: what it is, the rows, what is drafted, and the codes of what comes back.
type Row = (&'static str, String, Vec<Drafted>, Vec<&'static str>);

fn drafted(list: &PaymentList) -> Vec<Drafted> {
    let text = |data: &Value, field: &str| data[field].as_str().unwrap_or_default().to_owned();
    let told = |(_, draft): &(u64, qizhang::event::Draft)| {
        (draft.kind.to_string(), text(&draft.data, "approval_no"), text(&draft.data, "matter"))
    };
    list.drafts.iter().map(told).collect()
}

fn made(approval: &str, matter: &str) -> Drafted {
    ("payment.made".to_owned(), approval.to_owned(), matter.to_owned())
}

fn bounced() -> Drafted {
    ("payment.bounced".to_owned(), String::new(), String::new())
}

#[test]
fn each_row_is_matched_or_comes_back() {
    let list = "cultivation_list:L1";
    let e = ENTERPRISE;
    let rows: Vec<Row> = vec![
        ("by number", format!("P1,{e},10000,2027-09-25,A1,已付,"), vec![made("A1", list)], vec![]),
        ("by the amount alone", format!("P1,{e},10000,2027-09-25,,,"), vec![made("A1", list)], vec![]),
        ("a whole approval", format!("P1,{e},100000,2027-09-25,A2,已付,"), vec![made("A2", "")], vec![]),
        ("two lines have it", format!("P1,{e},50000,2027-09-25,A2,已付,"), vec![], vec!["list-ambiguous"]),
        ("another amount", format!("P1,{e},9999.99,2027-09-25,A1,已付,"), vec![], vec!["list-amount"]),
        ("another approval", format!("P1,{e},10000,2027-09-25,A9,已付,"), vec![], vec!["list-nothing-open"]),
        (
            "another subject",
            format!("P1,{},10000,2027-09-25,A1,已付,", crate::story::nth_code(5)),
            vec![],
            vec!["list-nothing-open"],
        ),
        (
            "the number twice",
            format!("P1,{e},10000,2027-09-25,A1,已付,\nP1,{e},100000,2027-09-25,A2,已付,"),
            vec![made("A1", list)],
            vec!["list-twice"],
        ),
        (
            "one line twice",
            format!("P1,{e},10000,2027-09-25,A1,已付,\nP2,{e},10000,2027-09-25,A1,已付,"),
            vec![made("A1", list)],
            vec!["list-nothing-open"],
        ),
        (
            "tried, returned, and paid again",
            format!("P1,{e},10000,2027-09-25,A1,退回,账号有误\nP2,{e},10000,2027-09-28,A1,已付,"),
            vec![made("A1", list), bounced(), made("A1", list)],
            vec![],
        ),
        (
            "paid, and returned by the next row",
            format!("P1,{e},10000,2027-09-25,A1,已付,\nP1,{e},10000,2027-09-28,A1,退回,账号有误"),
            vec![made("A1", list), bounced()],
            vec![],
        ),
        ("no number", format!(",{e},10000,2027-09-25,A1,已付,"), vec![], vec!["list-cell"]),
        ("a wrong code", "P1,91110108551385028Q,10000,2027-09-25,A1,已付,".to_owned(), vec![], vec!["list-cell"]),
        ("a negative amount", format!("P1,{e},-10000,2027-09-25,A1,已付,"), vec![], vec!["list-cell"]),
        ("no day", format!("P1,{e},10000,2027-02-30,A1,已付,"), vec![], vec!["list-cell"]),
        ("another state", format!("P1,{e},10000,2027-09-25,A1,在途,"), vec![], vec!["list-cell"]),
    ];
    let ledger = approved().ledger();
    for (row, text, drafts, back) in rows {
        let list = listed(&ledger, &format!("{HEADS}{text}\n"));
        assert_eq!(drafted(&list), drafts, "{row}");
        assert_eq!(list.back.iter().map(code).collect::<Vec<_>>(), back, "{row}");
    }
}

#[test]
fn what_is_on_record_is_known_again() {
    let ledger = approved().paid("2027-09-25", "P1", "A1", "10000").ledger();
    let e = ENTERPRISE;
    let same = listed(&ledger, &format!("{HEADS}P1,{e},10000,2027-09-25,A1,已付,\n"));
    assert_eq!((same.known.len(), same.drafts.len(), same.back.len()), (1, 0, 0));
    let other = listed(&ledger, &format!("{HEADS}P1,{e},100000,2027-09-25,A2,已付,\n"));
    assert_eq!(other.back.iter().map(code).collect::<Vec<_>>(), ["list-recorded"]);
    let back = listed(
        &ledger,
        &format!("{HEADS}P1,{e},10000,2027-09-28,A1,退回,账号有误\nP2,{e},10000,2027-09-30,A1,已付,\n"),
    );
    assert_eq!(drafted(&back), [bounced(), made("A1", "")], "returned, and paid again under another number");
}

#[test]
fn columns_are_known_by_their_heads_however_they_are_written() {
    let e = ENTERPRISE;
    let tables = [
        format!(
            "\u{feff}2027年拨付名单,,,\n付款编号,统一社会信用代码,金额（元）,付款日期\nP1,{e},\"10,000.00\",2027/9/25\n合计,,\"10,000.00\",\n"
        ),
        format!("paid_on\tUSCC\tAmount\tVoucher no\n2027.9.25\t{e}\t¥10000\tP1\n"),
        format!("付款凭证号;统一社会信用代码;拨付金额;付款日期\nP1; {e} ;１００００元;2027年9月25日\n"),
        format!("payment no,uscc,amount,date,account\nP1,{e},10000.0,20270925,6222 0200-1234\n"),
    ];
    let ledger = approved().ledger();
    for text in tables {
        let list = listed(&ledger, &text);
        let [(_, draft)] = &list.drafts[..] else { panic!("{text}: {list:?}") };
        assert_eq!(draft.occurred_on, Some(day("2027-09-25")), "{text}");
        assert_eq!((&draft.data["payment_no"], &draft.data["amount"]), (&json!("P1"), &json!("10000.00")), "{text}");
        if text.contains("account") {
            assert_eq!(draft.data["account"], json!(Digest::of(b"622202001234").to_string()));
        }
    }
    let missing = |text: &str| {
        let rows = rows_of(text.as_bytes()).unwrap_or_default();
        PaymentList::of(&world(&ledger), &rows).err().map(|error| error.complaint())
    };
    let told = missing("付款编号,金额\nP1,10000\n");
    assert!(told.is_some_and(|told| told.code == "list-no-columns" && told.what.zh.contains("统一社会信用代码")));
    for heads in ["支付结果", "是否成功", "退票原因", "实付金额", "状态,状态"] {
        let told = missing(&format!("付款编号,统一社会信用代码,金额,付款日期,{heads}\n"));
        assert!(told.as_ref().is_some_and(|told| told.code == "list-unclear-columns"), "{heads}: {told:?}");
    }
    assert!(
        missing("付款编号,统一社会信用代码,金额,付款日期,序号,开户行\n").is_none(),
        "what says nothing about it is left"
    );
    let told = missing("付款编号,统一社会信用代码,金额（万元）,付款日期\n");
    assert!(told.is_some_and(|told| told.what.zh.contains("缺少列：金额")), "ten thousand yuan are not yuan");
}

/// As a bank's program writes it: text in GB18030, or a workbook in which amounts and days are numbers.
#[test]
fn a_list_may_be_a_workbook_or_in_another_encoding() {
    let ledger = approved().ledger();
    let of = |bytes: &[u8]| {
        let rows = rows_of(bytes).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
        PaymentList::of(&world(&ledger), &rows).unwrap_or_else(|error| panic!("{error:?}"))
    };
    // 2027-09-25 is day 46655 of the calendar that begins in 1900.
    let book = |code: &str| {
        let text = |place: &str, text: &str| format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#);
        let heads = ["付款编号", "统一社会信用代码", "金额", "付款日期"];
        let heads: String = ["A1", "B1", "C1", "D1"].iter().zip(heads).map(|(at, head)| text(at, head)).collect();
        let day = r#"<c r="D2" s="1"><v>46655</v></c>"#;
        let row = format!(r#"{}{code}<c r="C2"><v>10000</v></c>{day}"#, text("A2", "P1"));
        crate::sheet::workbook(&format!(r#"<sheetData><row r="1">{heads}</row><row r="2">{row}</row></sheetData>"#))
    };
    let as_text = book(&format!(r#"<c r="B2" t="inlineStr"><is><t>{ENTERPRISE}</t></is></c>"#));
    for bytes in [crate::sheet::file("treasury.csv"), as_text] {
        let list = of(&bytes);
        let [(2, draft)] = &list.drafts[..] else { panic!("{list:?}") };
        assert_eq!(draft.occurred_on, Some(day("2027-09-25")));
        assert_eq!((&draft.data["payment_no"], &draft.data["amount"]), (&json!("P1"), &json!("10000.00")));
    }
    let lost = of(&book(r#"<c r="B2"><v>9.11101085513851E+17</v></c>"#));
    assert_eq!(lost.back.iter().map(|one| (one.line, code(one))).collect::<Vec<_>>(), [(2, "list-cell")]);
    let broken = rows_of(b"\x50\x4b\x03\x04 no workbook").err().map(|error| error.complaint().code);
    assert_eq!(broken, Some("workbook-broken"));
}

#[test]
fn the_total_of_the_list_must_agree() {
    let ledger = approved().ledger();
    let e = ENTERPRISE;
    let with = |total: &str| {
        listed(
            &ledger,
            &format!(
                "{HEADS}P1,{e},10000,2027-09-25,A1,已付,\nP2,{e},100000,2027-09-25,A2,已付,\n合 计,,{total},,,,\n"
            ),
        )
    };
    let agrees = with("\"110,000.00\"");
    assert_eq!((agrees.rows, agrees.paid), ((2, Fen::yuan(110_000)), (2, Fen::yuan(110_000))));
    assert_eq!((agrees.stated, agrees.back.len()), (Some(Fen::yuan(110_000)), 0));
    assert_eq!(with("110000.01").back.iter().map(|one| (one.line, code(one))).collect::<Vec<_>>(), [(4, "list-total")]);
}

fn appending<'l>(ledger: &'l Ledger, list: &PaymentList, atomic: bool) -> Appending<'l> {
    let options = AppendOptions { by: "丁".into(), clock_is_right: true, atomic, ..AppendOptions::default() };
    let mut appending = Appending::new(ledger, options);
    for (line, draft) in &list.drafts {
        appending.draft(*line, draft.clone());
    }
    appending.refuse(list.back.clone());
    appending
}

#[test]
fn matched_rows_go_through_the_guards_all_or_nothing() {
    let e = ENTERPRISE;
    // The first row is before its approval, the second in order, the third matched with nothing.
    let text = format!(
        "{HEADS}P1,{e},10000,2027-08-19,A1,已付,\nP2,{e},100000,2027-09-25,A2,已付,\nP3,{e},1,2027-09-25,,已付,\n"
    );
    let ledger = approved().ledger();
    let head = ledger.head();
    let list = listed(&ledger, &text);
    let (receipt, rejected) = appending(&ledger, &list, true).finish().unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!((receipt.recorded, codes(&rejected)), (0, vec![(2, "guarded"), (4, "list-nothing-open")]));
    assert_eq!(ledger.head(), head);
    let (receipt, rejected) = appending(&ledger, &list, false).finish().unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!((receipt.recorded, codes(&rejected)), (1, vec![(2, "guarded"), (4, "list-nothing-open")]));
    assert!(everything(&look(&ledger, "2027-10-31")).is_empty());
    assert_eq!(try_append(&ledger, AppendOptions::default(), &[]).map(|(receipt, _)| receipt.recorded).ok(), Some(0));
}
