//! The words of this command.

use crate::cli::define::Define;
use clap::Command;

/// `config` and what stands under it. It takes what `serve` takes, so that its name can be put in the place of that of the command that is
/// asked about.
pub(in crate::cli) fn command(define: &Define) -> Command {
    let show = define
        .bare(
            "show",
            "列出每个设置的值和它从哪里来（选项、环境变量、配置文件第几行、默认）；可写上要问的命令的选项",
            "every setting, its value and where it comes from: a flag, a variable, a line of the file, or nobody; takes the options of the command that is asked about",
        )
        .args(define.serving())
        .arg(define.key());
    define
        .bare(
            "config",
            "设置：账本在哪里、用什么语言、网页怎么提供",
            "settings: where the ledger lies, which language, how pages are served",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([show])
}
