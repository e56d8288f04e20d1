//! What the ledger knew at a horizon: the facts, the policy as amended, the readings as decided; ready to be asked.

use crate::event::{Catalogue, Event, nearest};
use crate::explain::{Case, Decisions, Document, LapseRow, Phrase, Supposed, Texts};
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::horizon::Horizon;
use crate::ledger::rules::{Rules, choose};
use crate::ledger::scope;
use crate::ledger::service::Ledger;
use crate::policy::{Choices, Compiled, Policy, Program};
use crate::position::{Engine, FactRef, Position, StatusSpan, Vocabulary};
use crate::timeline::Timeline;
use crate::value::{Bilingual, Day, Digest, Uscc};
use std::sync::Arc;

/// What a question is asked of.
#[derive(Debug, Clone)]
pub struct Question {
    /// The two times.
    pub horizon: Horizon,
    /// Whom it concerns.
    pub scope: Scope,
    /// Readings flipped for this question alone: id and option.
    pub reads: Vec<(String, String)>,
}

/// Whom a question concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everybody.
    All,
    /// One subject, and whoever its position depends on.
    Subject(Uscc),
    /// Nobody: only how the ledger is read.
    Rules,
}

/// Everything an answer is computed from.
#[derive(Debug)]
pub struct World {
    /// The two times.
    pub horizon: Horizon,
    /// The types registered by then.
    pub catalogue: Arc<Catalogue>,
    /// The policies, in the order of the documents of the program.
    pub policies: Arc<[Policy]>,
    /// For each policy the events that issued a text of it; the last text counts.
    pub issued: Vec<Vec<FactRef>>,
    /// The policies compiled together, with amendments, repeals and readings as known.
    pub program: Program,
    /// The words of the procedure.
    pub words: Vocabulary,
    /// The facts.
    pub timeline: Arc<Timeline>,
    /// For each policy the readings decided by an event.
    pub decided: Vec<Decisions>,
    /// The official text by policy and article, where it is attached.
    pub texts: Texts,
    /// What positions would be under other readings, as far as that was asked.
    pub supposed: Supposed,
    /// The root over the ledger up to the knowledge horizon.
    pub root: Digest,
}

impl Ledger {
    /// What the ledger knew, as far as a question needs it.
    pub fn world(&self, question: &Question) -> Result<World, LedgerError> {
        let Question { horizon, scope, .. } = question;
        let Some(catalogue) = self.catalogue_at(horizon.known)? else {
            return Err(LedgerError::NothingKnown { known: horizon.known });
        };
        let events = match scope {
            Scope::All => scope::everything(self.sight(), &catalogue, horizon.known)?,
            Scope::Subject(subject) => scope::around(self.sight(), &catalogue, horizon.known, Some(*subject))?,
            Scope::Rules => scope::around(self.sight(), &catalogue, horizon.known, None)?,
        };
        let root = self.store.root(horizon.known)?;
        World::of(&self.compiled, catalogue, events, question, root)
    }
}

impl World {
    /// What some events say at the horizon of a question; the root stands for the ledger they are of.
    pub(super) fn of(
        compiled: &Arc<Compiled>,
        catalogue: Arc<Catalogue>,
        events: Vec<Event>,
        question: &Question,
        root: Digest,
    ) -> Result<World, LedgerError> {
        let timeline = Timeline::build(&catalogue, events);
        World::over(compiled, catalogue, timeline, question, root)
    }

    /// What some facts say at the horizon of a question.
    pub(super) fn over(
        compiled: &Arc<Compiled>,
        catalogue: Arc<Catalogue>,
        timeline: Timeline,
        question: &Question,
        root: Digest,
    ) -> Result<World, LedgerError> {
        let Question { horizon, reads, .. } = question;
        let issued = Rules { catalogue: &catalogue, timeline: &timeline, horizon: *horizon }.policies(compiled)?;
        if issued.is_empty() {
            return Err(LedgerError::NothingKnown { known: horizon.known });
        }
        let policies = issued.iter().map(|issued| issued.policy.clone()).collect();
        let words = Vocabulary::new(&catalogue).map_err(LedgerError::Vocabulary)?;
        let issued = issued.into_iter().map(|issued| issued.by).collect();
        let (compiled, timeline) = (Arc::clone(compiled), Arc::new(timeline));
        Facts { compiled, catalogue, policies, issued, words, timeline, root }.read(*horizon, reads)
    }

