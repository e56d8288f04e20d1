//! Why a table as a whole is not brought in, in words.

use super::words::{complaint, hint};
use crate::explain::Complaint;
use crate::ledger::imported::{ImportFault, Outcome, Settlement};
use crate::sheet::SheetFault;
use crate::value::{Position, counted, counted_doing};

/// So many rows of a batch are named.
const NAMED: usize = 10;

/// The complaint about a table or a batch.
pub(super) fn import_complaint(fault: &ImportFault) -> Complaint {
    match fault {
        ImportFault::Sheet(fault) => sheet_complaint(fault),
        ImportFault::NotByTable { .. }
        | ImportFault::ColumnsMissing { .. }
        | ImportFault::ColumnsUnknown { .. }
        | ImportFault::ColumnTwice { .. }
        | ImportFault::NoColumn { .. } => columns(fault),
        ImportFault::NoRows
        | ImportFault::BadRows { .. }
        | ImportFault::Suspected { .. }
        | ImportFault::NothingGood => rows(fault),
        ImportFault::NoBatch { .. }
        | ImportFault::Settled { .. }
        | ImportFault::Changed { .. }
        | ImportFault::OtherLedger { .. }
        | ImportFault::RecordedSince { .. }
        | ImportFault::SamePerson { .. } => batch(fault),
    }
}

fn columns(fault: &ImportFault) -> Complaint {
    match fault {
        ImportFault::NotByTable { kind } => complaint(
            "not-by-table",
            [
                &format!("{kind} 不能用表格录入"),
                "它的内容里含有另一份完整的内容，一个单元格放不下",
                "请用 qizhang append 逐条追加",
            ],
            [
                &format!("{kind} cannot be brought in by a table"),
                "its body holds another whole body, which no cell can",
                "record it with qizhang append",
            ],
        ),
        ImportFault::ColumnsMissing { names } => {
            let names = names.join("、");
            complaint(
                "columns-missing",
                [
                    &format!("表里缺少必填的列：{names}"),
                    "没有这些列，每一行都不完整",
                    "请补上；qizhang import template 给出全部列",
                ],
                [
                    &format!("columns that must be there are missing: {names}"),
                    "without them no row is whole",
                    "add them; qizhang import template has all of them",
                ],
            )
        }
        ImportFault::ColumnsUnknown { columns } => unknown_columns(columns),
        ImportFault::ColumnTwice { place, heading } => complaint(
            "column-twice",
            [&format!("{place}“{heading}”是重复的列"), "两列说的是同一项，看不出以哪列为准", "请只留一列"],
            [
                &format!("{place} “{heading}” is a column that is there already"),
                "two columns say the same thing, and either could be meant",
                "leave one of them",
            ],
        ),
        ImportFault::NoColumn { name } => complaint(
            "no-such-column",
            [
                &format!("没有可以略去的列“{name}”"),
                "它不在表头里，或是本类型要读的列",
                "照表头改正 --drop 的列名或列号，或去掉它",
            ],
            [
                &format!("there is no column “{name}” to leave out"),
                "the header does not have it, or it is one that is read",
                "name it as the header does, or by its letters, or leave --drop out",
            ],
        ),
        _ => rows(fault),
    }
}

fn unknown_columns(columns: &[(String, String)]) -> Complaint {
    let shown = |(letters, text): &(String, String)| {
        if text.is_empty() { letters.clone() } else { format!("{letters}“{text}”") }
    };
    let option = |(letters, text): &(String, String)| {
        let name = if text.is_empty() || text.contains(char::is_control) { letters } else { text };
        if name.contains(' ') { format!("--drop '{name}'") } else { format!("--drop {name}") }
    };
    let named: Vec<String> = columns.iter().map(shown).collect();
    let options: Vec<String> = columns.iter().map(option).collect();
    let (zh, en, options) = (named.join("、"), named.join(", "), options.join(" "));
    complaint(
        "columns-unknown",
        [
            &format!("表里有本类型没有的列：{zh}"),
            "多出的列不会悄悄丢掉：可能是列名写错了",
            &format!("列名写错的请改正；确实不要的加 {options}"),
        ],
        [
            &format!("the table has columns that this type has not: {en}"),
            "nothing is dropped unsaid: a heading may be misspelled",
            &format!("mend the heading, or leave them out with {options}"),
        ],
    )
}

