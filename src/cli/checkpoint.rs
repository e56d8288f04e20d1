//! `checkpoint`: the root of the ledger, signed; and the keys that sign.

use crate::cli::exit::Exit;
use crate::cli::input::{options, read};
use crate::cli::new_file::NewFile;
use crate::cli::output::{Answer, Stop, data};
use crate::cli::request::{Checkpoint, Globals, Writing};
use crate::ledger::{Done, Ledger, LedgerError, Rekeyed, Signed, Signer, SystemClock};
use serde_json::json;
use std::path::Path;

/// Does what was asked.
pub(super) fn checkpoint(globals: &Globals, request: &Checkpoint) -> Answer {
    match request {
        Checkpoint::Keys => keys(globals),
        Checkpoint::Sign { out } => {
            let out = out.as_deref().map(NewFile::at).transpose()?;
            let ledger = globals.open()?;
            let known = globals.horizon(&ledger)?.known;
            let signer = ledger.signer(globals.key.as_deref())?;
            let checkpoint = ledger.sign_at(&signer, known)?;
            tell_new_key(globals, &signer);
            give(globals, &checkpoint, out)
        }
        Checkpoint::NewKey { old_is_lost, out } => new_key(globals, *old_is_lost, out.as_deref()),
        Checkpoint::AcceptLoss { key_is_lost, writing, out } => {
            accept_loss(globals, *key_is_lost, writing, out.as_deref())
        }
    }
}

/// The note is handed out whatever happens to the screen: its place is found before the key is changed.
fn new_key(globals: &Globals, old_is_lost: bool, out: Option<&Path>) -> Answer {
    let out = out.map(NewFile::at).transpose()?;
    let Rekeyed { signed, retired, first } = globals.open()?.sign_with_new_key(globals.key.as_deref(), old_is_lost)?;
    let (zh, en) =
        if first { ("密钥已建立", "a key was made") } else { ("密钥已更换", "the key was replaced") };
    globals.talk(
        &format!("{zh}；请把这个检查点和新公钥（qizhang checkpoint --keys）交给核对的人"),
        &format!("{en}; hand this checkpoint and the new public key (qizhang checkpoint --keys) to whoever checks"),
    );
    if let Some(retired) = retired {
        let retired = retired.display();
        globals.talk(
            &format!("原私钥另存为 {retired}；不再需要它签名，可以销毁"),
            &format!("the private key used until now is kept as {retired}; it signs no more and may be destroyed"),
        );
    }
    give(globals, &signed, out).map_err(untold(if first { Done::KeyMade } else { Done::KeyChanged }))
}

/// What is done stays done, also when the file or the screen that was to have the checkpoint took nothing.
fn untold(done: Done) -> impl FnOnce(Stop) -> Stop {
    move |stop| match stop {
        Stop::Ledger(why) => LedgerError::DoneUntold { done, why }.into(),
        Stop::Slip(_) | Stop::Access(_) | Stop::Person(_) | Stop::Closed => stop,
    }
}

fn keys(globals: &Globals) -> Answer {
    let keys = globals.open_read()?.public_keys()?;
    if globals.json.is_some() {
        globals.value(&json!({"format": "keys.v1", "keys": keys}))?;
    } else if keys.is_empty() {
        globals
            .talk("这个账本还没有密钥；下次写入时建立", "this ledger has no key yet; it gets one with its next append");
    } else {
        data(&(keys.join("\n") + "\n"))?;
    }
    Ok(Exit::Done)
}

fn accept_loss(globals: &Globals, key_is_lost: bool, writing: &Writing, out: Option<&Path>) -> Answer {
    let (out, key) = (out.map(NewFile::at).transpose()?, globals.key.as_deref());
    let clock = Box::new(SystemClock);
    let accepted = Ledger::accept_loss(&globals.ledger, clock, key, key_is_lost, options(writing)?)?;
    let event = accepted.event;
    let kept = accepted.kept.map(|kept| kept.display().to_string());
    let (zh, en) = match kept {
        Some(kept) => (format!("原检查点存于 {kept}"), format!("the old checkpoint is kept as {kept}")),
        None => {
            ("原检查点已不在，无从保存".to_owned(), "the old checkpoint was gone, and there is none to keep".to_owned())
        }
    };
    globals.talk(
        &format!("已接受损失，记为事件 #{event}；{zh}"),
        &format!("the loss was accepted and recorded as event #{event}; {en}"),
    );
    if let Some(count) = accepted.listed_again {
        globals.talk(
            &format!("公钥名单已不在，重新建立，只有 {count} 个公钥；更早的密钥所签的，核对时用 --vkey 给出当时的公钥"),
            &format!(
                "the list of public keys was gone and was made again with {count}; what earlier keys signed is checked with \
                 --vkey and the key of that time"
            ),
        );
    }
    if let Some(file) = &accepted.made {
        tell_made(globals, file);
    }
    give(globals, &accepted.signed, out).map_err(untold(Done::LossAccepted { event }))
}

/// The signed note, where it is wanted.
fn give(globals: &Globals, signed: &Signed, out: Option<NewFile>) -> Answer {
    let (size, kept) = (signed.size, out.is_some());
    if let Some(file) = out {
        let shown = file.path().display().to_string();
        file.fill(signed.note.as_bytes())?;
        globals
            .talk(&format!("到 #{size} 的检查点写入 {shown}"), &format!("the checkpoint up to #{size} is in {shown}"));
    }
    if globals.json.is_some() {
        globals.value(&json!({"format": "checkpoint.v1", "size": size.0, "checkpoint": signed.note}))?;
    } else if !kept {
        data(&signed.note)?;
    }
    Ok(Exit::Done)
}

/// Says where a key is that was made just now.
pub(super) fn tell_new_key(globals: &Globals, signer: &Signer) {
    if let Some(file) = signer.made() {
        tell_made(globals, file);
    }
}

fn tell_made(globals: &Globals, file: &Path) {
    let file = file.display();
    globals.talk(
        &format!("已建立签名密钥 {file}；公钥见 qizhang checkpoint --keys"),
        &format!("a key that signs was made: {file}; qizhang checkpoint --keys has its public half"),
    );
}

/// A file that was asked about, as text.
pub(super) fn text_of(file: &Path) -> Result<String, Stop> {
    Ok(String::from_utf8_lossy(&read(Some(file))?).into_owned())
}
