//! The answers.

use super::password::password;
use super::request::User;
use crate::access::{Desk, Role, User as Kept};
use crate::cli::exit::Exit;
use crate::cli::input::user_or;
use crate::cli::output::{Answer, Stop, data};
use crate::cli::request::Globals;
use crate::ledger::Ledger;
use crate::value::legible;
use crate::view::{UserV1, UsersV1};

/// Does what was asked.
pub(in crate::cli) fn user(globals: &Globals, request: &User) -> Answer {
    let ledger = globals.open_read()?;
    let desk = Desk::beside(&globals.ledger, ledger.own_name());
    match request {
        User::Add { name, role, password: from, by, dry_run } => {
            let password = password(globals, from)?;
            if *dry_run {
                desk.addable(name, &password)?;
                globals.talk("检查通过，没有添加", "checked; nobody was added");
                return Ok(Exit::Done);
            }
            let user = desk.add_user((name, *role), &password, ledger.now(), &user_or(by.as_deref())?)?;
            let (zh, en) = (role.title().zh, role.title().en);
            told(globals, &user, (&format!("已添加用户 {name}（{zh}）"), &format!("the user {name} ({en}) was added")))
        }
        User::List => list(globals, &desk),
        User::Password { name, password: from, by, dry_run } => {
            let password = password(globals, from)?;
            if *dry_run {
                password.will_do(&desk.user(name)?.name)?;
                globals.talk("检查通过，没有改密码", "checked; the password is as it was");
                return Ok(Exit::Done);
            }
            let user = desk.set_password(name, &password, ledger.now(), &user_or(by.as_deref())?)?;
            told(globals, &user, (&format!("用户 {name} 已有新的密码"), &format!("the user {name} has a new password")))
        }
        User::Close { name, by, dry_run } => close(globals, (&ledger, &desk), (name, by.as_deref()), *dry_run),
    }
}

fn close(
    globals: &Globals,
    (ledger, desk): (&Ledger, &Desk),
    (name, by): (&str, Option<&str>),
    dry_run: bool,
) -> Answer {
    if dry_run {
        let user = desk.user(name)?;
        let words = (&*format!("检查通过，没有停用：{name}"), &*format!("checked and not closed: {name}"));
        return told(globals, &user, words);
    }
    let user = desk.close_user(name, ledger.now(), &user_or(by)?)?;
    told(globals, &user, (&format!("用户 {name} 已停用"), &format!("the user {name} is closed")))
}

fn told(globals: &Globals, user: &Kept, (zh, en): (&str, &str)) -> Answer {
    if globals.json.is_some() {
        globals.value(&serde_json::to_value(UserV1::of(user)).unwrap_or_default())?;
    } else {
        globals.talk(zh, en);
    }
    Ok(Exit::Done)
}

fn list(globals: &Globals, desk: &Desk) -> Answer {
    let users = desk.standing()?.users;
    if globals.json.is_some() {
        globals.value(&serde_json::to_value(UsersV1::of(&users)).unwrap_or_default())?;
        return Ok(Exit::Done);
    }
    if users.is_empty() {
        globals.talk("还没有用户：用 qizhang user add 添加", "there are no users yet: qizhang user add adds one");
    }
    users.iter().try_for_each(|user| line(globals, user)).map(|()| Exit::Done)
}

fn line(globals: &Globals, user: &Kept) -> Result<(), Stop> {
    let Kept { name, role, added: (at, by), closed, .. } = user;
    let role = role.map_or("?", Role::name);
    let added = globals.pick(&format!("{} 由 {by} 添加", at.day()), &format!("added on {} by {by}", at.day()));
    let state = match closed {
        Some((at, by)) => {
            globals.pick(&format!("{} 由 {by} 停用", at.day()), &format!("closed on {} by {by}", at.day()))
        }
        None => globals.pick("有效", "counts"),
    };
    data(&format!("{}\n", legible(&[&**name, role, &added, &state].join("  "))))
}
