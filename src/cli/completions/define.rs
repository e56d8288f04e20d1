//! The words of this command.

use crate::cli::define::Define;
use clap::Command;

/// `completions`. What its script asks is no command of anybody's, and is not listed.
pub(in crate::cli) fn command(define: &Define) -> Command {
    define
        .bare(
            "completions",
            "写出按 Tab 补全的脚本：命令、选项，和手边的账本、文件夹里的类型、政策、参数、口径；bash 用 source <(qizhang completions bash)",
            "a script that completes commands, options and, from the ledger and the folder at hand, types, policies, parameters and readings; in bash: source <(qizhang completions bash)",
        )
        .arg(
            define
                .word("shell", "bash|zsh|fish", "哪个 shell", "which shell")
                .required(true)
                .conflicts_with("json"),
        )
}
