//! Events that change how the ledger itself is read: types, policies, readings, parameters. Their content is checked
//! against what they speak of.

use crate::event::{Body, Catalogue, Declaration, Event, Known, Query, TypeId, nearest};
use crate::explain::Complaint;
use crate::ledger::companions::{self, Clash};
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::recorded::Recorded;
use crate::ledger::service::shipped_declarations;
use crate::ledger::still_read::unread;
use crate::ledger::twofold::{ATTACHED, Twofold, text_of};
use crate::policy::{Choices, ParamValue, Policy, Reading};
use crate::position::{MissingWord, Vocabulary};
use crate::store::ReadError;
use crate::value::{Bilingual, Position, TypeName};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Whether events of a type are about types, policies or readings; only of these [`check`] has anything to say.
pub(super) fn concerns(kind: &TypeName) -> bool {
    kind.as_str() == ATTACHED || Known::of(kind).is_some()
}

/// What is wrong with an event that changes how the ledger is read; nothing for any other event. Where it is only supposed, a draft of a text may
/// take the place of that text.
pub(super) fn check(recorded: &Recorded<'_>, event: &Event, supposed: bool) -> Result<Option<Fault>, ReadError> {
    let Body::Typed(kind, _) = &event.body else { return Ok(None) };
    let said = Said { catalogue: recorded.catalogue, event, kind: *kind };
    if event.kind.as_str() == ATTACHED {
        return Ok(said.twofold().digest("sha256").err());
    }
    Ok(match Known::of(&event.kind) {
        Some(Known::EventTypeRegistered) => {
            match said.registered_before(recorded)?.map_or_else(|| said.declaration(), Err) {
                Ok(catalogue) => match said.breaks(&catalogue, &policies(recorded)?) {
                    None => match kept_raw(recorded, &said.text("name"))? {
                        None => unread(recorded, &catalogue, &said.text("name"))?,
                        raw => raw,
                    },
                    Some(why) => Some(Fault::TypeBreaks { name: said.text("name").to_string(), why: Box::new(why) }),
                },
                Err(fault) => Some(fault),
            }
        }
        Some(Known::PolicyIssued) => said.issue(issued(recorded)?, supposed).err(),
        Some(Known::PolicyRepealed) => said.repeal(&policies(recorded)?).err(),
        Some(Known::PolicyAmended) => said.amendment(&policies(recorded)?).err(),
        Some(Known::ReadingDecided) => said.decision(&policies(recorded)?).err(),
        Some(Known::FactCorrected | Known::FactRetracted | Known::SubjectRecoded) | None => None,
    })
}

/// Events of a type that were kept before it was known were never checked and have no labels: the type cannot be
/// registered over them.
fn kept_raw(recorded: &Recorded<'_>, name: &str) -> Result<Option<Fault>, ReadError> {
    let known = TypeName::parse(name).filter(|name| recorded.catalogue.type_id(name).is_none());
    let Some(kind) = known else { return Ok(None) };
    let mut first = None;
    recorded.read(&Query::of_types(vec![kind]), Some(1), &mut |stored| {
        first = Some(stored.position);
        false
    })?;
    Ok(first.map(|first| Fault::KeptRaw { name: name.to_owned(), first }))
}

/// A text of a policy that was issued, and the event that did so.
pub(super) struct Issue {
    pub(super) by: Position,
    pub(super) policy: Policy,
}

/// Every policy as it was issued last, in the ledger or earlier in the batch.
pub(super) fn policies(recorded: &Recorded<'_>) -> Result<Vec<Policy>, ReadError> {
    issued(recorded).map(last_texts)
}

/// Of one policy issued again the last text counts.
fn last_texts(issued: Vec<Issue>) -> Vec<Policy> {
    let mut policies: Vec<Policy> = Vec::new();
    for Issue { policy, .. } in issued {
        policies.retain(|known| known.id != policy.id);
        policies.push(policy);
    }
    policies
}

/// Every text of every policy, in the order in which they were issued.
pub(super) fn issued(recorded: &Recorded<'_>) -> Result<Vec<Issue>, ReadError> {
    let mut found = Vec::new();
    let types = TypeName::parse(Known::PolicyIssued.name()).into_iter().collect();
    recorded.read(&Query::of_types(types), None, &mut |stored| {
        found.extend(Event::decode(recorded.catalogue, stored.position, stored.bytes));
        true
    })?;
    found.extend(recorded.own_of(Known::PolicyIssued));
    let issue = |event: &Event| {
        let text = text_of(recorded.catalogue, event, "text")?;
        Some(Issue { by: event.position, policy: Policy::parse(&text).ok()? })
    };
    Ok(found.iter().filter_map(issue).collect())
}

