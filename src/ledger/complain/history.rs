//! Why a line does not come in as part of a history, in words.

use super::words::say;
use crate::ledger::Fault;
use crate::value::Bilingual;

impl Fault {
    pub(super) fn history_words(&self) -> [Bilingual; 3] {
        match self {
            Fault::AfterTypes { line } => [
                say("这一行排在类型登记之后", "this line follows the registration of a type"),
                say(
                    &format!("第 {line} 行登记了事件类型，同一批里的其他事件仍会按旧的类型读取"),
                    &format!(
                        "line {line} registers a type, and other events of the same batch would be read by the types before"
                    ),
                ),
                say("请把类型登记放在单独的文件里先追加", "append the registrations first, in a file of their own"),
            ],
            Fault::LineCut => [
                say("这一行没有行尾", "this line has no end"),
                say("文件在这里被截断", "the file was cut here"),
                say("请重新导出，或取完整的文件", "export it again, or take the whole file"),
            ],
            Fault::LineBlank => [
                say("这一行是空的，后面还有事件", "this line is blank, and events follow"),
                say(
                    "导出的文件中间没有空行：这里可能删掉了事件",
                    "an export has no blank lines: an event may have been taken out here",
                ),
                say("请重新导出，不要编辑导出的文件", "export it again, and do not edit the file"),
            ],
            Fault::NotAHistory => [
                say("文件不是从账本的第一个事件开始的", "the file does not begin with the first event of a ledger"),
                say(
                    "账本以登记事件类型开头，后面的事件按这些类型读取",
                    "a ledger begins by registering the types its events are read by",
                ),
                say(
                    "请用 qizhang export jsonl 导出的整个文件；零散的事实用 qizhang append 追加",
                    "use the whole file that qizhang export jsonl writes; append single facts with qizhang append",
                ),
            ],
            _ => [
                say("这一行不是规范写法", "this line is not in canonical spelling"),
                say(
                    "导出的每一行与账本所记的字节相同；这一行后来被改动过",
                    "each exported line is byte for byte what the ledger recorded; this one was changed afterwards",
                ),
                say("请重新导出，不要编辑导出的文件", "export it again, and do not edit the file"),
            ],
        }
    }
}
