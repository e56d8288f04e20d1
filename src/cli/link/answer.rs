//! The answers.

use super::request::Link;
use crate::access::{Desk, Handed, HandedLink};
use crate::cli::exit::Exit;
use crate::cli::input::user_or;
use crate::cli::output::{Answer, data};
use crate::cli::request::Globals;
use crate::ledger::Ledger;
use crate::value::{PublicName, Uscc, legible};
use crate::view::{LinkV1, LinksV1, path_of_link};

/// Does what was asked.
pub(in crate::cli) fn link(globals: &Globals, request: &Link) -> Answer {
    let ledger = globals.open_read()?;
    let desk = Desk::beside(&globals.ledger, ledger.own_name());
    match request {
        Link::New { subject, until, public, by, dry_run } => {
            let code = ledger.subject(subject, ledger.head())?;
            if *dry_run {
                Desk::may_open_until(*until, ledger.now())?;
                globals.talk("检查通过，没有发出链接", "checked; no link was handed out");
                return Ok(Exit::Done);
            }
            let handed = desk.hand(code, *until, ledger.now(), &user_or(by.as_deref())?)?;
            made(globals, &handed, public.as_ref())
        }
        Link::List { of } => {
            let code = of.as_ref().map(|name| ledger.subject(name, ledger.head())).transpose()?;
            list(globals, &ledger, &desk, code)
        }
        Link::Revoke { id, by, dry_run } => revoke(globals, (&ledger, &desk), (id, by.as_deref()), *dry_run),
    }
}

fn made(globals: &Globals, Handed { link, secret }: &Handed, public: Option<&PublicName>) -> Answer {
    if globals.json.is_some() {
        let view = LinkV1::of(link, Some((secret, public)));
        globals.value(&serde_json::to_value(view).unwrap_or_default())?;
        return Ok(Exit::Done);
    }
    let begun = public.map(ToString::to_string).unwrap_or_default();
    data(&format!("{begun}{}\n", path_of_link(secret)))?;
    let HandedLink { id, subject, until, .. } = link;
    globals.talk(
        &format!("链接 {id} 已发给 {subject}，有效到 {until}。上面一行只显示这一次，请只交给企业本人"),
        &format!("the link {id} was handed to {subject} and opens until {until}. The line above is shown once: give it to the enterprise alone"),
    );
    if public.is_none() {
        globals.talk(
            "这是网页地址之后的部分；网页有名称的，加 --public https://NAME，或写进配置",
            "it goes behind the address of the pages; where these have a name, add --public https://NAME, or set it in the config file",
        );
    }
    Ok(Exit::Done)
}

fn list(globals: &Globals, ledger: &Ledger, desk: &Desk, of: Option<Uscc>) -> Answer {
    let links = desk.links(of)?;
    if globals.json.is_some() {
        globals.value(&serde_json::to_value(LinksV1::of(&links)).unwrap_or_default())?;
        return Ok(Exit::Done);
    }
    if links.is_empty() {
        globals.talk("没有发过链接", "no link was ever handed out");
    }
    for link in &links {
        let words = [&*link.id, link.subject.as_str(), &handed(globals, link), &state(globals, ledger, link)];
        data(&format!("{}\n", legible(&words.join("  "))))?;
    }
    Ok(Exit::Done)
}

/// Who handed it out, when, and how long it opens.
fn handed(globals: &Globals, HandedLink { handed: (at, by), until, .. }: &HandedLink) -> String {
    let day = at.day();
    globals.pick(&format!("{day} 由 {by} 发出，到 {until}"), &format!("handed out on {day} by {by}, until {until}"))
}

fn state(globals: &Globals, ledger: &Ledger, link: &HandedLink) -> String {
    match &link.revoked {
        Some((at, by)) => {
            globals.pick(&format!("{} 由 {by} 撤销", at.day()), &format!("revoked on {} by {by}", at.day()))
        }
        None if ledger.today() > link.until => globals.pick("已到期", "ended"),
        None => globals.pick("有效", "opens"),
    }
}

fn revoke(
    globals: &Globals,
    (ledger, desk): (&Ledger, &Desk),
    (id, by): (&str, Option<&str>),
    dry_run: bool,
) -> Answer {
    let link = if dry_run { desk.revocable_link(id)? } else { desk.revoke_link(id, ledger.now(), &user_or(by)?)? };
    if globals.json.is_some() {
        globals.value(&serde_json::to_value(LinkV1::of(&link, None)).unwrap_or_default())?;
        return Ok(Exit::Done);
    }
    let HandedLink { id, subject, .. } = &link;
    if dry_run {
        globals.talk(
            &format!("检查通过，没有撤销：链接 {id}（{subject}）"),
            &format!("checked and not revoked: the link {id} ({subject})"),
        );
    } else {
        globals.talk(&format!("链接 {id}（{subject}）已撤销"), &format!("the link {id} ({subject}) is revoked"));
    }
    Ok(Exit::Done)
}