fn rows(fault: &ImportFault) -> Complaint {
    match fault {
        ImportFault::NoRows => complaint(
            "no-rows",
            ["表头下面没有内容", "", "请填写后再来"],
            ["there is nothing below the header", "", "fill it in and come again"],
        ),
        ImportFault::BadRows { bad } => complaint(
            "rows-bad",
            [
                &format!("有 {bad} 条记录不合格，没有提交"),
                "提交前每条都须合格",
                "请改正后重来；或加 --bad 文件，先提交合格的，把不合格的连同原因写入该文件",
            ],
            [
                &format!("{} bad, and nothing was submitted", counted_doing(*bad, "record", ["is", "are"])),
                "what is submitted must be good",
                "mend them; or add --bad FILE to submit the good ones and have the others written there with their reasons",
            ],
        ),
        ImportFault::Suspected { count } => complaint(
            "rows-suspected",
            [
                &format!("有 {count} 条疑似重复，没有提交"),
                "与账本、待确认的批或表内已有的相同，或只差编号，或编号只差全半角、空格、大小写",
                "请核对；确非重复加 --duplicates keep，重复的加 --duplicates drop",
            ],
            [
                &format!("{} may be there already, and nothing was submitted", counted(*count, "record")),
                "they are what the ledger, a batch that waits or the table has, or differ from it by the number alone, or by width, blanks or capitals",
                "look at them; --duplicates keep when they are others, --duplicates drop to leave them out",
            ],
        ),
        _ => complaint(
            "nothing-good",
            ["没有可以提交的记录", "", "请改正不合格的行后重来"],
            ["there is nothing to submit", "", "mend the bad rows and come again"],
        ),
    }
}

fn batch(fault: &ImportFault) -> Complaint {
    match fault {
        ImportFault::NoBatch { number } => complaint(
            "no-such-batch",
            [&format!("没有待确认的第 {number} 批"), "", "用 qizhang import list 查看"],
            [&format!("no batch {number} waits"), "", "see qizhang import list"],
        ),
        ImportFault::Settled { number, told } => settled(*number, told.as_deref()),
        ImportFault::Changed { number, file } => complaint(
            "batch-changed",
            [
                &format!("第 {number} 批的文件已损坏或被改动过，没有记入"),
                &format!("{} 与提交时的摘要不符", file.display()),
                &format!("请撤下：qizhang import drop {number} --by 姓名 --reason 理由，再由提交人重新提交"),
            ],
            [
                &format!("the file of batch {number} is damaged or was changed, and nothing was recorded"),
                &format!("{} does not have the digest it was submitted with", file.display()),
                &format!(
                    "drop it with qizhang import drop {number} --by NAME --reason REASON, and have it submitted again"
                ),
            ],
        ),
        ImportFault::OtherLedger { number, submitted, own } => complaint(
            "batch-of-other-ledger",
            [
                &format!("第 {number} 批不是提交到这个账本的，没有记入"),
                &format!("它提交到 {submitted}，这个账本是 {own}"),
                "请在它自己的账本确认；要记入这里，请由提交人重新提交原表",
            ],
            [
                &format!("batch {number} was not submitted to this ledger, and nothing was recorded"),
                &format!("it was submitted to {submitted}; this ledger is {own}"),
                "confirm it where it belongs; to have it here, let its table be submitted again",
            ],
        ),
        ImportFault::RecordedSince { number, rows } => recorded_since(*number, rows),
        ImportFault::SamePerson { number, by } => complaint(
            "same-person",
            [&format!("第 {number} 批是 {by} 自己提交的"), "提交和确认须是两个人", "请由另一人确认"],
            [
                &format!("batch {number} was submitted by {by} himself"),
                "who submits and who confirms are two people",
                "let somebody else confirm it",
            ],
        ),
        _ => rows(fault),
    }
}

