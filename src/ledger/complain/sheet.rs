//! Why a file is no table, in words.

use super::words::{complaint, hint};
use crate::explain::Complaint;
use crate::sheet::{Flaw, SheetFault};
use crate::value::Bilingual;

/// The complaint about a file that should be a table.
pub(super) fn sheet_complaint(fault: &SheetFault) -> Complaint {
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
        SheetFault::Broken { part, why } => {
            let ([zh, en], why) = (named("：", ": ", part), flaw(why));
            complaint(
                "workbook-broken",
                [&format!("文件已损坏{zh}"), &why.zh, "请用表格软件打开、另存后重试"],
                [&format!("the file is broken{en}"), &why.en, "open it with a spreadsheet program and save it again"],
            )
        }
        SheetFault::NoSheet { name, found } => no_sheet(name, found),
        SheetFault::Empty { sheet, others } => empty(sheet.as_deref().unwrap_or_default(), others),
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
        SheetFault::NoHeader { row, named, wanted, .. } => no_header(*row, *named, wanted),
    }
}

/// Behind a sentence, where there is something to be named.
fn named(zh: &str, en: &str, name: &str) -> [String; 2] {
    [zh, en].map(|joint| if name.is_empty() { String::new() } else { format!("{joint}{name}") })
}

fn empty(sheet: &str, others: &[String]) -> Complaint {
    let [zh, en] = named("：", ": ", sheet);
    let (other_zh, other_en) = if others.is_empty() {
        ("", "")
    } else {
        ("；内容在其他工作表的，用 --sheet 指明", "; name the sheet with --sheet when it is another")
    };
    complaint(
        "table-empty",
        [&format!("表里没有内容{zh}"), "", &format!("请填写后再来{other_zh}")],
        [&format!("there is nothing in the table{en}"), "", &format!("fill it in and come again{other_en}")],
    )
}

/// What is wrong with a part of a file.
fn flaw(flaw: &Flaw) -> Bilingual {
    let both = Bilingual::new;
    match flaw {
        Flaw::QuotationOpen => both("引号没有闭合", "a quotation mark is not closed"),
        Flaw::Missing => both("文件里没有这一部分", "it is not there"),
        Flaw::Cut { tag } => both(&format!("<{tag}> 没有结束"), &format!("<{tag}> does not end")),
        Flaw::WrongLength => both("里面有一处长度不对", "a length in it is wrong"),
        Flaw::CellTwice { row } => {
            both(&format!("第 {row} 行有一格重复"), &format!("a cell of row {row} stands twice"))
        }
        Flaw::RowOutOfOrder { row } => {
            both(&format!("第 {row} 行不在上一行之后"), &format!("row {row} is not behind the row above"))
        }
        Flaw::NoColumn { row, column } => both(
            &format!("第 {row} 行有一格在第 {column} 列，没有这一列"),
            &format!("row {row} has a cell in column {column}, which no sheet has"),
        ),
        Flaw::NoText { number } => {
            both(&format!("没有第 {number} 号共用文字"), &format!("there is no shared text {number}"))
        }
        Flaw::NotANumber { shown } => both(&format!("“{shown}”不是数字"), &format!("“{shown}” is no number")),
        Flaw::Said { words } => {
            both(&format!("读不成（详情：{words}）"), &format!("it does not read (detail: {words})"))
        }
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
        [
            "找不到表头",
            &zh,
            &format!("表头应写列名，如：{all}；叫法不同的用 --column '表头=列' 说明；qizhang import template 给出样表"),
        ],
        [
            "there is no row that names the columns",
            &en,
            &format!(
                "headings are stable names or labels: {all}; say what another one means with --column 'HEADING=COLUMN'; qizhang import template makes a table to begin with"
            ),
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
