//! What is signed by the ledger's own key: after a change of keys, by an office that errs or lies, by another version.

use super::{Handed, ON, PAYMENT, Pack, SUBJECT, is_legible, row, told};
use serde_json::json;
use std::fs;

/// The first public key is enough after the key was changed: the notes of the changes are in it.
#[test]
fn the_first_key_is_enough_after_a_change() {
    let handed = Handed::out();
    handed.office.done(&["checkpoint", "--new-key"]);
    handed.office.done(&[&["export", "bundle", PAYMENT, "--out", "new.zip"], &ON[..]].concat());
    let bytes = fs::read(handed.office.path("new.zip")).unwrap();
    let said = handed.verify(&bytes, &[]);
    assert!(said.code == Some(0) && said.data.contains("换过 1 次"), "{}{}", said.data, said.talk);
    let mut without = Pack::read(&bytes);
    without.files.retain(|(name, _)| name != "key-changes.note");
    let said = handed.verify(&without.zip(), &[]);
    assert!(said.code == Some(4) && said.talk.contains("checkpoint-unsigned"), "{}{}", said.data, said.talk);
}

/// The office itself signs what does not follow: the events tell.
#[test]
fn what_an_office_signs_and_does_not_follow_is_told() {
    let handed = Handed::out();
    let of_key = |change| handed.signed_again(change);
    let value = "写的是“410000.00”，重新算得“310000.00”";
    let rows = [
        row(
            "a false amount",
            &["文件　11 个，摘要与所签的一致", value],
            of_key(|pack| {
                pack.edit("trace.v1.json", "310000.00", "410000.00");
            }),
        ),
        row(
            "a line taken out of the trace",
            &["trace.v1.json 的 parts[4]"],
            of_key(|pack| {
                let mut trace = pack.value("trace.v1.json");
                trace["parts"].as_array_mut().unwrap().remove(4);
                pack.put("trace.v1.json", &trace);
            }),
        ),
        row(
            "a paper that is not there",
            &["由事件还应有 report.en.html"],
            of_key(|pack| {
                pack.files.retain(|(name, _)| name != "report.en.html");
            }),
        ),
        row(
            "an earlier root that is none",
            &["与所签的账本根连不上"],
            of_key(|pack| {
                let mut proof = pack.value("proof.json");
                proof["roots"][0]["root"] = proof["nodes"][0].clone();
                pack.put("proof.json", &proof);
            }),
        ),
        row(
            "another payment",
            &["没有重新算出金额", "只有账本的一部分"],
            of_key(|pack| {
                pack.edit("proof.json", "\"payment\":\"P-2026-0001\"", "\"payment\":\"P-2026-0002\"");
            }),
        ),
        row(
            "an event under another id",
            &["事件 #1 的编号或类型与 proof.json 所写的不同"],
            of_key(|pack| {
                let mut proof = pack.value("proof.json");
                proof["events"][0]["id"] = json!("01970000-0000-7000-8000-0000000000ff");
                pack.put("proof.json", &proof);
                // The line is found by its place when nobody else has its id.
            }),
        ),
    ];
    told(&handed, &rows);
}

/// What is signed is read, and its numbers are not followed for longer than any tree is deep.
#[test]
fn a_way_longer_than_any_tree_leads_nowhere() {
    let handed = Handed::out();
    let mut long = handed.payment.clone();
    let mut proof = long.value("proof.json");
    proof["events"][0]["path"] = json!(vec![0; 2_000_000]);
    long.put("proof.json", &proof);
    long.sign(&handed.secret());
    let said = handed.verify(&long.zip(), &[]);
    assert!(said.code == Some(4) && said.data.contains("事件 #1 算不到所签的账本根"), "{}{}", said.data, said.talk);
}

/// The attestation says what each search found: a word of it that is not so convicts whoever signed it.
#[test]
fn a_selection_that_is_not_what_the_events_give_is_told() {
    let handed = Handed::out();
    let key = handed.secret();
    let facet = format!("选取“* enterprise:{SUBJECT}”与包里的事件不符，见事件 #");
    let mut less = handed.payment.clone();
    let mut proof = less.value("proof.json");
    let own = json!([format!("enterprise:{SUBJECT}")]);
    let all = proof["selection"].as_array_mut().unwrap();
    all.iter_mut().find(|one| one["tags"] == own).unwrap()["positions"].as_array_mut().unwrap().pop();
    less.put("proof.json", &proof);
    less.sign(&key);
    let said = handed.verify(&less.zip(), &[]);
    assert!(said.code == Some(4) && said.data.contains("选取　与声明书不符"), "{}{}", said.data, said.talk);
    assert!(said.data.contains(&facet) && said.data.contains("重算　没有进行"), "{}", said.data);
    // A search that the answer needs and that is not there: it is not answered with nothing.
    let mut without = handed.payment.clone();
    let mut proof = without.value("proof.json");
    proof["selection"].as_array_mut().unwrap().retain(|one| one["tags"] != own);
    without.put("proof.json", &proof);
    without.sign(&key);
    let said = handed.verify(&without.zip(), &[]);
    assert!(said.code == Some(4) && said.data.contains("没有重新计算"), "{}{}", said.data, said.talk);
    assert!(said.data.contains(&format!("不含全部 * enterprise:{SUBJECT} 事件")), "{}", said.data);
}

