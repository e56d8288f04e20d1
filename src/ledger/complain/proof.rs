//! What a proof that fails says, in words.

use super::words::complaint;
use crate::explain::Complaint;
use crate::ledger::LedgerError;

impl LedgerError {
    pub(super) fn proof_complaint(&self) -> Complaint {
        if let LedgerError::Unproved { position } = self {
            return complaint(
                "event-unproved",
                [
                    &format!("事件 #{position} 证明不了"),
                    "由事件内容算不到账本所记的根：其中之一在记入之后被改动",
                    "不要改动文件；用 qizhang verify 查明位置，从备份恢复",
                ],
                [
                    &format!("event #{position} cannot be proved"),
                    "it does not lead to the recorded root: one of them was changed afterwards",
                    "leave the files as they are; find the place with qizhang verify and restore a backup",
                ],
            );
        }
        let name = if let LedgerError::NoSuchEvent { name } = self { name } else { "" };
        complaint(
            "event-not-found",
            [
                &format!("没有事件“{name}”"),
                "账本里没有这个序号或编号",
                "写序号（如 48213）或事件编号；qizhang event log 可查",
            ],
            [
                &format!("there is no event “{name}”"),
                "no event of the ledger has this position or id",
                "give a position, as 48213, or an event id; see qizhang event log",
            ],
        )
    }
}