fn settled(number: u64, told: Option<&Settlement>) -> Complaint {
    let (zh, en) = match told {
        Some(Settlement { outcome: Outcome::Recorded, by, at, .. }) => {
            (format!("已由 {by} 于 {at} 确认并记入"), format!("{by} confirmed it at {at}, and it is recorded"))
        }
        Some(Settlement { outcome: Outcome::Dropped, by, at, reason, .. }) => {
            let reason = reason.as_deref().unwrap_or_default();
            (format!("已由 {by} 于 {at} 撤下：{reason}"), format!("{by} dropped it at {at}: {reason}"))
        }
        None => ("它已被确认或撤下".to_owned(), "it was confirmed or dropped before".to_owned()),
    };
    complaint(
        "batch-settled",
        [&format!("第 {number} 批已经办结"), &zh, "用 qizhang import list 查看待确认的批"],
        [&format!("batch {number} is settled"), &en, "see qizhang import list for those that wait"],
    )
}

fn recorded_since(number: u64, rows: &[(String, Position)]) -> Complaint {
    let named: Vec<(String, String)> = rows
        .iter()
        .take(NAMED)
        .map(|(rows, position)| {
            (format!("第 {rows} 行像账本 #{position}"), format!("row {rows} looks like #{position} of the ledger"))
        })
        .collect();
    let (zh, en): (Vec<String>, Vec<String>) = named.into_iter().unzip();
    let more = if rows.len() > NAMED { " …" } else { "" };
    complaint(
        "rows-recorded-since",
        [
            &format!("第 {number} 批有 {} 条在提交之后疑似已经记入，整批没有记入", rows.len()),
            &format!("{}{more}", zh.join("，")),
            "请核对；先撤下这一批，再由提交人重新提交，用 --duplicates keep 或 drop 说明",
        ],
        [
            &format!(
                "{} of batch {number} may have been recorded after it was submitted, and nothing of it was",
                counted(u64::try_from(rows.len()).unwrap_or(u64::MAX), "record")
            ),
            &format!("{}{more}", en.join(", ")),
            "look at them; drop the batch and have it submitted again with --duplicates keep or drop",
        ],
    )
}

fn sheet_complaint(fault: &SheetFault) -> Complaint {
    match fault {
        SheetFault::TooLarge { .. }
        | SheetFault::Unpacked { .. }
        | SheetFault::TooMuchText { .. }
        | SheetFault::TooManyRows { .. }
        | SheetFault::TooManyCells { .. } => too_much(fault),
        SheetFault::NotATable => complaint(
            "not-a-table",
            ["这不是表格文件", "只读 XLSX、XLS、ODS 和 CSV", "请用表格软件另存为 .xlsx"],
            ["this file is no table", "XLSX, XLS, ODS and CSV are read", "save it as .xlsx with a spreadsheet program"],
        ),
        SheetFault::OtherKind { kind } => complaint(
            "other-workbook",
            [&format!("这是 {kind} 格式"), "只读 XLSX、XLS、ODS 和 CSV", "请另存为 .xlsx"],
            [&format!("this is {kind}"), "XLSX, XLS, ODS and CSV are read", "save it as .xlsx"],
        ),
        SheetFault::Protected => complaint(
            "workbook-locked",
            ["这个文件要密码才能打开", "加密的内容读不到", "请去掉打开密码后另存"],
            [
                "this file opens only with a password",
                "what is encrypted cannot be read",
                "save it without the password",
            ],
        ),
        SheetFault::Broken { part, why } => complaint(
            "workbook-broken",
            [&format!("文件已损坏：{part}"), why, "请用表格软件打开、另存后重试"],
            [&format!("the file is broken: {part}"), why, "open it with a spreadsheet program and save it again"],
        ),
        SheetFault::NoSheet { name, found } => no_sheet(name, found),
        SheetFault::Empty { sheet, .. } => {
            let name = sheet.as_deref().unwrap_or_default();
            complaint(
                "table-empty",
                [&format!("表里没有内容：{name}"), "", "请填写后再来；内容在其他工作表的，用 --sheet 指明"],
                [
                    &format!("there is nothing in the table: {name}"),
                    "",
                    "fill it in and come again; name the sheet with --sheet when it is another",
                ],
            )
        }
        SheetFault::Encoding { byte } => complaint(
            "wrong-encoding",
            [
                &format!("从第 {byte} 字节起不是可读的编码"),
                "CSV 只读 UTF-8、带标记的 UTF-16 和 GB18030（含 GBK）",
                "请另存为 UTF-8 的 CSV，或直接用 .xlsx",
            ],
            [
                &format!("from byte {byte} on the encoding is not one that is read"),
                "CSV is UTF-8, UTF-16 with a mark, or GB18030",
                "save it as CSV in UTF-8, or as .xlsx",
            ],
        ),
        SheetFault::UnknownUnit { place, said } => unknown_unit(place, said),
        SheetFault::NoHeader { row, named, wanted } => no_header(*row, *named, wanted),
    }
}

