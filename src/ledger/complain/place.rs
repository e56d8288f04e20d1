//! Why nothing can be made at a path, in words.

use super::words::{complaint, transient};
use crate::explain::Complaint;
use crate::store::PlaceFault;
use std::path::Path;

pub(super) fn place_complaint(path: &Path, why: &PlaceFault) -> Complaint {
    let path = path.display();
    match why {
        PlaceFault::BeingMade => transient(complaint(
            "being-made",
            [&format!("没有建立 {path}"), "另一个程序正在建立它", "等它做完；要另做一份请换一个路径"],
            [
                &format!("{path} was not made"),
                "another program is making it just now",
                "wait until it is done, or name another path for another one",
            ],
        )),
        PlaceFault::InTheWay(beside) => complaint(
            "in-the-way",
            [
                &format!("没有建立 {path}"),
                &format!("它要先以 {} 的名称建立，那里已有别的内容，没有动它", beside.display()),
                &format!("把 {} 移走；确定没有用处的可以删除", beside.display()),
            ],
            [
                &format!("{path} was not made"),
                &format!("it is made as {} first, and something else is there, which was left alone", beside.display()),
                &format!("move {} away, or delete it if it is certainly of no use", beside.display()),
            ],
        ),
        PlaceFault::NoDirectory(above) => complaint(
            "no-directory",
            [
                &format!("没有写 {path}"),
                &format!("目录 {} 不存在，程序不会自行建立", above.display()),
                "先建好目录，或换一个路径",
            ],
            [
                &format!("{path} was not written"),
                &format!("there is no directory {}, and none is made unasked", above.display()),
                "make the directory first, or name another path",
            ],
        ),
        PlaceFault::OfLedger(ledger) => complaint(
            "place-of-ledger",
            [
                &format!("没有写 {path}"),
                &format!(
                    "账本 {} 的目录，以及旁边的 .key、.vkeys、.checkpoint，只存放账本自己的内容",
                    ledger.display()
                ),
                "请换一个路径",
            ],
            [
                &format!("{path} was not written"),
                &format!(
                    "the directory of the ledger {} and the names .key, .vkeys and .checkpoint beside it are the ledger's own",
                    ledger.display()
                ),
                "name another path",
            ],
        ),
    }
}
