//! Tables in a browser: what waits, what was found in one, and the second person.

use crate::explain::Count;
use crate::explain::phrase::macros::phrases;
use crate::value::{Bilingual, Position};
use std::sync::Arc;

phrases! {
    /// A word of the pages on which tables are brought in and confirmed.
    Importing
    /// The page of it.
    Import = "import": "导入", "Import";
    /// Brings one in.
    Bring = "import_bring": "导入一张表", "Bring in a table";
    /// What the file may be.
    BringHint = "import_bring_hint":
        "XLSX、XLS、ODS 或 CSV，最大 8 MB，至多 4096 行。先检查，不记入。",
        "XLSX, XLS, ODS or CSV, of 8 MB and 4096 rows at most. It is checked first, and nothing is recorded.";
    /// The type of its rows.
    Type = "import_type": "事件类型", "Type";
    /// The file.
    File = "import_file": "文件", "File";
    /// Has it checked.
    Check = "import_check": "检查", "Check";
    /// Empty tables to fill in.
    Templates = "import_templates": "样表", "Templates";
    /// From a form to a table.
    FromTable = "import_from_table": "有表格的，成批导入", "Bring in a table of many";
    /// An empty table.
    Template = "import_template": "下载样表", "Download a template";
    /// Somebody's role records nothing.
    BringsNone = "import_brings_none":
        "您的角色不录入事件，不能提交表格。",
        "Your role records no events and submits no tables.";
    /// What waits.
    Waiting = "import_waiting": "待确认的批", "Batches that wait";
    /// What is settled.
    Settled = "import_settled": "办结的批", "Batches that are settled";
    /// None.
    NoneWaits = "import_none_waits": "没有待确认的批。", "No batch waits.";
    /// None.
    NoneSettled = "import_none_settled": "还没有办结的批。", "No batch is settled yet.";
    /// The number of a batch.
    Number = "import_number": "批", "Batch";
    /// How many records.
    Records = "import_records": "条数", "Records";
    /// Who submitted.
    By = "import_by": "提交人", "Submitted by";
    /// When.
    At = "import_at": "提交时间", "Submitted at";
    /// How it stands.
    Standing = "import_standing": "状态", "Standing";
    /// It waits.
    Waits = "import_waits": "待另一人确认", "waits for a second person";
    /// Its file does not read.
    Unreadable = "import_unreadable": "文件读不出来", "its file does not read";
    /// It was recorded.
    RecordedBy { who: Arc<str>, at: Arc<str> } = "import_recorded_by":
        "{who} 于 {at} 确认，已记入", "confirmed by {who} at {at}, and recorded";
    /// It was dropped.
    DroppedBy { who: Arc<str>, at: Arc<str>, reason: Arc<str> } = "import_dropped_by":
        "{who} 于 {at} 撤下：{reason}", "dropped by {who} at {at}: {reason}";
    /// What became of it does not read.
    Unclear = "import_unclear": "办结记录已损坏或与账本不符，办结与否不清楚", "what became of it is damaged or contradicted by the ledger, and not known";
    Unsound = "import_unsound": "文件已损坏或被改动过，不能确认", "its file is damaged or was changed, and it cannot be confirmed";
    Missing = "import_missing": "据称已确认，账本里却没有", "said to be confirmed, and not in the ledger";
    Troubled = "import_troubled": "要查清的批", "Batches to be looked into";
    /// It is settled, and nobody says how.
    SettledSomehow = "import_settled_somehow": "已办结", "settled";

    /// What was found in a file.
    Checked { file: Arc<str>, kind: Bilingual } = "import_checked":
        "检查“{file}”：{kind}", "Check of “{file}”: {kind}";
    /// How many records it has, and how many of each kind, before anybody said what becomes of suspects.
    Found { all: Count, good: usize, bad: usize, suspects: usize } = "import_found":
        "共 {all} 条：合格 {good} 条，不合格 {bad} 条，疑似重复 {suspects} 条",
        "{all}: {good} good, {bad} bad, {suspects} suspected to be there already";
    /// The same where suspects are kept.
    FoundKept { all: Count, good: usize, bad: usize, suspects: usize } = "import_found_kept":
        "共 {all} 条：合格 {good} 条，不合格 {bad} 条，疑似重复而照收 {suspects} 条",
        "{all}: {good} good, {bad} bad, {suspects} kept although suspected to be there already";
    /// The same where they are left out.
    FoundLeftOut { all: Count, good: usize, bad: usize, suspects: usize } = "import_found_left_out":
        "共 {all} 条：合格 {good} 条，不合格 {bad} 条，疑似重复而略去 {suspects} 条",
        "{all}: {good} good, {bad} bad, {suspects} left out as suspected to be there already";
    /// What the check of a page has done.
    NotYet = "import_not_yet": "尚未提交", "Nothing is submitted yet";
    /// It cannot be read as a whole.
    NotRead = "import_not_read": "这张表还读不成", "This table cannot be read yet";
    /// Remarks.
    Remarks = "import_remarks": "怎样读的", "How it was read";
    /// Bad rows.
    BadRows = "import_bad_rows": "不合格的", "What is not good";
    /// The rows of a file.
    Rows = "import_rows": "行", "Rows";
    /// A cell.
    Cell = "import_cell": "单元格", "Cell";
    /// A heading.
    Column = "import_column": "列", "Column";
    /// What is wrong.
    Reason = "import_reason": "原因", "What is wrong";
    /// What to do.
    Remedy = "import_remedy": "办法", "What to do";
    /// Not all of them.
    MoreInFile { more: usize } = "import_more_in_file":
        "另有 {more} 处，见退回的文件。", "And {more} more, which the file of bad rows has.";
    /// The bad rows as a file.
    TakeBack = "import_take_back": "下载不合格的行（附退回原因）", "Download the bad rows with their reasons";
    /// What to do with them.
    TakeBackHint = "import_take_back_hint":
        "在退回的文件里改正，再上传那个文件；合格的可先提交。",
        "Mend them in that file and bring it in again; the good ones may be submitted before.";
    /// The file for programs that take no workbook.
    AsText = "import_as_text": "CSV", "as CSV";
    /// May be there already.
    Suspects = "import_suspects": "疑似重复的", "What may be there already";
    /// What it looks like.
    Like = "import_like": "疑似与之重复", "May be this again";
    /// How alike.
    How = "import_how": "相同之处", "How alike";
    /// An event of the ledger.
    LikeEvent { event: Position } = "import_like_event": "账本事件 {event}", "event {event} of the ledger";
    /// A row of a batch.
    LikeBatch { batch: Arc<str>, row: Arc<str> } = "import_like_batch":
        "待确认的第 {batch} 批第 {row} 行", "row {row} of batch {batch}, which waits";
    /// A row above.
    LikeRow { row: Arc<str> } = "import_like_row": "本表第 {row} 行", "row {row} of this table";
    /// They say the same.
    Same = "import_same": "内容全同", "all of it is the same";
    /// All but the number.
    ButNumber = "import_but_number": "只差编号，其余全同", "everything but its number is the same";
    /// The number is spelt otherwise.
    Spelling = "import_spelling":
        "编号只差全半角、空格或大小写", "its number differs by width, blanks or capitals alone";
    /// The number.
    SameNumber = "import_same_number": "编号相同", "its number is the same";
    /// The good rows.
    Good = "import_good": "合格的", "What is good";
    /// Not all of them.
    FirstOf { shown: usize, all: usize } = "import_first_of":
        "以下是 {all} 条中的前 {shown} 条。", "These are the first {shown} of {all}.";
    /// How it is to be read.
    Way = "import_way": "怎样读这张表", "How to read this table";
    /// The sheet.
    Sheet = "import_sheet": "工作表", "Sheet";
    /// Columns that the type has not.
    Columns = "import_columns": "本类型没有、或叫法不同的列：选它是哪一列，或勾选不读", "Columns that the type has not or calls otherwise: choose what it is, or tick what is left out";
    /// A column may be left out.
    LeftOut { column: Arc<str> } = "import_left_out": "不读 {column}", "leave out {column}";
    /// What becomes of suspects.
    Duplicates = "import_duplicates": "疑似重复的记录", "What may be there already";
    /// Kept.
    Keep = "import_keep": "不是重复，照收", "is something else: keep it";
    /// Left out.
    LeaveOut = "import_leave_out": "是重复，略去", "is there already: leave it out";
    /// Checks anew.
    Again = "import_again": "重新检查", "Check again";
    /// Another file.
    Other = "import_other": "换一个文件", "Another file";
    /// Submits.
    Submit { count: Count } = "import_submit": "提交 {count} 条", "Submit {count}";
    /// Leaves the bad ones behind.
    Behind { bad: usize } = "import_behind":
        "不合格的 {bad} 条不提交，由我改正后另行提交", "The {bad} bad ones are not submitted; I mend them and bring them in again";
    /// What submitting does.
    SubmitHint = "import_submit_hint":
        "提交后等另一人确认，确认了才记入账本；记录人是您。",
        "What is submitted waits for a second person and is recorded when he confirms it, in your name.";

    /// A batch by its number.
    Batch { number: Arc<str>, kind: Bilingual } = "import_batch": "第 {number} 批：{kind}", "Batch {number}: {kind}";
    /// A batch of which no more is known.
    BatchOnly { number: Arc<str> } = "import_batch_only": "第 {number} 批", "Batch {number}";
    /// It was put down.
    Submitted { number: Arc<str> } = "import_submitted":
        "已提交为第 {number} 批，等待另一人确认", "Submitted as batch {number}, which waits for a second person";
    /// It was recorded before.
    RecordedBefore = "import_recorded_before": "早已确认并记入，没有再记", "It was confirmed and recorded before, and not once more";
    /// The digest of the file.
    FileDigest = "import_file_digest": "文件摘要（SHA-256）", "SHA-256 of the file";
    /// The digest of the batch.
    Digest = "import_digest": "批的摘要", "Digest of the batch";
    /// How far the ledger went.
    CheckedAt = "import_checked_at": "检查时账本到", "Checked when the ledger ended at";
    /// The version.
    Version = "import_version": "版本", "Version";
    /// The event that a row became.
    Event = "import_event": "事件", "Event";
    /// A part of the rows.
    Part { from: usize, to: usize, all: usize } = "import_part": "第 {from}–{to} 条，共 {all} 条", "Records {from}–{to} of {all}";
    /// All of the rows.
    All { all: usize } = "import_all": "全部 {all} 条", "All {all} records";
    /// The part before.
    Earlier = "import_earlier": "前面的", "Earlier ones";
    /// The part after.
    Later = "import_later": "后面的", "Later ones";
    /// Kept although it may be there.
    KeptBeside = "import_kept_beside": "照收，疑似与之重复", "Kept, although it may be this again";
    /// Confirms.
    Confirm = "import_confirm": "确认并记入", "Confirm and record";
    /// What confirming does.
    ConfirmHint { who: Arc<str> } = "import_confirm_hint":
        "请对照原件核对每一行。确认后以 {who} 为记录人整批记入，附注写明您是确认人；记入后不能删改。",
        "Hold every row against the paper. The batch is recorded whole in the name of {who}, with a remark that you confirmed it; what is recorded stays.";
    /// Drops.
    Drop = "import_drop": "撤下这一批", "Drop this batch";
    /// Why.
    DropReason = "import_drop_reason": "撤下的理由", "Why it is dropped";
    /// What dropping does.
    DropHint { most: usize } = "import_drop_hint":
        "最多 {most} 个字。撤下后不再等待，也不记入；提交人可以改正后重新提交。",
        "{most} characters at most. A batch that is dropped waits no longer and is not recorded; whoever submitted it may submit it again.";
    /// It is his own.
    OwnBatch = "import_own_batch":
        "这一批是您提交的，须由另一人确认。", "You submitted this batch; somebody else has to confirm it.";
    /// He may not.
    NotReviewer = "import_not_reviewer": "由有复核角色的人确认或撤下。", "Whoever has the role of a reviewer confirms or drops it.";
    /// A line that was refused.
    RefusedRow { rows: Arc<str> } = "import_refused_row": "第 {rows} 行", "Row {rows}";
    /// To the list.
    ToList = "import_to_list": "全部批", "All batches";
    /// To the first event.
    ToFirst { event: Position } = "import_to_first": "记入的第一个事件：{event}", "The first event of it: {event}";
    /// Brings in another.
    Another = "import_another": "再导入一张表", "Bring in another table";
}
