//! `checkpoint`: the root of the ledger, signed; and the keys that sign.

use crate::cli::exit::Exit;
use crate::cli::input::{options, read};
use crate::cli::new_file::NewFile;
use crate::cli::output::{Answer, Stop, data};
use crate::cli::request::{Checkpoint, Globals, Writing};
use crate::ledger::{Ledger, Signed, Signer, SystemClock};
use serde_json::json;
use std::path::Path;

/// Does what was asked.
pub(super) fn checkpoint(globals: &Globals, request: &Checkpoint) -> Answer {
    match request {
        Checkpoint::Keys => keys(globals),
        Checkpoint::Sign { out } => {
            let ledger = globals.open()?;
            let known = globals.horizon(&ledger)?.known;
            let signer = ledger.signer(globals.key.as_deref())?;
            let checkpoint = ledger.sign_at(&signer, known)?;
            tell_new_key(globals, &signer);
            give(globals, &checkpoint, out.as_deref())
        }
        Checkpoint::NewKey { old_is_lost, out } => {
            let signed = globals.open()?.sign_with_new_key(globals.key.as_deref(), *old_is_lost)?;
            globals.talk(
                "密钥已更换；请把新公钥（qizhang checkpoint --keys）交给核对的人",
                "the key was replaced; hand the new public key (qizhang checkpoint --keys) to whoever checks",
            );
            give(globals, &signed, out.as_deref())
        }
        Checkpoint::AcceptLoss { writing, out } => accept_loss(globals, writing, out.as_deref()),
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

fn accept_loss(globals: &Globals, writing: &Writing, out: Option<&Path>) -> Answer {
    let clock = Box::new(SystemClock);
    let (signed, kept) = Ledger::accept_loss(&globals.ledger, clock, globals.key.as_deref(), options(writing))?;
    let (size, kept) = (signed.size, kept.display());
    globals.talk(
        &format!("已接受损失，记为事件 #{size}；原检查点存于 {kept}"),
        &format!("the loss was accepted and recorded as event #{size}; the old checkpoint is kept as {kept}"),
    );
    give(globals, &signed, out)
}

/// The signed note, where it is wanted.
fn give(globals: &Globals, signed: &Signed, out: Option<&Path>) -> Answer {
    if let Some(path) = out {
        NewFile::at(path)?.fill(signed.note.as_bytes())?;
        let (size, shown) = (signed.size, path.display());
        globals
            .talk(&format!("到 #{size} 的检查点写入 {shown}"), &format!("the checkpoint up to #{size} is in {shown}"));
    } else if globals.json.is_some() {
        globals.value(&json!({"format": "checkpoint.v1", "size": signed.size.0, "checkpoint": signed.note}))?;
    } else {
        data(&signed.note)?;
    }
    Ok(Exit::Done)
}

/// Says where a key is that was made just now.
pub(super) fn tell_new_key(globals: &Globals, signer: &Signer) {
    if let Some(file) = signer.made() {
        let file = file.display();
        globals.talk(
            &format!("已建立签名密钥 {file}；公钥见 qizhang checkpoint --keys"),
            &format!("a key that signs was made: {file}; qizhang checkpoint --keys has its public half"),
        );
    }
}

/// A file that was asked about, as text.
pub(super) fn text_of(file: &Path) -> Result<String, Stop> {
    Ok(String::from_utf8_lossy(&read(Some(file))?).into_owned())
}