fn no_sheet(name: &str, found: &[String]) -> Complaint {
    let zh = hint(found, "有：", "这个文件不分工作表，请去掉 --sheet");
    let en = hint(found, "there are: ", "this file has no sheets; leave --sheet out");
    complaint(
        "no-such-sheet",
        [&format!("没有工作表“{name}”"), "", &zh],
        [&format!("there is no sheet “{name}”"), "", &en],
    )
}

fn unknown_unit(place: &str, said: &str) -> Complaint {
    complaint(
        "unknown-unit",
        [
            &format!("{place} 的“{said}”看不懂"),
            "它像是整张表的金额单位，当作元会差许多倍",
            "改成“单位：元”“单位：千元”“单位：万元”或“单位：亿元”，并换算各数；不是金额单位的，删去",
        ],
        [
            &format!("“{said}” at {place} cannot be understood"),
            "it looks like the unit of all amounts, and yuan would be many times off",
            "say yuan, or thousands, ten thousands or hundreds of millions of yuan, and convert the figures; take it out where it is no unit",
        ],
    )
}

fn no_header(row: Option<u32>, named: usize, wanted: &[String]) -> Complaint {
    let all = wanted.join("、");
    let zh = row.map_or_else(|| "没有一行认得出".to_owned(), |row| format!("最像的第 {row} 行只认得出 {named} 列"));
    let en = row.map_or_else(
        || "no row is understood".to_owned(),
        |row| format!("of the best one, row {row}, {named} column is understood"),
    );
    complaint(
        "no-header",
        ["找不到表头", &zh, &format!("表头应写列名，如：{all}；qizhang import template 给出样表")],
        [
            "there is no row that names the columns",
            &en,
            &format!("headings are stable names or labels: {all}; qizhang import template makes a table to begin with"),
        ],
    )
}

fn too_much(fault: &SheetFault) -> Complaint {
    let megabytes = |bytes: u64| bytes >> 20;
    let of = |most: usize| u64::try_from(most).unwrap_or(u64::MAX);
    let (zh, en) = match fault {
        SheetFault::TooLarge { bytes, most } => (
            format!("文件有 {} MB，最多 {} MB", megabytes(*bytes), megabytes(of(*most))),
            format!("the file has {} MB, and {} MB are the most", megabytes(*bytes), megabytes(of(*most))),
        ),
        SheetFault::Unpacked { most } => {
            (format!("解开后超过 {} MB", megabytes(*most)), format!("unpacked it is more than {} MB", megabytes(*most)))
        }
        SheetFault::TooMuchText { most } => (
            format!("文字超过 {} MB", megabytes(of(*most))),
            format!("its text is more than {} MB", megabytes(of(*most))),
        ),
        SheetFault::TooManyRows { most } => (format!("超过 {most} 行"), format!("it has more than {most} rows")),
        SheetFault::TooManyCells { most } => (format!("超过 {most} 格"), format!("it has more than {most} cells")),
        _ => (String::new(), String::new()),
    };
    complaint(
        "table-too-large",
        [&format!("表格太大：{zh}"), "一次读入的表格有上限，免得占尽内存", "请分成几个文件；或改用 qizhang append"],
        [
            &format!("the table is too large: {en}"),
            "what is read at once has a limit, so that memory lasts",
            "split it into several files, or use qizhang append",
        ],
    )
}
