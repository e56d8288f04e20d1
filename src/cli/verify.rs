//! `verify`: the ledger checked, as a whole or for one event.

use crate::cli::exit::Exit;
use crate::cli::output::{Answer, complain};
use crate::cli::request::Globals;
use crate::ledger::{Examined, Ledger};

/// So many damaged places are told: more say nothing new.
const TOLD: usize = 20;

/// `verify`: every event read, the whole tree computed again.
pub(super) fn whole(globals: &Globals) -> Answer {
    match Ledger::examine(&globals.ledger)? {
        Examined::Whole { head, root } => {
            globals.trace(&crate::explain::whole(head, &root))?;
            Ok(Exit::Done)
        }
        Examined::Damaged(places) => {
            for error in places.iter().take(TOLD) {
                complain(&error.complaint(), globals.lang);
            }
            let count = places.len();
            globals.talk(&format!("账本有 {count} 处损坏"), &format!("the ledger is damaged in {count} places"));
            Ok(Exit::Fault)
        }
    }
}

/// `verify --event`: one event, and its way to the root.
pub(super) fn event(globals: &Globals, event: &str) -> Answer {
    let ledger = globals.open_read()?;
    let proved = ledger.prove(event, globals.horizon(&ledger)?.known)?;
    globals.trace(&crate::explain::included(&proved.proof, &proved.leaf, &proved.root))?;
    Ok(Exit::Done)
}
