//! What the question selects: said by the attestation, and seen in the events.

use super::record::{FacetRecord, Record};
use super::told::Difference;
use crate::store::{Held, Stored};
use crate::value::{Digest, EventId, Position};
use std::collections::BTreeMap;

/// An excerpt of the events, and where what was signed about them is not so.
pub(super) fn selection(record: &Record, events: BTreeMap<Position, Stored>, root: Digest) -> (Held, Vec<Difference>) {
    let mut held = Held { size: Position(record.size), events, ..Held::default() };
    let mut wrong = Vec::new();
    for said in &record.selection {
        let Some(facet) = said.facet() else {
            wrong.push(Difference::Selection { facet: name(said), position: None });
            continue;
        };
        let own = held.events.values().filter(|event| facet.selects(&event.kind, &event.tags));
        let own: Vec<Position> = own.map(|event| event.position).collect();
        let told: Vec<Position> = said.positions.iter().map(|position| Position(*position)).collect();
        if own != told {
            let odd = own.iter().find(|one| !told.contains(one)).or_else(|| told.iter().find(|one| !own.contains(one)));
            wrong.push(Difference::Selection { facet: name(said), position: odd.copied() });
        }
        held.facets.insert(facet, own);
    }
    for said in &record.ids {
        let place = said.position.map(Position);
        let stands = |id: EventId| match place {
            Some(place) => held.events.get(&place).is_some_and(|event| event.id == id),
            None => held.events.values().all(|event| event.id != id),
        };
        match EventId::parse(&said.id).filter(|id| stands(*id)) {
            Some(id) => drop(held.ids.insert(id, place)),
            None => wrong.push(Difference::Selection { facet: said.id.clone(), position: place }),
        }
    }
    for said in &record.roots {
        let grown = Digest::parse(&said.root).filter(|earlier| {
            let proof = record.consistency(said).filter(|_| said.size > 0);
            proof.is_some_and(|proof| proof.proves(earlier, &root))
        });
        match grown {
            Some(earlier) => drop(held.roots.insert(Position(said.size), earlier)),
            None => wrong.push(Difference::EarlierRoot { size: Position(said.size) }),
        }
    }
    held.roots.insert(held.size, root);
    (held, wrong)
}

fn name(said: &FacetRecord) -> String {
    let kind = said.kind.as_deref().unwrap_or("*");
    [&[kind], said.tags.iter().map(String::as_str).collect::<Vec<_>>().as_slice()].concat().join(" ")
}
