//! A ledger copied, and what was made again.

use crate::explain::phrase::macros::phrases;
use crate::value::Position;
use std::sync::Arc;

phrases! {
    /// What was done to a ledger's files.
    Copied
    /// A copy has its name.
    From { from: Arc<str>, to: Arc<str> } = "copied": "已由 {from} 复制到 {to}", "copied from {from} to {to}";
    /// What it holds.
    Checked { events: u64, head: Position } = "copy_checked":
        "两边都逐条核对：{events} 条事件，到 {head}",
        "both sides were checked: {events} events, up to {head}";
    /// Index and postings are new.
    Rebuilt { head: Position } = "rebuilt":
        "索引和检索文件已由日志重新生成，到 {head}",
        "index and postings were made again from the log, up to {head}";
}
