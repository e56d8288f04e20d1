//! What is wrong with a table, with remedies that a browser has: no flag and no command.

use crate::explain::Complaint;
use crate::ledger::{ImportFault, LedgerError};
use crate::value::Bilingual;
use crate::web::form::Html;
use crate::web::remedy::on_page;

/// The complaint about a table or a batch, as it is told on a page.
pub(super) fn in_browser(fault: &ImportFault) -> Complaint {
    let complaint = on_page(&LedgerError::Import(fault.clone()).complaint());
    let (zh, en) = match (complaint.code, fault.sheets().is_empty()) {
        ("no-such-sheet", true) => ("这个文件不分工作表：请重新检查。", "This file has no sheets: check it again."),
        ("table-empty", true) => ("请填写后再来。", "Fill it in and bring it again."),
        ("no-such-sheet" | "table-empty", false) => {
            ("内容在别的工作表的，在下面选那一张。", "Choose another sheet below where the rows stand in that.")
        }
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
