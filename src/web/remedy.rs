//! What to do about it, for somebody in a browser: he has neither a command line nor its flags. Where only whoever keeps the ledger can help,
//! that is who is named.

use crate::explain::Complaint;
use crate::value::{Bilingual, Lang};

/// Remedies that a page has where the command line has another.
const OWN: [(&[&str], &str, &str); 25] = [
    (
        &["columns-missing", "no-header"],
        "叫法不同的，在下面说明它是哪一列，再重新检查；没有的请补上后换文件再来，样表里有全部列。",
        "Say below what a heading means that is called otherwise, and check again; put in what is missing and bring the file again, the template has all columns.",
    ),
    (
        &["columns-unknown"],
        "在下面说明它是哪一列，确实不要的勾选不读，再重新检查；写错的也可改正后换文件再来。",
        "Say below what it means, or tick what is to be left out, and check again; or mend a misspelled heading and bring the file again.",
    ),
    (
        &["no-such-heading", "no-such-type-column", "heading-means-two"],
        "请在下面重新选择，再重新检查。",
        "Choose anew below, and check again.",
    ),
    (&["no-such-column"], "请在下面重新勾选，再重新检查。", "Tick anew below what is to be left out, and check again."),
    (
        &["rows-bad"],
        "请下载不合格的行，改正后再来；要先提交合格的，请勾选提交按钮上面的一项。",
        "Download the bad rows, mend them and bring them in; to submit the good ones before, tick the box above the button.",
    ),
    (
        &["rows-suspected"],
        "请逐条核对，在下面选照收还是略去，重新检查后再提交。",
        "Look at each of them, say below whether they are kept or left out, check again, and submit then.",
    ),
    (
        &["rows-recorded-since"],
        "请核对；先撤下这一批，再由提交人重新导入原表，选照收还是略去。",
        "Look at them; drop the batch, and have its table brought in again, saying whether they are kept or left out.",
    ),
    (
        &["table-too-large"],
        "请分成几个文件；或在账本所在的机器上用 qizhang import。",
        "Split it into several files, or use qizhang import on the machine of the ledger.",
    ),
    (
        &["batch-changed"],
        "请撤下，再由提交人重新导入原表。",
        "Drop it, and have its table brought in again by whoever submitted it.",
    ),
    (
        &["batch-outcome-unread"],
        "请管账本的人看 qizhang doctor：恢复这个文件之后，这一批才能办理。",
        "Ask whoever keeps the ledger to look at qizhang doctor: the batch goes on when the file is mended.",
    ),
    (
        &["batch-not-on-record"],
        "请管账本的人看 qizhang doctor：账本可能是较早的一份，查清之前不要重新导入。",
        "Ask whoever keeps the ledger to look at qizhang doctor: the ledger may be an earlier one. Bring nothing in again before that is known.",
    ),
    (&["no-such-batch", "batch-settled"], "全部批见“导入”页。", "The page “Import” has all batches."),
    (&["not-by-table"], "请用表单逐条录入。", "Record it by its form, one by one."),
    (
        &["clock-behind"],
        "请管账本的人校正这台机器的时钟；在此之前不能检查，也不能记入。",
        "Ask whoever keeps the ledger to set the clock of its machine right; until then nothing is checked or recorded.",
    ),
    (
        &["clock-ahead"],
        "请管账本的人看这台机器的时钟对不对；在此之前不能检查，也不能记入。",
        "Ask whoever keeps the ledger whether the clock of its machine is right; until then nothing is checked or recorded.",
    ),
    (
        &["guarded"],
        "请改正后重新检查；确须记入的，在“理由”一栏写明，与疑点一同记入。",
        "Mend it and have it checked again; if it must be recorded, say why under the reason, and it is recorded together with a finding.",
    ),
    (
        &["unknown-finding"],
        "现有疑点见“疑点”页；依据的事实变了，编号也会变。",
        "The page “Findings” has those there are; with its facts a finding changes its number.",
    ),
    (
        &["event-not-found"],
        "请写序号（如 48213）或事件编号；全部事件见“事件”页。",
        "Give a position, as 48213, or an event id; the page “Events” has all of them.",
    ),
    (&["no-such-event"], "请在“事件”页上查到编号再填。", "Look the id up on the page “Events”."),
    (
        &["no-such-policy", "no-such-reading"],
        "现有的见“政策”页和“口径”页。",
        "The pages of policies and readings have those there are.",
    ),
    (
        &["list-nothing-open"],
        "批准和已拨的见该企业的页。",
        "The page of the enterprise has what was approved and paid.",
    ),
    (
        &["no-such-user", "user-exists"],
        "请管账本的人核对用户名单。",
        "Ask whoever keeps the ledger to look at the list of users.",
    ),
    (
        &["bad-type-name"],
        "全部类型见“事件类型”页，如 hightech.certified。",
        "The page of event types has all of them, as hightech.certified.",
    ),
    (
        &["whatif-no-such-field", "whatif-nothing-alike"],
        "字段和事件见“事件类型”页和“事件”页。",
        "The pages of event types and of events have the fields and the events.",
    ),
    (
        &["whatif-no-such-status"],
        "请用状态的中文名称；一家企业的状态见它的页。",
        "Use the Chinese name of a status; the page of an enterprise has those it has.",
    ),
];

/// What says that a remedy is for the command line, and what says that somebody else is to follow it.
const TYPED: [&str; 2] = ["qizhang ", "--"];
const FOR_OTHERS: [&str; 4] = ["管账本的人", "账本所在的机器", "whoever keeps the ledger", "the machine of the ledger"];

/// A complaint with a remedy that can be followed on a page.
pub(super) fn on_page(complaint: &Complaint) -> Complaint {
    let own = OWN.iter().find(|(codes, ..)| codes.contains(&complaint.code));
    let remedy = match own {
        Some((_, zh, en)) => Bilingual::new(zh, en),
        None => for_the_keeper(&complaint.remedy),
    };
    Complaint { remedy, ..complaint.clone() }
}

/// A remedy that has to be typed is one for whoever keeps the ledger.
fn for_the_keeper(remedy: &Bilingual) -> Bilingual {
    let said = |lang: Lang, before: &str| {
        let text = remedy.get(lang);
        let is_typed =
            TYPED.iter().any(|typed| text.contains(typed)) && !FOR_OTHERS.iter().any(|own| text.contains(own));
        if is_typed { format!("{before}{text}") } else { text.to_owned() }
    };
    Bilingual::new(
        &said(Lang::Zh, "由管账本的人在命令行上办理："),
        &said(Lang::En, "At the command line, by whoever keeps the ledger: "),
    )
}

#[test]
fn a_remedy_on_a_page_can_be_followed_there() {
    let complaint = |code, zh: &str, en: &str| Complaint {
        code,
        what: Bilingual::new("", ""),
        why: Bilingual::new("", ""),
        remedy: Bilingual::new(zh, en),
        permanent: true,
    };
    let own = on_page(&complaint("rows-bad", "加 --bad 文件", "add --bad FILE")).remedy;
    assert!(!own.zh.contains("--") && !own.en.contains("--"), "{own:?}");
    let typed = on_page(&complaint("key-retired", "请运行 qizhang verify", "run qizhang verify")).remedy;
    assert!(typed.zh.contains("管账本的人") && typed.en.contains("whoever keeps the ledger"), "{typed:?}");
    let plain = on_page(&complaint("bad-day", "写成 2026-05-11", "Write it as 2026-05-11")).remedy;
    assert_eq!(plain, Bilingual::new("写成 2026-05-11", "Write it as 2026-05-11"));
}
