//! What a bundle answers where the answer is not an amount, or the question was put in a way that matters.

use super::{Handed, ON, PAYMENT, Pack, SUBJECT};
use serde_json::{Value, json};
use std::fs;

/// The bundle of a question, and its bytes.
fn exported(handed: &Handed, words: &[&str]) -> Vec<u8> {
    let _ = fs::remove_file(handed.office.path("asked.zip"));
    handed.office.done(&[&["export", "bundle", "--out", "asked.zip"], words].concat());
    fs::read(handed.office.path("asked.zip")).unwrap()
}

fn value(handed: &Handed, bytes: &[u8]) -> Value {
    serde_json::from_str(&handed.verify(bytes, &["--json"]).data).unwrap()
}

/// The expense behind the payment is retracted: what is due is not known, and that is not zero.
#[test]
fn what_cannot_be_computed_is_not_told_as_zero() {
    let handed = Handed::out();
    let retracted = json!({"type": "fact.retracted", "version": 1, "occurred_on": "2026-11-05",
        "data": {"event": "01970000-0000-7000-8000-00000000000b", "reason": "重报"}});
    let file = handed.office.write("retracted.jsonl", retracted.to_string());
    handed.office.done(&["append", &file, "--clock-is-right", "--override", "重报"]);
    for (name, then) in [(PAYMENT, true), (SUBJECT, false)] {
        let bytes = exported(&handed, &[&[name], &ON[..]].concat());
        let said = handed.verify(&bytes, &[]);
        assert_eq!(said.code, Some(0), "{}{}", said.data, said.talk);
        for figure in ["现在应享", "多付"] {
            let told = format!("{figure} 待定：现在不能计算，不等于零；底稿也写待定\n");
            assert!(said.data.contains(&told), "{told}{}", said.data);
        }
        assert!(
            said.data.contains("拨付时应享 重新算得 ¥420,000.00") == then && !said.data.contains("¥0.00"),
            "{}",
            said.data
        );
        let english = handed.verify(&bytes, &["--lang", "en"]).data;
        assert!(english.contains("due now: undetermined") && !english.contains("¥0.00"), "{english}");
        let told = value(&handed, &bytes);
        let amounts = told["bundle"]["amounts"].as_array().unwrap();
        let due = amounts.iter().find(|amount| amount["figure"] == "due").unwrap();
        assert_eq!((&due["packaged"], &due["computed"], &due["agrees"]), (&Value::Null, &Value::Null, &json!(true)));
        // The zero beside it, with an outcome that is known, is another answer.
        let mut zero = Pack::read(&bytes);
        zero.edit("position.v1.json", "\"outcome\": \"undetermined\"", "\"outcome\": \"due\"");
        zero.sign(&handed.secret());
        let said = handed.verify(&zero.zip(), &[]);
        assert!(said.code == Some(4) && said.data.contains("现在应享 重新算得 待定 ≠ 底稿 ¥0.00"), "{}", said.data);
    }
}

/// Before the expense is on record nothing was approved or paid, and still there is something to be told.
#[test]
fn an_item_of_which_nothing_is_known_has_a_line() {
    let handed = Handed::out();
    let bytes = exported(&handed, &[SUBJECT, "--on", "2026-03-30", "--known", "184"]);
    let said = handed.verify(&bytes, &[]);
    let line = "第五条/新认定 certificate:GR202511000123　现在应享 待定";
    assert!(said.code == Some(0) && said.data.contains(line) && !said.data.contains("多付"), "{}", said.data);
    // One event later it is known.
    let bytes = exported(&handed, &[SUBJECT, "--on", "2026-03-31", "--known", "185"]);
    let said = handed.verify(&bytes, &[]);
    assert!(said.code == Some(0) && said.data.contains("现在应享 重新算得 ¥420,000.00"), "{}", said.data);
}

