//! The words of these commands.

use crate::cli::define::Define;
use clap::{Arg, Command};

/// `user` and what stands under it.
pub(in crate::cli) fn command(define: &Define) -> Command {
    let add = define
        .bare(
            "add",
            "添加一个用户：在网页上登录的人，有一个角色",
            "add a user: a person who signs in to the pages, with one role",
        )
        .arg(name(define))
        .arg(
            define
                .option(
                    "role",
                    "ROLE",
                    "角色：recorder 录入，reviewer 复核，finance 财务，auditor 审计，analyst 分析，administrator 管理",
                    "what he is there for: recorder, reviewer, finance, auditor, analyst or administrator",
                )
                .required(true),
        )
        .arg(password(define))
        .arg(define.recorder())
        .arg(define.dry_run());
    let list =
        define.bare("list", "列出全部用户：角色、何时添加、是否停用", "every user: role, when added, whether closed");
    let set = define
        .bare(
            "password",
            "给用户设新的密码；已登录的要重新登录",
            "give a user a new password; whoever is signed in under the name has to sign in again",
        )
        .arg(name(define))
        .arg(password(define))
        .arg(define.recorder())
        .arg(define.dry_run());
    let close = define
        .bare(
            "close",
            "停用一个用户；已登录的从下一次提交起什么也不能做",
            "close a user; whoever is signed in under the name does nothing more from the next form on",
        )
        .arg(name(define))
        .arg(define.recorder())
        .arg(define.dry_run());
    define
        .bare(
            "user",
            "网页的用户：添加、列出、改密码、停用",
            "users of the pages: add, list, give a new password, close",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([add, list, set, close])
}

fn name(define: &Define) -> Arg {
    define.word("name", "NAME", "用户名，也是记录人", "his name, which is the author of what he records").required(true)
}

fn password(define: &Define) -> Arg {
    define.option(
        "password-from",
        "FILE|-",
        "密码在文件或标准输入（-）的第一行；在终端上不写则当场输入，不显示",
        "the password is the first line of a file, or of standard input (-); at a terminal it is asked for when this is left out, and not shown",
    )
}
