//! What is wrong with a table, with remedies that a browser has: no flag and no command.

use crate::explain::Complaint;
use crate::ledger::{ImportFault, LedgerError};
use crate::value::Bilingual;
use crate::web::form::Html;

/// The complaint about a table or a batch, as it is told on a page.
pub(super) fn in_browser(fault: &ImportFault) -> Complaint {
    let complaint = LedgerError::Import(fault.clone()).complaint();
    let (zh, en) = match complaint.code {
        "columns-missing" | "no-header" => (
            "请补上列名后换文件再来；样表里有全部列。",
            "Put the headings in and bring the file again; the template has all of them.",
        ),
        "columns-unknown" => (
            "列名写错的请改正后换文件再来；确实不要的，在下面勾选后重新检查。",
            "Mend a misspelled heading and bring the file again; tick below what is to be left out, and check again.",
        ),
        "no-such-column" => ("请在下面重新勾选。", "Tick it anew below."),
        "rows-bad" => (
            "请下载不合格的行，改正后再来；要先提交合格的，请勾选提交按钮上面的一项。",
            "Download the bad rows, mend them and bring them in; to submit the good ones before, tick the box above the button.",
        ),
        "rows-suspected" => (
            "请逐条核对，在下面选照收还是略去，重新检查后再提交。",
            "Look at each of them, say below whether they are kept or left out, check again, and submit then.",
        ),
        "rows-recorded-since" => (
            "请核对；先撤下这一批，再由提交人重新导入原表，选照收还是略去。",
            "Look at them; drop the batch, and have its table brought in again, saying whether they are kept or left out.",
        ),
        "table-empty" | "no-such-sheet" => {
            ("内容在别的工作表的，在下面选那一张。", "Choose another sheet below where the rows stand in that.")
        }
        "table-too-large" => (
            "请分成几个文件；或在账本所在的机器上用 qizhang import。",
            "Split it into several files, or use qizhang import on the machine of the ledger.",
        ),
        "batch-changed" => (
            "请撤下，再由提交人重新导入原表。",
            "Drop it, and have its table brought in again by whoever submitted it.",
        ),
        "no-such-batch" | "batch-settled" => ("全部批见“导入”页。", "The page “Import” has all batches."),
        _ => return complaint,
    };
    Complaint { remedy: Bilingual::new(zh, en), ..complaint }
}

/// A complaint in a box: what, why, what to do, and its code.
pub(super) fn boxed(html: &mut Html, complaint: &Complaint) {
    let lang = html.lang();
    html.raw("<div class=\"wrong\" role=\"alert\">\n<p><strong>")
        .words(complaint.what.get(lang))
        .raw("</strong></p>\n");
    for words in [&complaint.why, &complaint.remedy] {
        if !words.get(lang).is_empty() {
            html.raw("<p>").words(words.get(lang)).raw("</p>\n");
        }
    }
    html.raw("<p class=\"hint\">").words(complaint.code).raw("</p>\n</div>\n");
}