/// An event of this kind and what it says.
struct Said<'a> {
    catalogue: &'a Catalogue,
    event: &'a Event,
    kind: TypeId,
}

impl Said<'_> {
    fn text(&self, field: &str) -> Arc<str> {
        self.twofold().text(field)
    }

    fn twofold(&self) -> Twofold<'_> {
        Twofold { catalogue: self.catalogue, event: self.event }
    }

    /// What no longer works once the catalogue is this one: the rules of a policy, the procedure, the ledger itself.
    fn breaks(&self, catalogue: &Catalogue, policies: &[Policy]) -> Option<Bilingual> {
        own_type(&self.text("name")).or_else(|| what_breaks(catalogue, policies))
    }

    /// The fault of a version that is registered already. The same text again is the same document, another text a change of history.
    fn registered_before(&self, recorded: &Recorded<'_>) -> Result<Option<Fault>, ReadError> {
        let Body::Typed(_, record) = &self.event.body else { return Ok(None) };
        let Some((name, version)) = TypeName::parse(&self.text("name")).zip(self.twofold().version()) else {
            return Ok(None);
        };
        let Some(known) = self.catalogue.versions(&name).iter().find(|known| i64::from(known.version) == version)
        else {
            return Ok(None);
        };
        let key = self.catalogue.natural_key(self.kind, record).unwrap_or_default();
        let by = recorded.holder(&key)?;
        Ok(Some(if *known.text == *self.text("text") {
            Fault::KeyTaken { key, by, line: None }
        } else {
            Fault::TypeRecorded { name, version: known.version, by }
        }))
    }

    /// The catalogue with the declaration in it.
    fn declaration(&self) -> Result<Catalogue, Fault> {
        self.twofold().digest("digest")?;
        let new = Declaration::parse(&self.text("text")).map_err(|error| Fault::Declaration(Box::new(error)))?;
        self.twofold().declares(&new)?;
        let known = self.catalogue.names().flat_map(|name| self.catalogue.versions(name)).cloned();
        Catalogue::new(known.chain([new]).collect()).map_err(|error| Fault::Catalogue(Box::new(error)))
    }

    fn issue(&self, issued: Vec<Issue>, supposed: bool) -> Result<(), Fault> {
        self.twofold().digest("digest")?;
        let text = self.text("text");
        let faulty = |error| Fault::Policy { error: Box::new(error), text: Arc::clone(&text) };
        let policy = Policy::parse(&text).map_err(faulty)?;
        policy.check(self.catalogue).map_err(faulty)?;
        self.twofold().issues(&policy)?;
        if !supposed {
            other_text(&policy, &issued)?;
        }
        companions::check(&policy, &last_texts(issued), self.catalogue)
    }

    /// The policies the event may speak of: the one it names, or all when it names none.
    fn named<'p>(&self, policies: &'p [Policy]) -> Result<Vec<&'p Policy>, Fault> {
        let name = self.text("policy");
        let found: Vec<&Policy> = policies.iter().filter(|known| name.is_empty() || known.id == name).collect();
        if found.is_empty() {
            let known = policies.iter().map(|policy| &*policy.id);
            return Err(Fault::UnknownPolicy { name: name.to_string(), nearest: nearest(&name, known) });
        }
        Ok(found)
    }

    fn repeal(&self, policies: &[Policy]) -> Result<(), Fault> {
        for policy in self.named(policies)? {
            if self.event.occurred_on < policy.issued_on {
                let clash = Box::new(Clash::EndsBeforeIssue { issued_on: policy.issued_on });
                return Err(Fault::PolicyClash { policy: Arc::clone(&policy.id), clash });
            }
        }
        Ok(())
    }

    fn decision(&self, policies: &[Policy]) -> Result<(), Fault> {
        let (named, reading) = (self.named(policies)?, self.text("reading"));
        check_choice(&named, &reading, &self.text("option"))?;
        let having: Vec<&Policy> = named.into_iter().filter(|policy| policy.reading(&reading).is_some()).collect();
        if having.iter().any(|policy| Some(&policy.district) != having.first().map(|first| &first.district)) {
            let policies = having.iter().map(|policy| policy.id.to_string()).collect();
            return Err(Fault::SeveralDistricts { reading: reading.to_string(), policies });
        }
        Ok(())
    }

    fn amendment(&self, policies: &[Policy]) -> Result<(), Fault> {
        let (path, value, unit) = (self.text("path"), self.text("value"), self.text("unit"));
        for policy in self.named(policies)? {
            let faulty = |error| Fault::Policy { error: Box::new(error), text: Arc::clone(&path) };
            let program = policy.program(self.catalogue, &Choices::default()).map_err(faulty)?;
            let Some(parameter) = program.parameters.iter().find(|known| known.path == path) else {
                let known = program.parameters.iter().map(|known| &*known.path);
                return Err(Fault::UnknownParameter { path: path.to_string(), nearest: nearest(&path, known) });
            };
            if *unit != *parameter.unit || ParamValue::parse(&value, &unit).is_none() {
                return Err(Fault::BadParameterValue { value: value.to_string(), unit: unit.to_string() });
            }
        }
        Ok(())
    }
}

