//! Why nothing is served.

use crate::explain::{CodeFamily, Complaint};
use crate::http::places::{ENOUGH, all_taken};
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
    /// The system lets the program have fewer files open than are needed.
    FewFiles {
        /// So many may be open.
        allowed: u64,
        /// So many have to be.
        needed: u64,
    },
    /// The system does not let the program listen there, or go on.
    System(SocketAddr, io::Error),
}

impl ServeError {
    /// What the system said about listening at an address.
    pub(super) fn of(address: SocketAddr, error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::AddrInUse => ServeError::InUse(address),
            _ => all_taken(&error).unwrap_or(ServeError::System(address, error)),
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
                    "请用本机地址，如 --listen 127.0.0.1:7480；要从别处查看，请让本机上加密的代理转来并加 --public，或在那台机器上用 ssh -L 转接。",
                    "Use an address of this machine alone, as --listen 127.0.0.1:7480; to look from elsewhere, have a proxy on this machine that encrypts hand it on and add --public, or forward the port with ssh -L.",
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
            ServeError::FewFiles { allowed, needed } => few_files(*allowed, *needed),
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

/// A connection is a file to the system, and so is each part of the ledger.
fn few_files(allowed: u64, needed: u64) -> Complaint {
    let enough = u64::try_from(ENOUGH).unwrap_or(u64::MAX).max(needed);
    Complaint {
        code: "too-few-files",
        what: Bilingual::new(
            "不能提供网页：系统允许这个程序打开的文件太少。",
            "Pages cannot be served: the system lets the program have too few files open.",
        ),
        why: Bilingual::new(
            &format!("允许 {allowed} 个，至少要 {needed} 个：账本的每个文件和每个连接都算一个。"),
            &format!(
                "It allows {allowed}, and {needed} are needed at least: each file of the ledger and each connection is one."
            ),
        ),
        remedy: Bilingual::new(
            &format!(
                "请放宽后再启动：在命令行上 ulimit -n {enough}，在 systemd 的单元里 LimitNOFILE={enough}，容器用 --ulimit nofile={enough}；\
                 上限不够的，由管这台机器的人放宽。"
            ),
            &format!(
                "Raise it and begin again: ulimit -n {enough} in a shell, LimitNOFILE={enough} in a unit of systemd, --ulimit nofile={enough} for a \
                 container; where that is more than you may have, ask whoever keeps the machine."
            ),
        ),
        permanent: false,
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
        ServeError::FewFiles { allowed: 16, needed: 64 },
        ServeError::System(address, ErrorKind::PermissionDenied.into()),
    ];
    let refusals = Refusal::all().map(Refusal::complaint);
    let title = Bilingual::new("网页服务", "Serving pages");
    CodeFamily { title, complaints: errors.iter().map(ServeError::complaint).chain(refusals).collect() }
}