    /// The same knowledge on another business day and under other readings: the facts are shared, and only how they are read
    /// is put together anew.
    pub fn asked_on(&self, on: Day, reads: &[(String, String)]) -> Result<World, LedgerError> {
        let facts = Facts {
            compiled: Arc::clone(self.supposed.compiled()),
            catalogue: Arc::clone(&self.catalogue),
            policies: Arc::clone(&self.policies),
            issued: self.issued.clone(),
            words: self.words.clone(),
            timeline: Arc::clone(&self.timeline),
            root: self.root,
        };
        facts.read(Horizon { on, known: self.horizon.known }, reads)
    }
}

/// What was known, before it is read.
struct Facts {
    compiled: Arc<Compiled>,
    catalogue: Arc<Catalogue>,
    policies: Arc<[Policy]>,
    issued: Vec<Vec<FactRef>>,
    words: Vocabulary,
    timeline: Arc<Timeline>,
    root: Digest,
}

impl Facts {
    /// Under the readings decided by a business day, and those flipped for a question.
    fn read(self, horizon: Horizon, reads: &[(String, String)]) -> Result<World, LedgerError> {
        let Facts { compiled, catalogue, policies, issued, words, timeline, root } = self;
        let rules = Rules { catalogue: &catalogue, timeline: &timeline, horizon };
        let decided: Vec<Decisions> = policies.iter().map(|policy| rules.decided(policy)).collect();
        let choices = choose(&policies, &decided, reads)?;
        let joined = compiled.joined(&policies, &catalogue, &choices).map_err(|(index, error)| {
            let text = policies.get(index).map_or("", Policy::text);
            LedgerError::Policy { error: Box::new(error), text: Arc::from(text) }
        })?;
        let mut program = Program::clone(&joined);
        for policy in policies.iter() {
            program.amend(&policy.id, &rules.amendments(policy));
        }
        rules.repeal(&mut program);
        let (texts, supposed) = (rules.texts(), Supposed::new(compiled, Arc::clone(&catalogue)));
        Ok(World { horizon, catalogue, policies, issued, program, words, timeline, decided, texts, supposed, root })
    }
}

impl World {
    /// The policy a question without an item speaks of.
    #[expect(clippy::indexing_slicing, reason = "the program has a document for each policy")]
    pub fn policy(&self) -> &Policy {
        &self.policies[self.principal()]
    }

    /// Its number in the program.
    pub fn principal(&self) -> usize {
        self.program.principal(self.horizon.on)
    }

    /// The policy a text belongs to: the one that is named, or the one whose number the text gives first.
    pub fn policy_of_text(&self, name: Option<&str>, text: &str) -> Result<&Policy, LedgerError> {
        let numbered = self.policies.iter().filter_map(|policy| Some((text.find(&*policy.document)?, policy)));
        match (name, numbered.min_by_key(|(at, _)| *at)) {
            (None, Some((_, policy))) => Ok(policy),
            (name, _) => self.policy_of(name),
        }
    }

    /// The readings of the policy that is named, or of the one that stands on the business day.
    pub fn readings(&self, name: Option<&str>) -> Result<Document, LedgerError> {
        let policy = self.policy_of(name)?;
        let (choices, decided) = self.read(policy);
        Ok(crate::explain::readings(policy, &choices, &decided))
    }

