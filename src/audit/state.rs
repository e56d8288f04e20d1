//! What people have done about a finding, as events say it.

use crate::audit::Scene;
use crate::audit::detector::Words;
use std::collections::BTreeMap;

/// How far a finding has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum State {
    /// A detector found it; nobody has looked.
    #[default]
    Found,
    /// Somebody has it in hand.
    InReview,
    /// It was explained: on these facts it is no fault.
    Explained,
    /// It is a fault.
    Confirmed,
    /// It was looked at and put aside.
    Dismissed,
    /// It is a fault that was mended.
    Mended,
}

impl State {
    /// The state of every finding that events speak of, by number.
    pub(super) fn all<'a>(scene: &Scene<'a>) -> BTreeMap<&'a str, State> {
        let mut said: Vec<_> = Vec::new();
        for row in scene.ever("audit.finding_recorded") {
            said.push((row.fact.position, row.text("finding_no"), State::InReview));
        }
        for row in scene.ever("audit.finding_explained") {
            said.push((row.fact.position, row.text("finding_no"), State::Explained));
        }
        for row in scene.ever("audit.finding_closed") {
            let state = match row.text("outcome") {
                Some("confirmed") => State::Confirmed,
                Some("remedied") => State::Mended,
                Some(_) | None => State::Dismissed,
            };
            said.push((row.fact.position, row.text("finding_no"), state));
        }
        // The last word counts.
        said.sort_by_key(|(position, ..)| *position);
        said.into_iter().filter_map(|(_, number, state)| Some((number?, state))).collect()
    }

    /// Whether somebody still has to do something.
    pub const fn is_open(self) -> bool {
        match self {
            State::Found | State::InReview | State::Confirmed => true,
            State::Explained | State::Dismissed | State::Mended => false,
        }
    }

    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            State::Found => "found",
            State::InReview => "in_review",
            State::Explained => "explained",
            State::Confirmed => "confirmed",
            State::Dismissed => "dismissed",
            State::Mended => "mended",
        }
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            State::Found => Words("新发现", "found"),
            State::InReview => Words("核查中", "in review"),
            State::Explained => Words("已说明", "explained"),
            State::Confirmed => Words("已确认", "confirmed"),
            State::Dismissed => Words("已排除", "dismissed"),
            State::Mended => Words("已整改", "mended"),
        }
    }
}
