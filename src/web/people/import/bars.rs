//! Why a table is not taken, or a batch not decided about: what only these pages refuse.

use crate::explain::Complaint;
use crate::value::Bilingual;
use axum::http::StatusCode;

/// Why nothing is done with a table or a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web::people) enum ImportBar {
    /// No file was chosen, or there is nothing in it.
    NoFile,
    /// The file is larger than is taken.
    TooLarge,
    /// It has more rows than are recorded at once.
    TooManyRows,
    /// Nothing is held under this key for who asks.
    NotHeld,
    /// The batch is not the one that the page showed.
    OtherBatch,
    /// Nobody said why it is dropped.
    NoReason,
}

impl ImportBar {
    /// All of them.
    pub(in crate::web::people) const ALL: [Self; 6] =
        [Self::NoFile, Self::TooLarge, Self::TooManyRows, Self::NotHeld, Self::OtherBatch, Self::NoReason];

    pub(in crate::web::people) const fn status(self) -> StatusCode {
        match self {
            ImportBar::NoFile | ImportBar::TooManyRows | ImportBar::NoReason => StatusCode::UNPROCESSABLE_ENTITY,
            ImportBar::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            ImportBar::NotHeld => StatusCode::GONE,
            ImportBar::OtherBatch => StatusCode::CONFLICT,
        }
    }

    pub(in crate::web::people) fn complaint(self) -> Complaint {
        let (code, what, why, remedy) = match self {
            ImportBar::NoFile => (
                "upload-without-file",
                ("没有收到文件。", "No file came."),
                ("没有选文件，或文件是空的。", "None was chosen, or there is nothing in it."),
                ("请选一个文件再检查。", "Choose a file and have it checked."),
            ),
            ImportBar::TooLarge => (
                "upload-too-large",
                ("文件太大，没有收下。", "The file is too large and was not taken."),
                ("网页上传的文件最大 8 MB。", "A file that is brought in on a page has 8 MB at most."),
                (
                    "请分成几个文件；或在账本所在的机器上用 qizhang import。",
                    "Split it into several files, or use qizhang import on the machine of the ledger.",
                ),
            ),
            ImportBar::TooManyRows => (
                "upload-too-many-rows",
                ("行数太多，没有收下。", "The file has too many rows and was not taken."),
                ("网页上传的表格至多 4096 行。", "A table that is brought in on a page has 4096 rows at most."),
                (
                    "请分成几个文件；或在账本所在的机器上用 qizhang import。",
                    "Split it into several files, or use qizhang import on the machine of the ledger.",
                ),
            ),
            ImportBar::NotHeld => (
                "upload-gone",
                ("这里没有您上传的文件，或已不再保留。", "No file of yours is held here, or not any more."),
                (
                    "上传的文件只在内存里保留半小时，每人三个；程序重开后也不在了。",
                    "A file that was brought in is held in memory for half an hour, three for each person, and not when the program begins anew.",
                ),
                ("请到“导入”页重新选文件。", "Choose the file again on the page “Import”."),
            ),
            ImportBar::OtherBatch => (
                "batch-not-as-shown",
                (
                    "没有记入：这一批不是网页显示的那一批。",
                    "Nothing was recorded: the batch is not the one the page showed.",
                ),
                ("它的摘要与网页上的不同。", "Its digest is another than that on the page."),
                ("请重新打开这一批，核对后再确认。", "Open the batch again, look at it, and confirm it then."),
            ),
            ImportBar::NoReason => (
                "drop-without-reason",
                ("没有撤下：没有写理由。", "Nothing was dropped: no reason was given."),
                ("撤下的理由留在批的旁边，提交人要看。", "The reason stays beside the batch for whoever submitted it."),
                ("请写明理由再撤下。", "Say why, and drop it then."),
            ),
        };
        let both = |words: (&str, &str)| Bilingual::new(words.0, words.1);
        Complaint { code, what: both(what), why: both(why), remedy: both(remedy), permanent: true }
    }
}