/// A version of a policy is one text for ever. The very same text again is told by its key.
fn other_text(policy: &Policy, issued: &[Issue]) -> Result<(), Fault> {
    let own = || issued.iter().filter(|known| known.policy.id == policy.id && known.policy.document == policy.document);
    let newest = own().map(|known| known.policy.version).max().unwrap_or_default();
    match own().find(|known| known.policy.version == policy.version && known.policy.digest != policy.digest) {
        Some(known) => Err(Fault::PolicyRecorded {
            policy: Arc::clone(&policy.id),
            version: policy.version,
            next: newest.saturating_add(1),
            by: known.by,
        }),
        None => Ok(()),
    }
}

/// Why no further version of a type of the ledger's own is taken; nothing of other types.
pub(super) fn own_type(name: &str) -> Option<Bilingual> {
    let is_own = *name == *ATTACHED || TypeName::parse(name).and_then(|name| Known::of(&name)).is_some();
    is_own.then(|| Bilingual::new("账本自身要懂这个类型", "the ledger itself must understand this type"))
}

/// What the rules of some policies, or the procedure, can no longer read once the catalogue is this one.
pub(super) fn what_breaks(catalogue: &Catalogue, policies: &[Policy]) -> Option<Bilingual> {
    if let Err(MissingWord(word)) = Vocabulary::new(catalogue) {
        return Some(Bilingual::new(&format!("办理程序要用 {word}"), &format!("the procedure reads {word}")));
    }
    policies.iter().find_map(|policy| policy.check(catalogue).err()).map(|error| {
        let complaint = Complaint::of_policy(&error, "");
        Bilingual::new(
            &format!("政策规则：{}", complaint.why.zh),
            &format!("rules of the policy: {}", complaint.why.en),
        )
    })
}

/// Checks that one of some policies has this option of this reading.
pub(super) fn check_choice(policies: &[&Policy], reading: &str, option: &str) -> Result<(), Fault> {
    let found: Vec<&Reading> = policies.iter().filter_map(|policy| policy.reading(reading)).collect();
    if found.is_empty() {
        let all = policies.iter().flat_map(|policy| &policy.readings);
        let nearest = nearest(reading, all.map(|known| &*known.id.0));
        return Err(Fault::UnknownReading { id: reading.to_owned(), nearest });
    }
    if found.iter().any(|reading| reading.option(option).is_some()) {
        return Ok(());
    }
    let allowed: BTreeSet<String> =
        found.iter().flat_map(|reading| &reading.options).map(|option| option.token.to_string()).collect();
    let allowed = allowed.into_iter().collect();
    Err(Fault::UnknownOption { reading: reading.to_owned(), option: option.to_owned(), allowed })
}

/// Checks a policy file under every option of every reading, against the types the program brings along. Gives the
/// document's number, or what is wrong and where.
pub fn check_policy(text: &str) -> Result<Result<Arc<str>, Complaint>, LedgerError> {
    let catalogue = Catalogue::new(shipped_declarations()?).map_err(|error| LedgerError::Catalogue(Box::new(error)))?;
    let checked = Policy::parse(text).and_then(|policy| policy.check(&catalogue).map(|()| policy.document));
    Ok(checked.map_err(|error| Complaint::of_policy(&error, text)))
}
