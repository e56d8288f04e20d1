//! The answers.

use super::request::Token;
use crate::access::{Desk, Entry, Outcome, Token as Kept, Write};
use crate::cli::exit::Exit;
use crate::cli::input::user_or;
use crate::cli::output::{Answer, Stop, data};
use crate::cli::request::Globals;
use crate::ledger::Ledger;
use crate::value::{Bilingual, legible};
use crate::view::{AccessV1, TokenV1, TokensV1, WriteV1};
use std::collections::VecDeque;

/// Does what was asked.
pub(in crate::cli) fn token(globals: &Globals, request: &Token) -> Answer {
    let ledger = globals.open_read()?;
    let desk = Desk::beside(&globals.ledger, ledger.own_name());
    match request {
        Token::New { .. } => new(globals, &ledger, &desk, request),
        Token::List => list(globals, &ledger, &desk),
        Token::Revoke { id, by, dry_run } => revoke(globals, (&ledger, &desk), (id, by.as_deref()), *dry_run),
        Token::Log { limit } => log(globals, &desk, *limit),
    }
}

fn new(globals: &Globals, ledger: &Ledger, desk: &Desk, request: &Token) -> Answer {
    let Token::New { actor, scopes, until, by, dry_run } = request else { return Ok(Exit::Usage) };
    let now = ledger.now();
    if *dry_run {
        Desk::may_end(*until, now)?;
        globals.talk("检查通过，没有发出令牌", "checked; no token was issued");
        return Ok(Exit::Done);
    }
    let issued = desk.issue((actor, scopes, *until), now, &user_or(by.as_deref())?)?;
    if globals.json.is_some() {
        let view = TokenV1::of(&issued.token, Some(issued.secret.told()));
        globals.value(&serde_json::to_value(view).unwrap_or_default())?;
        return Ok(Exit::Done);
    }
    data(&format!("{}\n", issued.secret.told()))?;
    let (id, file) = (&issued.token.id, desk.path().display());
    globals.talk(
        &format!("令牌 {id} 已发给 {actor}，有效到 {until}。上面一行只显示这一次，请交给程序保管；{file} 里只有它的摘要"),
        &format!("the token {id} was issued to {actor} and counts until {until}. The line above is shown once: hand it to the program; {file} has only its digest"),
    );
    Ok(Exit::Done)
}

fn list(globals: &Globals, ledger: &Ledger, desk: &Desk) -> Answer {
    let standing = desk.standing()?;
    if globals.json.is_some() {
        globals.value(&serde_json::to_value(TokensV1::of(&standing.tokens)).unwrap_or_default())?;
        return Ok(Exit::Done);
    }
    if standing.tokens.is_empty() {
        globals.talk("没有发过令牌", "no token was ever issued");
    }
    for token in &standing.tokens {
        let may: Vec<&str> = token.scopes.iter().map(|scope| scope.name()).collect();
        let words =
            [&*token.id, &*token.actor, &may.join(","), &token.until.to_string(), &state(globals, ledger, token)];
        data(&format!("{}\n", legible(&words.join("  "))))?;
    }
    Ok(Exit::Done)
}

fn state(globals: &Globals, ledger: &Ledger, token: &Kept) -> String {
    match &token.revoked {
        Some((at, by)) => {
            globals.pick(&format!("{} 由 {by} 撤销", at.day()), &format!("revoked on {} by {by}", at.day()))
        }
        None if ledger.today() > token.until => globals.pick("已过期", "expired"),
        None => globals.pick("有效", "counts"),
    }
}

fn revoke(
    globals: &Globals,
    (ledger, desk): (&Ledger, &Desk),
    (id, by): (&str, Option<&str>),
    dry_run: bool,
) -> Answer {
    let token = if dry_run { desk.revocable(id)? } else { desk.revoke(id, ledger.now(), &user_or(by)?)? };
    if globals.json.is_some() {
        globals.value(&serde_json::to_value(TokenV1::of(&token, None)).unwrap_or_default())?;
        return Ok(Exit::Done);
    }
    let Kept { id, actor, .. } = &token;
    if dry_run {
        globals.talk(
            &format!("检查通过，没有撤销：令牌 {id}（{actor}）"),
            &format!("checked and not revoked: the token {id} ({actor})"),
        );
    } else {
        globals.talk(&format!("令牌 {id}（{actor}）已撤销"), &format!("the token {id} ({actor}) is revoked"));
    }
    Ok(Exit::Done)
}

fn log(globals: &Globals, desk: &Desk, limit: Option<usize>) -> Answer {
    let mut last: VecDeque<Write> = VecDeque::new();
    desk.entries(&mut |_, entry| {
        if let Entry::Wrote(write) = entry {
            last.push_back(write);
            if limit.is_some_and(|limit| last.len() > limit) {
                last.pop_front();
            }
        }
        true
    })?;
    if globals.json.is_some() {
        let view = AccessV1::of(last.iter().map(WriteV1::of).collect());
        globals.value(&serde_json::to_value(view).unwrap_or_default())?;
        return Ok(Exit::Done);
    }
    if last.is_empty() {
        globals.talk("还没有程序或人员写入过", "no program and nobody has written yet");
    }
    last.iter().try_for_each(|write| line(globals, write)).map(|()| Exit::Done)
}

fn line(globals: &Globals, write: &Write) -> Result<(), Stop> {
    let Write { at, token, actor, route, outcome } = write;
    let nobody = globals.pick("无令牌", "no token");
    let (token, actor) = (token.as_deref().unwrap_or(&nobody), actor.as_deref().unwrap_or(""));
    let became = said(outcome);
    let became = became.get(globals.lang);
    let words: Vec<String> = [&at.to_string(), token, actor, route, became].iter().map(ToString::to_string).collect();
    let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
    data(&format!("{}\n", legible(&words.join("  "))))
}

/// What became of a request, in words.
fn said(outcome: &Outcome) -> Bilingual {
    match outcome {
        Outcome::Recorded { events, positions, .. } => {
            let (first, last) = positions.unwrap_or_default();
            Bilingual::new(
                &format!("记入 {events} 条 #{first}–#{last}"),
                &format!("recorded {events}, #{first}–#{last}"),
            )
        }
        Outcome::Repeated => Bilingual::new("重发，给出第一次的回答", "sent again, and given the first answer"),
        Outcome::Tried => Bilingual::new("只检查", "checked only"),
        Outcome::Submitted { batch } => {
            Bilingual::new(&format!("提交第 {batch} 批"), &format!("submitted batch {batch}"))
        }
        Outcome::Dropped { batch } => Bilingual::new(&format!("撤下第 {batch} 批"), &format!("dropped batch {batch}")),
        Outcome::SignedIn => Bilingual::new("登录", "signed in"),
        Outcome::SignedOut => Bilingual::new("退出", "signed out"),
        Outcome::Refused { code } => Bilingual::new(&format!("退回 {code}"), &format!("refused: {code}")),
    }
}