/// Whoever has the key may write anything into the bundle; on the screen of whoever checks it, it does nothing.
#[test]
fn what_a_bundle_says_cannot_write_an_answer_of_its_own() {
    let handed = Handed::out();
    let sent = "\u{1b}[2J\r别的结果\n  别的一行\u{202e}\u{2066}\u{200b}\u{feff}\u{9b}";
    let changes: [fn(&mut serde_json::Value, &str); 3] = [
        |proof, sent| proof["program"] = json!(sent),
        |proof, sent| proof["question"]["payment"] = json!(sent),
        |proof, sent| proof["ids"].as_array_mut().unwrap().push(json!({"id": sent, "position": null})),
    ];
    for change in changes {
        let mut pack = handed.payment.clone();
        let mut proof = pack.value("proof.json");
        change(&mut proof, sent);
        pack.put("proof.json", &proof);
        pack.sign(&handed.secret());
        for more in [&[][..], &["--lang", "en"], &["--plain"]] {
            let said = handed.verify(&pack.zip(), more);
            assert!(is_legible(&said.data) && is_legible(&said.talk), "{said:?}");
            let own = |line: &str| !line.trim_start().starts_with("别的");
            assert!(said.data.lines().all(own), "{said:?}");
        }
    }
    let mut note = handed.payment.clone();
    note.edit("attestation.note", "qizhang/", "qizhang/\u{202e}");
    let said = handed.verify(&note.zip(), &[]);
    assert!(said.code != Some(0) && is_legible(&said.talk), "{said:?}");
}

/// What another version wrote is compared as far as both say it, and is not called forged.
#[test]
fn what_another_version_says_more_or_less_is_no_forgery() {
    let handed = Handed::out();
    let key = handed.secret();
    let mut other = handed.payment.clone();
    other.edit("proof.json", concat!("\"program\": \"", env!("CARGO_PKG_VERSION"), "\""), "\"program\": \"0.0.9\"");
    let mut trace = other.value("trace.v1.json");
    let parts = trace["parts"].as_array_mut().unwrap();
    parts[0]["tone"] = json!("calm");
    parts[1]["zh"] = json!("别的写法");
    parts[2].as_object_mut().unwrap().remove("events");
    parts.remove(4);
    other.put("trace.v1.json", &trace);
    other.edit("report.html", "<title>", "<title>旧");
    other.sign(&key);
    let said = handed.verify(&other.zip(), &[]);
    assert_eq!(said.code, Some(0), "{}{}", said.data, said.talk);
    assert!(!said.data.contains("底稿包成立"), "{}", said.data);
    let told: serde_json::Value = serde_json::from_str(&handed.verify(&other.zip(), &["--json"]).data).unwrap();
    assert_eq!((&told["bundle"]["program"], &told["bundle"]["texts_compared"]), (&json!("0.0.9"), &json!(false)));
    let english = handed.verify(&other.zip(), &["--lang", "en"]).data;
    assert!(english.starts_with("only values were compared: signature, events and amounts hold"), "{english}");
    for words in [
        "只比较了值：签名、事件和金额成立，说明文字没有比较（由 0.0.9 版程序写出）：付款 P-2026-0001，付给",
        "由 0.0.9 版程序写出",
        "trace.v1.json 的 parts[0].tone 这个版本没有",
        "trace.v1.json 的 parts[2].events 是这个版本才有的",
        "trace.v1.json 的 parts[4] 是这个版本才有的",
        "report.html 的写法与这个版本不同",
    ] {
        assert!(said.data.contains(words), "{words} is not in\n{}", said.data);
    }
    // A value that both have and that differs is a difference whoever wrote it.
    let mut amount = other.clone();
    amount.edit("trace.v1.json", "310000.00", "410000.00");
    amount.sign(&key);
    let said = handed.verify(&amount.zip(), &[]);
    assert!(said.code == Some(4) && said.data.contains("重新算得“310000.00”"), "{}{}", said.data, said.talk);
    // What it does not say of an amount is not right either, whatever version it is said to be of.
    // A file that this version does not write is said to be there.
    let mut more = other.clone();
    more.files.push(("conclusion.html".to_owned(), b"x".to_vec()));
    more.sign(&key);
    let said = handed.verify(&more.zip(), &[]);
    assert!(
        said.code == Some(0) && said.data.contains("conclusion.html 这个版本不写，没有比较"),
        "{}{}",
        said.data,
        said.talk
    );
}

