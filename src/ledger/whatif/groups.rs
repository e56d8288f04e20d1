//! Lines added up by what their subjects are, and by year as far as money is still to be paid.

use super::answer::WhatIf;
use super::run::Changed;
use crate::event::{FieldKind, Said, TypeId};
use crate::ledger::world::World;
use crate::value::{Bilingual, Fen, Uscc};
use crate::whatif::{Delta, Group, ToPay};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a fact says what a subject is: a type and its field. What the first one says goes before what the next one says.
type Source = &'static [(&'static str, &'static str)];

/// Its field of technology: that of its last certificate, or of its registration.
const FIELD: Source = &[("hightech.certified", "field"), ("enterprise.registered", "field")];
/// Whether it is above the scale from which the statistics take it in.
const SCALE: Source = &[("enterprise.scale_changed", "scale")];

impl WhatIf<'_> {
    /// By field of technology, the largest difference first.
    pub fn by_field(&self) -> Vec<Group> {
        self.grouped(FIELD)
    }

    /// By scale.
    pub fn by_scale(&self) -> Vec<Group> {
        self.grouped(SCALE)
    }

    fn grouped(&self, source: Source) -> Vec<Group> {
        let world = &self.base.world;
        let mut groups: BTreeMap<Option<(String, Bilingual)>, Group> = BTreeMap::new();
        for (code, items) in world.timeline.subjects().iter().zip(&self.base.items) {
            let own = groups.entry(name(world, *code, source)).or_default();
            let known: Fen = items.iter().filter(|item| item.is_known()).map(|item| item.net).sum();
            (own.base, own.supposed) = (own.base.plus(known), own.supposed.plus(known));
        }
        for one in self.changed.iter().filter(|one| one.differs()) {
            let own = groups.entry(self.name_of(one, source)).or_default();
            own.changed = own.changed.saturating_add(1);
            match one.delta {
                Delta::By(amount) => own.supposed = own.supposed.plus(amount),
                // What is not known in both arms is in neither sum.
                Delta::Opened(amount) => {
                    (own.base, own.supposed) = (own.base.minus(amount), own.supposed.minus(amount));
                }
                Delta::Settled(_) | Delta::Open => {}
            }
        }
        let mut found: Vec<Group> = groups.into_iter().map(|(name, group)| Group { name, ..group }).collect();
        found.sort_by_key(|group| Reverse(group.difference().get().unsigned_abs()));
        found
    }

    /// What the subject of a line is: as the base has it, or as supposed where only that knows it.
    fn name_of(&self, one: &Changed, source: Source) -> Option<(String, Bilingual)> {
        let [base, supposed] = one.codes;
        match (base, supposed) {
            (Some(code), _) => name(&self.base.world, code, source),
            (None, code) => name(&self.supposed, code.unwrap_or(one.subject), source),
        }
    }

    /// What may still be paid and what was paid too much, by year of facts; only years with some of it.
    pub fn to_pay(&self) -> Vec<ToPay> {
        let mut years: BTreeMap<i32, ToPay> = BTreeMap::new();
        for item in self.base.items.iter().flatten() {
            let own = years.entry(item.fact_year).or_default();
            for arm in [0, 1] {
                own.add(arm, item);
            }
        }
        // What is due may be the same and what is withheld of it not: those who were asked again are added up whole.
        for (year, asked) in &self.asked_to_pay {
            years.entry(*year).or_default().move_by(asked);
        }
        let nothing = |own: &ToPay| own.outstanding == [Fen::ZERO; 2] && own.overpaid == [Fen::ZERO; 2];
        years.into_iter().map(|(year, own)| ToPay { year, ..own }).filter(|own| !nothing(own)).collect()
    }
}

/// What a subject is on the business day, from the last fact that says it.
fn name(world: &World, code: Uscc, source: Source) -> Option<(String, Bilingual)> {
    source.iter().find_map(|(kind, field)| {
        let kind = world.catalogue.type_id_of(kind)?;
        let facts = world.timeline.of_subject(code, kind).filter(|fact| fact.day <= world.horizon.on);
        let text = |record| Said { catalogue: &world.catalogue, kind, record }.shared(field);
        let latest = facts.filter_map(|fact| Some((fact.day, text(&fact.record)?))).max_by_key(|(day, _)| *day)?.1;
        Some((latest.to_string(), label(world, kind, field, &latest)))
    })
}

/// The label of a word of a closed list; any other text as it is.
fn label(world: &World, kind: TypeId, field: &str, said: &Arc<str>) -> Bilingual {
    let fields = &world.catalogue.declaration(kind).fields;
    let words = fields.iter().find(|own| own.name == field).map(|own| &own.kind);
    let labelled = match words {
        Some(FieldKind::Choice(words)) => words.iter().find(|(own, _)| **own == **said).map(|(_, label)| label.clone()),
        _ => None,
    };
    labelled.unwrap_or_else(|| Bilingual::new(said, said))
}
