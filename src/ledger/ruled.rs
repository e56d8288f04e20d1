//! Questions about documents and registers, and the draft that issues a document.

use crate::event::{Draft, nearest};
use crate::explain::{Complaint, Document};
use crate::ledger::drafted::issued;
use crate::ledger::error::LedgerError;
use crate::ledger::govern::issued as issued_texts;
use crate::ledger::recorded::Recorded;
use crate::ledger::service::Ledger;
use crate::ledger::world::World;
use crate::policy::{Policy, Register};
use crate::position::Position;
use crate::value::{Position as Pos, Uscc};
use std::sync::Arc;

impl World {
    /// The documents the ledger knows.
    pub fn documents(&self) -> Document {
        crate::explain::documents(&self.program, &self.issued)
    }

    /// The parameters of the policy that is named, or of the one that stands on the business day.
    pub fn parameters(&self, name: Option<&str>) -> Result<Document, LedgerError> {
        let policy = self.policy_of(name)?;
        let index = self.program.documents.iter().position(|document| document.policy == policy.id);
        Ok(crate::explain::parameters(&self.program, index.unwrap_or_else(|| self.principal()), self.horizon.on))
    }

    /// Which document governs each item of a position, and why.
    pub fn governing(&self, position: &Position) -> Document {
        crate::explain::governing(&self.case(position))
    }

    /// The registers that a name means, all without one, as they stand on the business day; for one subject what concerns
    /// it.
    pub fn registers(&self, name: Option<&str>, subject: Option<Uscc>) -> Result<Document, LedgerError> {
        let engine = self.engine();
        let named = |code: Uscc| self.named(code);
        let mut page = Document::default();
        for register in self.registers_named(name)? {
            let rows = engine.register(register, subject);
            // Of one subject only what is there is of interest.
            if subject.is_none() || !rows.is_empty() {
                let told = crate::explain::register(
                    &self.catalogue,
                    register,
                    &rows,
                    self.horizon.on,
                    subject.is_some(),
                    &named,
                );
                page.parts.extend(told.parts);
            }
        }
        Ok(page)
    }

    fn registers_named(&self, name: Option<&str>) -> Result<Vec<&Register>, LedgerError> {
        let all = &self.program.registers;
        let Some(name) = name else { return Ok(all.iter().collect()) };
        let article = crate::ledger::attach::article_name(name);
        let means = |register: &&Register| {
            *register.name == *name || *register.title.zh == *name || article.as_deref() == Some(&*register.article)
        };
        let found: Vec<&Register> = all.iter().filter(means).collect();
        if found.is_empty() {
            let ids: Vec<Arc<str>> = all.iter().map(|register| Arc::clone(&register.name)).collect();
            let near = nearest(name, ids.iter().map(|id| &**id));
            let allowed = near.map_or_else(|| ids.iter().map(ToString::to_string).collect(), |near| vec![near]);
            return Err(LedgerError::UnknownRegister { name: name.to_owned(), allowed });
        }
        Ok(found)
    }
}

impl Ledger {
    /// Which event issued this very text of a policy; none where it was never issued.
    pub fn issued_at(&self, text: &str) -> Result<Option<Pos>, LedgerError> {
        let catalogue = self.catalogue();
        let issued = issued_texts(&Recorded::new(&*self.store, &catalogue))?;
        Ok(issued.iter().find(|known| known.policy.text() == text).map(|known| known.by))
    }
}

/// The draft that issues a policy file on the day of its issue; the ledger checks it when it is appended.
pub fn issue(text: &str) -> Result<Result<Draft, Complaint>, LedgerError> {
    let policy = match Policy::parse(text) {
        Ok(policy) => policy,
        Err(error) => return Ok(Err(Complaint::of_policy(&error, text))),
    };
    issued(&policy).map(Ok)
}

/// How two policy files differ, or what is wrong with one of them, which is told by its place: 0 or 1.
pub fn policy_differences(one: &str, other: &str) -> Result<Document, Box<(usize, Complaint)>> {
    let parse = |place: usize, text: &str| {
        Policy::parse(text).map_err(|error| Box::new((place, Complaint::of_policy(&error, text))))
    };
    Ok(crate::explain::differences(&parse(0, one)?, &parse(1, other)?))
}