    /// How a policy is read: the choices in force, and which of them an event decided.
    pub(super) fn read(&self, policy: &Policy) -> (Choices, Decisions) {
        let index = self.program.documents.iter().position(|document| document.policy == policy.id);
        let choices = index.map(|index| self.program.document(index).choices.clone());
        let decided = index.and_then(|index| self.decided.get(index).cloned());
        (choices.unwrap_or_default(), decided.unwrap_or_default())
    }

    /// The policy that is named, or the one that stands on the business day.
    pub fn policy_of(&self, name: Option<&str>) -> Result<&Policy, LedgerError> {
        let Some(name) = name else { return Ok(self.policy()) };
        self.policies.iter().find(|policy| *policy.id == *name).ok_or_else(|| {
            let known = self.policies.iter().map(|policy| &*policy.id);
            let fault = Fault::UnknownPolicy { name: name.to_owned(), nearest: nearest(name, known) };
            LedgerError::Reading(Box::new(fault))
        })
    }
}

impl World {
    /// The position of a subject.
    pub fn position(&self, subject: Uscc) -> Position {
        self.engine().position(subject)
    }

    /// An engine for many subjects.
    pub fn engine(&self) -> Engine<'_> {
        Engine::new(&self.timeline, &self.program, &self.words, self.horizon.on)
    }

    /// The statuses that end from the business day on and within so many days, the nearest first. Those that ended before
    /// their time are not news; those that never end do not lapse.
    pub fn lapsing(&self, within: i64) -> Vec<LapseRow> {
        let (on, until) = (self.horizon.on, self.horizon.on.plus_days(within));
        let engine = self.engine();
        let mut rows = Vec::new();
        for subject in self.timeline.subjects() {
            let spans = engine.statuses(*subject).into_iter();
            for span in spans.filter(|span| span.holds && on <= span.last && span.last <= until) {
                rows.push(LapseRow {
                    subject: *subject,
                    name: Some(self.name_of(*subject)),
                    status: span.title.clone(),
                    last: span.last,
                    days_left: span.last.days_since(on),
                    happens: happens(&span),
                });
            }
        }
        rows.sort_by(|a, b| (a.last, a.subject, &a.status).cmp(&(b.last, b.subject, &b.status)));
        rows
    }

    /// What an explanation of a position is made from.
    pub fn case<'w>(&'w self, position: &'w Position) -> Case<'w> {
        Case {
            catalogue: &self.catalogue,
            policies: &self.policies,
            program: &self.program,
            words: &self.words,
            timeline: &self.timeline,
            position,
            decided: &self.decided,
            texts: &self.texts,
            supposed: &self.supposed,
            known: self.horizon.known,
            root: self.root,
        }
    }
}

/// What becomes of a status after its last day.
fn happens(span: &StatusSpan) -> Phrase {
    let (after, title) = (span.last.next(), &span.title);
    Phrase::Words(Bilingual::new(
        &format!("{after} 起不再属于“{}”", title.zh),
        &format!("from {after} no longer: {}", title.en),
    ))
}

impl World {
    /// The articles and grants of the policy that a name means: `第七条`, `7`, `第七条/标准`.
    pub fn grants_named(&self, name: &str) -> Result<Vec<Arc<str>>, LedgerError> {
        let ids = || self.program.grants.iter().map(|grant| Arc::clone(&grant.id));
        let article = crate::ledger::attach::article_name(name);
        let of_article = |id: &Arc<str>| article.as_deref() == id.split('/').next();
        let found: Vec<Arc<str>> = ids().filter(|id| **id == *name || of_article(id)).collect();
        if found.is_empty() {
            let near = nearest(name, ids().collect::<Vec<_>>().iter().map(|id| &**id));
            // A grant that two documents have under one name is named once.
            let mut all: Vec<String> = Vec::new();
            for id in ids() {
                if !all.iter().any(|known| **known == *id) {
                    all.push(id.to_string());
                }
            }
            let allowed = near.map_or(all, |near| vec![near]);
            return Err(LedgerError::UnknownArticle { name: name.to_owned(), allowed });
        }
        Ok(found)
    }
}