/// What a bundle does not say of an amount is not right, whatever version it is said to be of.
#[test]
fn an_amount_that_does_not_agree_is_no_matter_of_versions() {
    let handed = Handed::out();
    let own = concat!("\"program\": \"", env!("CARGO_PKG_VERSION"), "\"");
    let of_key = |change: fn(&mut Pack)| {
        let key = handed.secret();
        move |pack: &mut Pack| {
            pack.edit("proof.json", own, "\"program\": \"0.0.9\"");
            change(pack);
            pack.sign(&key);
        }
    };
    let rows = [
        row(
            "left out",
            &["底稿包不成立", "现在应享 重新算得 ¥310,000.00 ≠ 底稿 没有写"],
            of_key(|pack| {
                pack.edit("position.v1.json", "\"net\": \"310000.00\",", "");
            }),
        ),
        row(
            "another",
            &["底稿包不成立", "现在应享 重新算得 ¥310,000.00 ≠ 底稿 ¥420,000.00"],
            of_key(|pack| {
                pack.edit("position.v1.json", "\"net\": \"310000.00\"", "\"net\": \"420000.00\"");
            }),
        ),
        row(
            "no items",
            &["底稿包不成立", "多付 重新算得 ¥110,000.00 ≠ 底稿 没有写"],
            of_key(|pack| {
                pack.put("position.v1.json", &json!({"items": []}));
            }),
        ),
        row(
            "no file",
            &["底稿包不成立", "拨付时应享 重新算得 ¥420,000.00 ≠ 底稿 没有写"],
            of_key(|pack| {
                pack.files.retain(|(name, _)| name != "position-then.v1.json");
            }),
        ),
    ];
    told(&handed, &rows);
}

/// The list of files is closed, and each is as the program writes it: nobody slips a word in, whoever signs it.
#[test]
fn what_an_office_adds_to_a_bundle_is_told() {
    let handed = Handed::out();
    let of_key = |change| handed.signed_again(change);
    let rows = [
        row(
            "a paper of its own",
            &["文件　12 个", "conclusion.html 不属于底稿包"],
            of_key(|pack| {
                pack.files.insert(1, ("conclusion.html".to_owned(), b"x".to_vec()));
            }),
        ),
        row(
            "a policy of its own",
            &["policy/more.toml 不属于底稿包"],
            of_key(|pack| {
                pack.files.insert(1, ("policy/more.toml".to_owned(), b"x".to_vec()));
            }),
        ),
        row(
            "another README",
            &["README.txt 第 1 行：写的是“假包"],
            of_key(|pack| pack.edit("README.txt", "底稿包", "假包")),
        ),
        row(
            "no README",
            &["由事件还应有 README.txt"],
            of_key(|pack| {
                pack.files.retain(|(name, _)| name != "README.txt");
            }),
        ),
    ];
    told(&handed, &rows);
}

/// Of one version each byte is as it must be: whoever signs it slips no word in.
#[test]
fn what_an_office_writes_otherwise_is_told() {
    let handed = Handed::out();
    let of_key = |change| handed.signed_again(change);
    let rows = [
        row(
            "a field of its own",
            &["trace.v1.json 的 parts[0].tone：写的是“calm”，重新算得“”"],
            of_key(|pack| {
                let mut trace = pack.value("trace.v1.json");
                trace["parts"][0]["tone"] = json!("calm");
                pack.put("trace.v1.json", &trace);
            }),
        ),
        row(
            "a field taken away",
            &["position.v1.json 的 items[0].fact_year：写的是“”，重新算得“2025”"],
            of_key(|pack| {
                pack.edit("position.v1.json", "\"fact_year\": 2025,", "");
            }),
        ),
        row(
            "a field twice",
            &["底稿包不成立：1 处不符", "position.v1.json 的值相同，字节却不是由事件得出的"],
            of_key(|pack| {
                pack.edit(
                    "position.v1.json",
                    "\"net\": \"310000.00\"",
                    "\"net\": \"420000.00\", \"net\": \"310000.00\"",
                );
            }),
        ),
        row(
            "a word in the proofs",
            &["底稿包不成立：1 处不符", "proof.json 的值相同，字节却不是由事件得出的"],
            of_key(|pack| {
                pack.edit("proof.json", "{", "{\n  \"remark\": \"x\",");
            }),
        ),
        row(
            "no end of line",
            &["底稿包不成立：1 处不符", "events.jsonl 的值相同，字节却不是由事件得出的"],
            of_key(|pack| {
                pack.file("events.jsonl").pop();
            }),
        ),
        row(
            "another subject",
            &["proof.json 的 question.subject：写的是“91110114000000027L”，重新算得“91110108551385082Q”"],
            of_key(|pack| {
                pack.edit("proof.json", &format!("\"subject\":\"{SUBJECT}\""), "\"subject\":\"91110114000000027L\"");
            }),
        ),
    ];
    told(&handed, &rows);
}