/// A payment is asked about from the day it was made and the event that records it.
#[test]
fn a_payment_later_than_the_question_is_refused() {
    let handed = Handed::out();
    let rows: [(&[&str], &str, &str); 3] = [
        (&["--on", "2026-09-24"], "它于 2026-09-25 付出，所问的业务日是 2026-09-24", "请改用 --on 2026-09-25 或更晚"),
        (&["--on", "2026-09-25", "--known", "194"], "它记在 #195，所问的所知只到 #194", "请改用 --known 195 或更大"),
        (
            &["--on", "2026-09-24", "--known", "194"],
            "所知只到 #194",
            "请改用 --on 2026-09-25 或更晚，--known 195 或更大",
        ),
    ];
    for (words, why, remedy) in rows {
        for command in [&["why", PAYMENT][..], &["export", "bundle", PAYMENT, "--out", "early.zip"]] {
            let said = handed.office.run(&[command, words].concat());
            assert_eq!((said.code, said.data.as_str()), (Some(1), ""), "{command:?} {words:?}");
            for told in ["payment-later", why, remedy] {
                assert!(said.talk.contains(told), "{command:?} {told}: {}", said.talk);
            }
            assert!(!handed.office.path("early.zip").exists());
            let english = handed.office.run(&[command, words, &["--lang", "en"]].concat()).talk;
            assert!(english.contains("is later than what is asked about"), "{english}");
        }
    }
    let words = ["--on", "2026-09-25", "--known", "195"];
    assert!(!handed.office.done(&[&["why", PAYMENT], &words[..]].concat()).is_empty());
    assert_eq!(handed.verify(&exported(&handed, &[&[PAYMENT], &words[..]].concat()), &[]).code, Some(0));
}

/// A payment that was taken back is not unknown: it is said where it was recorded and what undid it.
#[test]
fn a_payment_that_was_taken_back_is_told_as_one() {
    let handed = Handed::out();
    let id = handed.office.done(&["event", "log", "--from", "195", "--limit", "1", "--json=id"]);
    let id = id.split('"').nth(3).unwrap();
    let line = serde_json::json!({"type": "fact.retracted", "occurred_on": "2026-11-01",
        "data": {"event": id, "reason": "重复录入"}});
    fs::write(handed.office.path("back.jsonl"), line.to_string()).unwrap();
    handed.office.done(&["append", "back.jsonl"]);
    for command in [&["why", PAYMENT][..], &["export", "bundle", PAYMENT, "--out", "undone.zip"]] {
        let said = handed.office.run(command);
        assert_eq!((said.code, said.data.as_str()), (Some(1), ""), "{command:?}");
        for told in ["payment-undone", "这个编号自 #195 起在册，#197 撤销了它或改了它的编号", "加 --known 196"]
        {
            assert!(said.talk.contains(told), "{command:?} {told}: {}", said.talk);
        }
    }
    for known in ["195", "196"] {
        assert!(!handed.office.done(&["why", PAYMENT, "--known", known]).is_empty());
    }
    // The retraction is taken back itself, and the payment is on record again.
    let id = handed.office.done(&["event", "log", "--from", "197", "--limit", "1", "--json=id"]);
    let id = id.split('"').nth(3).unwrap();
    let line = serde_json::json!({"type": "fact.retracted", "occurred_on": "2026-11-02",
        "data": {"event": id, "reason": "撤错了"}});
    fs::write(handed.office.path("again.jsonl"), line.to_string()).unwrap();
    handed.office.done(&["append", "again.jsonl"]);
    assert!(handed.office.done(&["why", PAYMENT]).contains("付款时"));
}

