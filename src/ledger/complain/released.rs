//! Why a text of a policy is not released, in words.

use super::signing::shown;
use super::words::complaint;
use crate::explain::Complaint;
use crate::ledger::released::ReleaseFault;

pub(super) fn released_complaint(fault: &ReleaseFault) -> Complaint {
    let file = shown(fault.file());
    match fault {
        ReleaseFault::Misnamed { expected, .. } => complaint(
            "policy-misnamed",
            [
                &format!("{file} 没有发布"),
                &format!("文件名应当是 {expected}：第一版用政策标识，以后各版再加版次"),
                "改文件名，或改文件里的 id、version",
            ],
            [
                &format!("{file} was not released"),
                &format!("its name has to be {expected}: the policy, and behind it the version from the second on"),
                "rename the file, or mend id or version inside",
            ],
        ),
        ReleaseFault::Changed { policy, version, .. } => {
            let next = version.saturating_add(1);
            complaint(
                "policy-released-changed",
                [
                    &format!("{file} 与发布时不同"),
                    &format!("{policy} 第 {version} 版已经发布，一个字节也不再改"),
                    &format!("恢复这个文件；改动写成第 {next} 版：{policy}.{next}.toml，开头写 version = {next}"),
                ],
                [
                    &format!("{file} is not what was released"),
                    &format!("version {version} of {policy} is released, and no byte of it changes any more"),
                    &format!(
                        "restore the file; a change is version {next}: {policy}.{next}.toml with version = {next} at its head"
                    ),
                ],
            )
        }
        ReleaseFault::BeforeUnreleased { policy, version, .. } => complaint(
            "policy-before-unreleased",
            [
                "没有发布",
                &format!("{policy} 第 {version} 版还没有发布，它还可能改动"),
                &format!("先运行 qizhang policy release {file}"),
            ],
            [
                "it was not released",
                &format!("version {version} of {policy} is not released yet and may still change"),
                &format!("run qizhang policy release {file} first"),
            ],
        ),
    }
}
