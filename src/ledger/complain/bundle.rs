//! Why a file is not looked at as a bundle, in words.

use super::signing::shown;
use super::words::complaint;
use crate::explain::Complaint;
use crate::ledger::bundle::{Bound, BundleFault};

pub(super) fn bundle_complaint(fault: &BundleFault) -> Complaint {
    let file = shown(fault.file());
    match fault {
        BundleFault::NotABundle { .. } => complaint(
            "not-a-bundle",
            [
                &format!("{file} 不是底稿包"),
                "里面没有 attestation.note，或者它不是账本的声明书",
                "核对是不是这个文件；底稿包由 qizhang export bundle 写出",
            ],
            [
                &format!("{file} is not a bundle"),
                "it has no attestation.note, or that is not what a ledger says of one",
                "see whether it is the right file; qizhang export bundle writes them",
            ],
        ),
        BundleFault::Broken { part, why, .. } => complaint(
            "bundle-broken",
            [
                &format!("{file} 打不开：{part}"),
                &why.zh,
                "可能被截断，也可能被改动：保留原件，向出具单位核实来历再要一份",
            ],
            [
                &format!("{file} cannot be unpacked: {part}"),
                &why.en,
                "it may have been cut short, and it may have been changed: keep it, ask the office where it came from and for another",
            ],
        ),
        BundleFault::TooMuch { what, most, .. } => too_much(&file, *what, *most),
        BundleFault::Name { name, .. } => complaint(
            "bundle-name",
            [
                &format!("{file} 里有一个文件叫“{name}”"),
                "底稿包里没有这样的名称；解开时它可能写到别处",
                "不要解开；保留原件，查明来历",
            ],
            [
                &format!("{file} has a file called “{name}”"),
                "no file of a bundle is called so, and unpacking it might write somewhere else",
                "do not unpack it; keep it and find out where it came from",
            ],
        ),
        BundleFault::Twice { .. } => complaint(
            "bundle-name-twice",
            [&format!("{file} 里有两个文件同名"), "不同的程序会看到不同的一个", "保留原件，查明来历，请出具人另给一份"],
            [
                &format!("{file} has two files of one name"),
                "one program would see one of them and another program the other",
                "keep it, find out where it came from, and ask for another",
            ],
        ),
        BundleFault::NoKey { ledger, .. } => complaint(
            "bundle-no-key",
            [
                &format!("{file} 没有核对：不知道该信哪个公钥"),
                &format!("它写明出自账本 {ledger}，这里没有这个账本，也没有给出公钥"),
                "用 --vkey 给出出具单位当面或书面交付的公钥；不要取自包里",
            ],
            [
                &format!("{file} was not checked: no public key is given to be believed"),
                &format!("it says it is of the ledger {ledger}, which is not here, and no key was given"),
                "give the public key the office handed over, in person or on paper, with --vkey; do not take it from the file",
            ],
        ),
    }
}

fn too_much(file: &str, what: Bound, most: u64) -> Complaint {
    let (zh, en) = match what {
        Bound::Packed => (format!("文件超过 {most} 字节"), format!("the file has more than {most} bytes")),
        Bound::Part => (format!("其中一个文件超过 {most} 字节"), format!("a file in it has more than {most} bytes")),
        Bound::Whole => (format!("解开后超过 {most} 字节"), format!("unpacked it has more than {most} bytes")),
        Bound::Parts => (format!("其中超过 {most} 个文件"), format!("it has more than {most} files")),
    };
    complaint(
        "bundle-too-large",
        [&format!("{file} 太大，没有解开"), &zh, "底稿包没有这么大；核对是不是这个文件"],
        [
            &format!("{file} is too large and was not unpacked"),
            &en,
            "no bundle is so large; see whether it is the right file",
        ],
    )
}