/// A payment gets a number late, loses it again and has it once more. Whatever is asked too early or too late, what is told to be asked
/// instead has an answer.
#[test]
fn a_number_is_asked_for_where_a_payment_had_it() {
    let handed = Handed::out();
    let read = |place: &str| {
        let told = handed.office.done(&["event", "log", "--from", place, "--limit", "1", "--json=id,data"]);
        serde_json::from_str::<Value>(&told).unwrap()
    };
    let append = |kind: &str, data: Value| {
        let line = json!({"type": kind, "occurred_on": "2026-11-01", "data": data});
        handed.office.write("more.jsonl", line.to_string());
        handed.office.done(&["append", "more.jsonl"]);
    };
    let made = read("195");
    let mut renumbered = made["data"].clone();
    renumbered["payment_no"] = json!("P-X");
    append("fact.corrected", json!({"event": made["id"], "data": renumbered, "reason": "编号录错"}));
    append("fact.retracted", json!({"event": made["id"], "reason": "没有付"}));
    append("fact.retracted", json!({"event": read("198")["id"], "reason": "付了"}));
    let rows: [(&str, &[&str], &str, [&str; 2]); 8] = [
        ("P-X", &["--known", "196"], "payment-later", ["请改用 --known 197。", "use --known 197."]),
        ("P-X", &["--known", "194"], "payment-later", ["请改用 --known 197。", "use --known 197."]),
        (
            "P-X",
            &["--known", "194", "--on", "2026-09-24"],
            "payment-later",
            ["请改用 --on 2026-09-25 或更晚，--known 197。", "use --on 2026-09-25 or later and --known 197."],
        ),
        ("P-X", &["--known", "198"], "payment-undone", ["请加 --known 197；", "add --known 197;"]),
        (PAYMENT, &["--known", "194"], "payment-later", ["请改用 --known 195。", "use --known 195."]),
        (PAYMENT, &["--known", "197"], "payment-undone", ["请加 --known 196；", "add --known 196;"]),
        (PAYMENT, &[], "payment-undone", ["请加 --known 196；", "add --known 196;"]),
        (
            PAYMENT,
            &["--known", "199", "--on", "2026-09-24"],
            "payment-undone",
            ["请加 --on 2026-09-25，--known 196；", "add --on 2026-09-25 and --known 196;"],
        ),
    ];
    for (number, words, code, remedies) in rows {
        for (lang, remedy) in ["zh", "en"].into_iter().zip(remedies) {
            let said = handed.office.run(&[&["why", number, "--lang", lang], words].concat());
            assert_eq!((said.code, said.data.as_str()), (Some(1), ""), "{number} {words:?}");
            assert!(
                said.talk.contains(code) && said.talk.contains(remedy),
                "{number} {words:?} {remedy}: {}",
                said.talk
            );
            let told: Vec<&str> = remedy.split(['，', '。', '；', ' ', '.', ';']).collect();
            let flags = told.windows(2).filter(|pair| pair[0].starts_with("--")).flatten().copied();
            let typed: Vec<&str> = ["why", number].into_iter().chain(flags).collect();
            assert!(typed.len() > 2 && !handed.office.done(&typed).is_empty(), "{typed:?}");
        }
    }
    for words in [&["--known", "197"][..], &["--known", "199"], &[]] {
        assert!(!handed.office.done(&[&["why", "P-X"], words].concat()).is_empty(), "{words:?}");
    }
}

