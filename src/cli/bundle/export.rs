//! `export bundle`: a payment or a subject, to be taken away.

use crate::cli::checkpoint::tell_new_key;
use crate::cli::exit::Exit;
use crate::cli::new_file::NewFile;
use crate::cli::output::{Answer, Stop};
use crate::cli::request::Globals;
use crate::ledger::{About, Asking, Horizon, Ledger, LedgerError};
use crate::value::{Uscc, counted};
use crate::view::{ExportV1, papers};
use std::path::Path;
use std::sync::Arc;

/// Writes the bundle to a new file. The ledger signs it, so it is opened for writing.
pub(in crate::cli) fn export(globals: &Globals, name: &str, out: &Path) -> Answer {
    let file = NewFile::at(out)?;
    let ledger = globals.open()?;
    let Horizon { on, known } = globals.horizon(&ledger)?;
    let asking =
        Asking { about: about(&ledger, name, Horizon { on, known })?, on, known, reads: globals.reads.clone() };
    let signer = ledger.signer(globals.key.as_deref())?;
    let package = ledger.bundle(&asking, &signer, papers)?;
    tell_new_key(globals, &signer);
    let bytes = package.packed()?;
    file.fill(&bytes)?;
    if globals.json.is_some() {
        globals.value(&serde_json::to_value(ExportV1::of_bundle(out, &package)).unwrap_or_default())?;
    }
    let under = asking.under();
    let (shown, events, size) = (out.display(), package.events, bytes.len());
    globals.talk(
        &format!("{}底稿包写入 {shown}：{events} 个事件，{size} 字节，到 #{known}", under.zh),
        &format!(
            "{}the bundle is in {shown}: {}, {size} bytes, up to #{known}",
            under.en,
            counted(u64::try_from(events).unwrap_or(u64::MAX), "event")
        ),
    );
    globals.talk(
        "连同公钥（qizhang checkpoint --keys）分别交给核对的人：qizhang verify 文件 --vkey 公钥",
        "hand it over, and the public key (qizhang checkpoint --keys) on another way: qizhang verify FILE --vkey KEY",
    );
    Ok(Exit::Done)
}

/// A payment of this number, or else a subject of this code or name.
fn about(ledger: &Ledger, name: &str, horizon: Horizon) -> Result<About, Stop> {
    if let Some(paid) = ledger.payment_by(name, horizon)? {
        return Ok(About::Payment(Arc::clone(&paid.number)));
    }
    match ledger.subject(name, horizon.known) {
        Ok(subject) => Ok(About::Subject(subject)),
        // What is neither a code nor near to a name was meant as a number.
        Err(LedgerError::UnknownSubject { nearest, .. }) if nearest.is_empty() && Uscc::parse(name).is_err() => {
            Err(LedgerError::UnknownPayment { number: name.to_owned(), nearest: None }.into())
        }
        Err(error) => Err(error.into()),
    }
}
