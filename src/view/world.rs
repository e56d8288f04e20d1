//! A position with the names of the world it was computed in.

use crate::event::TypeId;
use crate::ledger::World;
use crate::position::{Gap, Position};
use crate::view::{Names, PositionV1, Stamp};
use std::sync::Arc;

/// `position.v1` of a position computed in a world.
pub fn position_v1(world: &World, position: &Position) -> PositionV1 {
    let policy = world.policy();
    let stamp = Stamp {
        known: world.horizon.known,
        root: world.root,
        policy: Arc::clone(&policy.id),
        document: Arc::clone(&policy.document),
        policy_digest: policy.digest,
    };
    PositionV1::of(position, &stamp, world)
}

impl Names for World {
    fn event_type(&self, kind: TypeId) -> Arc<str> {
        self.catalogue.declaration(kind).name.as_str().into()
    }

    fn asked(&self, gap: &Gap) -> Option<Arc<str>> {
        let measure = |id| self.program.measure(id).map(|measure| Arc::clone(&measure.name));
        match gap {
            Gap::Fact { measure: asked, .. } => asked.and_then(measure),
            Gap::Field { measure: asked } | Gap::Reading(asked) => measure(*asked),
            Gap::Term(term) => {
                let term = usize::try_from(*term).ok().and_then(|index| self.program.open_terms.get(index));
                term.map(|term| Arc::clone(&term.name))
            }
            Gap::Names(_) | Gap::Uncomputable => None,
        }
    }

    fn exclusion(&self, number: usize) -> Arc<str> {
        self.program.exclusions.get(number).map_or_else(|| Arc::from(""), |exclusion| Arc::clone(&exclusion.name))
    }

    fn option(&self, document: usize, reading: &str) -> Arc<str> {
        let policy = self.policies.get(document);
        let known = policy.and_then(|policy| policy.readings.iter().find(|known| *known.id.0 == *reading));
        let chosen = known.and_then(|known| known.chosen(&self.program.document(document).choices));
        chosen.map_or_else(|| Arc::from(""), |option| Arc::clone(&option.token))
    }

    fn policy(&self, document: usize) -> Arc<str> {
        Arc::clone(&self.program.document(document).policy)
    }
}