/// The question stands in the bundle, and what is no file is not waited for.
#[test]
fn a_file_is_checked_as_it_is() {
    let handed = Handed::out();
    for flag in [["--on", "2026-12-31"], ["--known", "196"], ["--read", "R2.2=enterprises_only"]] {
        let said = handed.office.run(&[&["verify", "p.zip"], &flag[..]].concat());
        assert!(said.code == Some(2) && said.talk.contains(flag[0]), "{flag:?}: {}", said.talk);
    }
    fs::create_dir(handed.office.path("folder")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(handed.office.path("pipe")).status();
    assert!(made.unwrap().success());
    for (name, why) in [("folder", "却是目录"), ("pipe", "不是普通文件"), ("none", "没有这个文件")] {
        let said = handed.office.run(&["verify", name]);
        assert!(said.code == Some(1) && said.talk.contains(why), "{name}: {}", said.talk);
    }
}

/// What a bundle says of itself is no more than what it shows.
#[test]
fn the_readme_claims_what_can_be_shown() {
    let handed = Handed::out();
    let readme = handed.payment.clone().text("README.txt");
    for words in ["凭签出的账本所说", "on the word of the ledger that signed"] {
        assert!(readme.contains(words), "{words}\n{readme}");
    }
    for words in ["一条不少", "none left out", "账本里没有。", "does not have"] {
        assert!(!readme.contains(words), "{words}\n{readme}");
    }
    // Of another root of the same ledger it says so, in the words of each language.
    let mut other = handed.payment.clone();
    other.edit("proof.json", "\"size\": 196", "\"size\": 195");
    other.sign(&handed.secret());
    let said = handed.verify(&other.zip(), &[]).data;
    assert!(
        said.contains("proof.json 说的不是所签的账本根，而是账本 qizhang/") && said.contains("到 #195 的"),
        "{said}"
    );
    let mut no_json = handed.payment.clone();
    no_json.edit("proof.json", "{", "[");
    no_json.sign(&handed.secret());
    let said = handed.verify(&no_json.zip(), &[]).data;
    assert!(said.contains("proof.json 读不出：第 ") && said.contains("列不是应有的 JSON"), "{said}");
    assert!(!said.contains("expected"), "{said}");
}

/// Of a payment everything is told, also that it is nothing: what it was, whether it came back, what is due and what stayed.
#[test]
fn the_figures_of_a_payment_are_all_told() {
    let handed = Handed::out();
    let before = handed.verify(&exported(&handed, &[&[PAYMENT, "--known", "195"], &ON[..]].concat()), &[]).data;
    let line = "  第五条/新认定 certificate:GR202511000123　";
    for told in [
        "  本笔付款　2026-09-25 拨付 ¥420,000.00\n".to_owned(),
        format!("{line}本项已拨（减去退回和追回） 重新算得 ¥420,000.00 = 底稿 ¥420,000.00\n"),
        format!("{line}多付 重新算得 ¥0.00 = 底稿 ¥0.00\n"),
    ] {
        assert!(before.contains(&told), "{told}{before}");
    }
    let bounced = json!({"type": "payment.bounced", "version": 1, "occurred_on": "2026-09-28",
        "data": {"uscc": SUBJECT, "payment_no": PAYMENT, "reason": "账号有误"}});
    let file = handed.office.write("bounced.jsonl", bounced.to_string());
    handed.office.done(&["append", &file, "--clock-is-right", "--override", "补记"]);
    for (on, back) in [("2026-09-27", false), ("2026-09-28", true)] {
        let bytes = exported(&handed, &[PAYMENT, "--on", on]);
        let said = handed.verify(&bytes, &[]).data;
        let told = if back { "¥420,000.00，2026-09-28 已退回\n" } else { "¥420,000.00\n" };
        let kept = if back { "¥0.00" } else { "¥420,000.00" };
        for words in [
            format!("  本笔付款　2026-09-25 拨付 {told}"),
            format!("（减去退回和追回） 重新算得 {kept} = 底稿 {kept}\n"),
        ] {
            assert!(said.contains(&words), "{words}{said}");
        }
        let value = value(&handed, &bytes);
        let paid = json!({"day": "2026-09-25", "amount": "420000.00", "bounced_on": back.then_some("2026-09-28")});
        let name = json!("北京示例科技有限公司");
        assert_eq!((&value["bundle"]["paid"], &value["bundle"]["name"]), (&paid, &name));
    }
    let subject = handed.verify(&handed.subject.zip(), &[]).data;
    let outcome = "底稿包成立：主体 北京示例科技有限公司 91110108551385082Q　业务日";
    assert!(subject.starts_with(outcome) && !subject.contains("本笔付款"), "{subject}");
    let english = handed.verify(&handed.payment.zip(), &["--lang", "en"]).data;
    let outcome = "the bundle holds: payment P-2026-0001 to 北京示例科技有限公司 91110108551385082Q";
    assert!(
        english.starts_with(outcome) && english.contains("  this payment  ¥420,000.00 on 2026-09-25\n"),
        "{english}"
    );
}

/// Under another reading the amounts are others: whoever reads one line of it knows.
#[test]
fn a_reading_that_was_chosen_is_said_first() {
    let handed = Handed::out();
    let words = ["export", "bundle", SUBJECT, "--on", "2026-12-31", "--read", "R2.2=enterprises_only", "--out"];
    let said = handed.office.run(&[&words[..], &["r.zip"]].concat());
    assert!(said.talk.starts_with("按试算口径 R2.2=enterprises_only，不是正式口径。底稿包写入 r.zip"), "{}", said.talk);
    let english = handed.office.run(&[&words[..], &["e.zip", "--lang", "en"]].concat()).talk;
    let first = "computed under a reading somebody chose (R2.2=enterprises_only), not the one in force";
    assert!(english.starts_with(&format!("{first}; the bundle is in e.zip")), "{english}");
    let mut pack = Pack::read(&fs::read(handed.office.path("r.zip")).unwrap());
    let said = handed.verify(&pack.zip(), &[]);
    let outcome = "按试算口径 R2.2=enterprises_only，不是正式口径。底稿包成立：";
    assert!(said.code == Some(0) && said.data.starts_with(outcome), "{}", said.data);
    let english = handed.verify(&pack.zip(), &["--lang", "en"]).data;
    assert!(english.starts_with(&format!("{first}; the bundle holds: ")), "{english}");
    let readings = json!([{"reading": "R2.2", "option": "enterprises_only"}]);
    assert_eq!(value(&handed, &pack.zip())["bundle"]["readings"], readings);
    let readme = pack.text("README.txt");
    assert!(
        readme.contains("\n按试算口径 R2.2=enterprises_only，不是正式口径。\n")
            && readme.contains(&format!("\n{first}\n")),
        "{readme}"
    );
    pack.edit("report.html", "<title>", "<title>x");
    assert!(
        handed
            .verify(&pack.zip(), &[])
            .data
            .starts_with("按试算口径 R2.2=enterprises_only，不是正式口径。底稿包不成立")
    );
    // Where none was chosen nothing is said of one.
    let mut plain = handed.payment.clone();
    assert!(
        handed.verify(&plain.zip(), &[]).data.starts_with("底稿包成立") && !plain.text("README.txt").contains("口径")
    );
    assert_eq!(value(&handed, &plain.zip())["bundle"]["readings"], json!([]));
}

/// The correction is the last event: an answer that leaves it out says that there was more.
#[test]
fn what_came_later_than_the_question_is_seen_to_be_there() {
    let handed = Handed::out();
    let bytes = exported(&handed, &[&[PAYMENT, "--known", "195"], &ON[..]].concat());
    let said = handed.verify(&bytes, &[]);
    let first = "底稿包成立：付款 P-2026-0001，付给 北京示例科技有限公司 91110108551385082Q　业务日 2026-12-31，所知到 #195；签出时账本已到 #196\n";
    assert!(said.code == Some(0) && said.data.starts_with(first), "{}{}", said.data, said.talk);
    assert!(said.data.contains("现在应享 重新算得 ¥420,000.00") && !said.data.contains("¥110,000"), "{}", said.data);
    let english = handed.verify(&bytes, &["--lang", "en"]).data;
    let first = english.lines().next().unwrap_or_default();
    assert!(first.ends_with("known up to #195; the ledger had come to #196 when it was signed"), "{english}");
    let told = value(&handed, &bytes);
    assert_eq!((&told["size"], &told["bundle"]["known"]), (&json!(196), &json!(195)));
    let mut pack = Pack::read(&bytes);
    assert!(pack.text("README.txt").contains("所知到 #195；签出时账本已到 #196\n"), "{}", pack.text("README.txt"));
    // What is known lies within what is signed.
    pack.edit("proof.json", "\"known\":195", "\"known\":197");
    pack.sign(&handed.secret());
    let said = handed.verify(&pack.zip(), &[]);
    assert!(said.code == Some(4) && said.data.contains("问题的所知到 #197，所签的账本只到 #196"), "{}", said.data);
    // All that there is: nothing more is said.
    let all = exported(&handed, &[&[PAYMENT, "--known", "196"], &ON[..]].concat());
    assert!(!handed.verify(&all, &[]).data.contains("签出时"));
    assert!(all == fs::read(handed.office.path("p.zip")).unwrap());
}
