//! Why nothing is served.

use crate::explain::{CodeFamily, Complaint};
use crate::http::refusal::Refusal;
use crate::ledger::reason;
use crate::value::Bilingual;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;

/// Why nothing is served.
#[derive(Debug)]
pub enum ServeError {
    /// The address can be reached from other machines.
    BeyondLoopback(SocketAddr),
    /// Another program listens there.
    InUse(SocketAddr),
    /// The system does not let the program listen there, or go on.
    System(SocketAddr, io::Error),
}

impl ServeError {
    /// What the system said about listening at an address.
    pub(super) fn of(address: SocketAddr, error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::AddrInUse => ServeError::InUse(address),
            _ => ServeError::System(address, error),
        }
    }

    /// The complaint, for people and for programs.
    pub fn complaint(&self) -> Complaint {
        match self {
            ServeError::BeyondLoopback(address) => Complaint {
                code: "listen-beyond-loopback",
                what: Bilingual::new(
                    &format!("不在 {address} 提供网页。"),
                    &format!("Pages are not served at {address}."),
                ),
                why: Bilingual::new(
                    "别的机器可以连到这个地址，而查看不用登录：谁连上谁就能看到全部账本。",
                    "Other machines can reach this address, and reading needs no sign-in: whoever connects would see the whole ledger.",
                ),
                remedy: Bilingual::new(
                    "请用本机地址，如 --listen 127.0.0.1:7480；要从别处查看，请在那台机器上用 ssh -L 转接。",
                    "Use an address of this machine alone, as --listen 127.0.0.1:7480; to look from elsewhere, forward the port with ssh -L.",
                ),
                permanent: true,
            },
            ServeError::InUse(address) => Complaint {
                code: "listen-in-use",
                what: Bilingual::new(
                    &format!("不能在 {address} 提供网页。"),
                    &format!("Pages cannot be served at {address}."),
                ),
                why: Bilingual::new(
                    "另一个程序（也许是另一个 qizhang serve）正在使用这个端口。",
                    "Another program, perhaps another qizhang serve, uses this port.",
                ),
                remedy: Bilingual::new(
                    "请停掉它，或换一个端口；--listen 127.0.0.1:0 用任意空闲端口。",
                    "Stop it, or take another port; --listen 127.0.0.1:0 takes any that is free.",
                ),
                permanent: false,
            },
            ServeError::System(address, error) => Complaint {
                code: "listen-failed",
                what: Bilingual::new(
                    &format!("不能在 {address} 提供网页。"),
                    &format!("Pages cannot be served at {address}."),
                ),
                why: refused_by_system(error),
                remedy: Bilingual::new(
                    "请换一个本机地址或 1024 以上的端口。",
                    "Take another address of this machine, or a port above 1024.",
                ),
                permanent: false,
            },
        }
    }
}

fn refused_by_system(error: &io::Error) -> Bilingual {
    let why = reason(error);
    Bilingual::new(&format!("系统不让：{}。", why.zh), &format!("The system refuses: {}.", why.en))
}

/// Every code of listening, with sentences about an example, for the page people look them up in.
pub fn complaint_codes() -> CodeFamily {
    let address = SocketAddr::from(([192, 0, 2, 1], 7480));
    let errors = [
        ServeError::BeyondLoopback(address),
        ServeError::InUse(address),
        ServeError::System(address, ErrorKind::PermissionDenied.into()),
    ];
    let refusals = Refusal::all().map(Refusal::complaint);
    let title = Bilingual::new("网页服务", "Serving pages");
    CodeFamily { title, complaints: errors.iter().map(ServeError::complaint).chain(refusals).collect() }
}
