//! A small made-up district, drawn once and shared by the tests that need many facts.

use crate::story::CATALOGUE;
use qizhang::event::{Draft, Event, Stamp, admit};
use qizhang::sample::{Plan, facts};
use qizhang::value::{EventId, Instant, Position};
use serde_json::json;
use std::path::Path;
use std::sync::LazyLock;

/// The events of a district of a hundred and twenty enterprises over six years, as the ledger would hold them.
pub(crate) static EVENTS: LazyLock<Vec<Event>> = LazyLock::new(|| {
    let plan = Plan { enterprises: 120, ..Plan::default() };
    let drawn = facts(&plan);
    let lines = published_rates().into_iter().chain(drawn.iter().map(qizhang::sample::Line::to_json));
    (1..).zip(lines).map(|(number, line)| through_the_door(number, &line)).collect()
});

/// The published LPR, as a new ledger would record it first.
fn published_rates() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("events/reference/lpr.csv");
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{error}"));
    let row = |(number, line): (u64, &str)| {
        let cells: Vec<&str> = line.splitn(6, ',').collect();
        let data =
            json!({"published_on": cells[0], "one_year_pct": cells[1], "five_year_pct": cells[2], "grade": cells[3]});
        let (id, at) = (free_id(1_000_000 + number).to_string(), "2024-01-01T09:00:00.000+08:00");
        json!({"type": "lpr.published", "id": id, "recorded_at": at, "recorded_by": "genesis", "data": data})
            .to_string()
    };
    (1..).zip(text.lines().skip(1)).map(row).collect()
}

fn through_the_door(number: u64, line: &str) -> Event {
    let draft = Draft::parse(line).unwrap_or_else(|error| panic!("{line}: {error:?}"));
    let stamp = Stamp {
        id: draft.id.unwrap_or_else(|| panic!("{line}: no id")),
        recorded_at: draft.recorded_at.unwrap_or_else(|| panic!("{line}: no moment")),
        recorded_by: draft.recorded_by.clone().unwrap_or_else(|| panic!("{line}: nobody recorded it")),
        keep_unknown: false,
    };
    let (mut event, _) = admit(&CATALOGUE, draft, stamp).unwrap_or_else(|error| panic!("{line}: {error:?}"));
    event.position = Position(number);
    event
}

/// An id that no drawn event has.
pub(crate) fn free_id(number: u64) -> EventId {
    let text = format!("01ffffff-0000-7000-8000-{number:012x}");
    EventId::parse(&text).unwrap_or_else(|| panic!("{text} is an id"))
}

/// A moment after every drawn event.
pub(crate) fn later() -> Instant {
    EVENTS.last().map_or(Instant::from_millis(0), |event| event.recorded_at.plus_millis(1))
}
