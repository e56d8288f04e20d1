//! The plan of a call: what each item of it may be approved for, or what stands in the way.
//!
//! An application is decided when its review was passed and no objection against it was upheld.

use crate::event::Said;
use crate::explain::{Document, Planning, Way};
use crate::ledger::world::World;
use crate::position::{ApplicationBasis, Item, Outcome, Position};
use crate::value::{Fen, Uscc};
use rustc_hash::FxHashSet;

/// A subject in a call.
#[derive(Debug, Clone)]
pub struct Planned {
    /// Its position on the business day.
    pub position: Position,
    /// The number of the application that may be decided.
    pub application: Option<String>,
    /// The items of the call, by index, and the way of each.
    pub lines: Vec<(usize, Way)>,
}

impl Planned {
    /// What may be approved, with how much.
    pub fn ready(&self) -> impl Iterator<Item = (&Item, Fen)> {
        self.lines.iter().filter_map(|(index, way)| match way {
            Way::Ready(amount) => Some((self.position.items.get(*index)?, *amount)),
            Way::Decided
            | Way::NotApplied
            | Way::InReview
            | Way::Rejected
            | Way::Failed
            | Way::Upheld
            | Way::Withheld
            | Way::Open
            | Way::Nothing => None,
        })
    }
}

impl World {
    /// The plan of a call, of everybody or of one subject.
    pub fn planned(&self, call_year: i32, of: Option<Uscc>) -> Vec<Planned> {
        let procedure = Procedure::of(self);
        let engine = self.engine();
        let subjects = self.timeline.subjects().iter().filter(|subject| of.is_none_or(|of| of == **subject));
        let planned = subjects.map(|subject| {
            let position = engine.position(*subject);
            let application = procedure.application(&position, call_year);
            let way = |item: &Item| way(item, application);
            let items = position.items.iter().enumerate();
            let own = items.filter(|(_, item)| item.fact_year.saturating_add(1) == call_year);
            let lines = own.map(|(index, item)| (index, way(item))).collect();
            let decided = application.filter(|(_, standing)| *standing == Standing::Passed);
            Planned { lines, application: decided.map(|(number, _)| number.to_owned()), position }
        });
        planned.filter(|planned| !planned.lines.is_empty()).collect()
    }

    /// A plan in words.
    pub fn plan_page(&self, call_year: i32, plan: &[Planned]) -> Document {
        let cases: Vec<_> = plan.iter().map(|planned| (self.case(&planned.position), &planned.lines[..])).collect();
        let name = |code: Uscc| self.named(code);
        crate::explain::plan(
            &Planning { year: call_year, known: self.horizon.known, on: self.horizon.on },
            &cases,
            &name,
        )
    }
}

/// What may be done about an item, given its application.
fn way(item: &Item, application: Option<(&str, Standing)>) -> Way {
    match item.outcome {
        Outcome::Undetermined(_) | Outcome::NoGoverningPolicy(_) => return Way::Open,
        Outcome::Refused(_) | Outcome::NotNamed | Outcome::MissedCall | Outcome::FactGone => return Way::Nothing,
        Outcome::Due => {}
    }
    let amount = item.net.less(item.approved);
    if !amount.is_positive() {
        return if item.approved.is_positive() { Way::Decided } else { Way::Nothing };
    }
    if item.withheld_since.is_some() {
        return Way::Withheld;
    }
    match application.map(|(_, standing)| standing) {
        None => Way::NotApplied,
        Some(Standing::Submitted) => Way::InReview,
        Some(Standing::Rejected) => Way::Rejected,
        Some(Standing::Failed) => Way::Failed,
        Some(Standing::Upheld) => Way::Upheld,
        Some(Standing::Passed) => Way::Ready(amount),
    }
}

/// How far an application has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Rejected,
    Submitted,
    Failed,
    Upheld,
    Passed,
}

/// The state of the applications of a call.
struct Procedure<'w> {
    world: &'w World,
    passed: FxHashSet<&'w str>,
    failed: FxHashSet<&'w str>,
    upheld: FxHashSet<&'w str>,
    rejected: FxHashSet<&'w str>,
}

impl<'w> Procedure<'w> {
    fn of(world: &'w World) -> Self {
        let on = world.horizon.on;
        let all = |name: &'static str| {
            let kind = world.catalogue.type_id_of(name);
            let facts =
                kind.into_iter().flat_map(|kind| world.timeline.of_kind(kind)).filter(move |fact| fact.day <= on);
            facts.map(|fact| Said { catalogue: &world.catalogue, kind: fact.kind, record: &fact.record })
        };
        let reviewed = |result: bool| {
            let own = all("review.completed").filter(move |said| said.slot("passed").flag() == Some(result));
            own.filter_map(|said| said.text("application_no")).collect()
        };
        let upheld: FxHashSet<&str> = all("objection.resolved")
            .filter(|said| said.slot("upheld").flag() == Some(true))
            .filter_map(|said| said.text("objection_no"))
            .collect();
        let against =
            all("objection.filed").filter(|said| said.text("objection_no").is_some_and(|no| upheld.contains(no)));
        let upheld = against.filter_map(|said| said.text("application_no")).collect();
        let rejected = all("application.rejected").filter_map(|said| said.text("application_no")).collect();
        Self { world, passed: reviewed(true), failed: reviewed(false), upheld, rejected }
    }

    fn standing(&self, number: &str) -> Standing {
        if self.upheld.contains(number) {
            Standing::Upheld
        } else if self.passed.contains(number) {
            Standing::Passed
        } else if self.failed.contains(number) {
            Standing::Failed
        } else if self.rejected.contains(number) {
            Standing::Rejected
        } else {
            Standing::Submitted
        }
    }

    /// The subject's application in the call: of several the one that came furthest.
    fn application(&self, position: &Position, call_year: i32) -> Option<(&'w str, Standing)> {
        let of_call = position.items.iter().filter(|item| item.fact_year.saturating_add(1) == call_year);
        let submitted = of_call.filter_map(|item| match item.application.basis {
            ApplicationBasis::Submitted(fact) => self.world.timeline.by_id(fact.id),
            ApplicationBasis::Approved(_) | ApplicationBasis::Horizon | ApplicationBasis::Missed => None,
        });
        let numbers = submitted.filter_map(|fact| {
            let said = Said { catalogue: &self.world.catalogue, kind: fact.kind, record: &fact.record };
            said.text("application_no")
        });
        numbers.map(|number| (number, self.standing(number))).max_by_key(|(_, standing)| *standing)
    }
}
