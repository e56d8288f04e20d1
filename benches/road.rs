//! The road, timed in one process: facts through the door, decoded again, made a timeline, and every position computed.
//!
//! `cargo bench --bench road -- [ENTERPRISES]` (2,300 when not given). Figures go into `benches/README.md`.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench prints and times")]

use qizhang::event::{Catalogue, Declaration, Draft, Event, Stamp, admit};
use qizhang::policy::{Choices, Policy};
use qizhang::position::{Engine, Vocabulary};
use qizhang::sample::{Plan, facts};
use qizhang::timeline::Timeline;
use qizhang::value::{Day, Fen, Position};
use std::error::Error;
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let wanted = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let plan = Plan { enterprises: wanted.unwrap_or(2300), ..Plan::default() };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("events");
    let catalogue = catalogue(&root)?;
    let policy = std::fs::read_to_string(root.join("policies/changping-2025-8.toml"))?;
    let policy = Policy::parse(&policy).map_err(|error| format!("{error:?}"))?;
    let words = Vocabulary::new(&catalogue).map_err(|error| format!("{error:?}"))?;

    let clock = Instant::now();
    let lines: Vec<String> = facts(&plan).iter().map(qizhang::sample::Line::to_json).collect();
    println!("drawn      {:>9} events {:>9.1?}", lines.len(), clock.elapsed());

    let clock = Instant::now();
    let texts = admitted(&catalogue, &lines)?;
    println!("admitted   {:>9} events {:>9.1?}", texts.len(), clock.elapsed());

    let clock = Instant::now();
    let decode = |(number, text): (u64, &String)| Event::decode(&catalogue, Position(number), text.as_bytes());
    let events: Result<Vec<Event>, _> = (1..).zip(&texts).map(decode).collect();
    let events = events.map_err(|error| format!("{error:?}"))?;
    println!("decoded    {:>9} events {:>9.1?}", events.len(), clock.elapsed());

    let clock = Instant::now();
    let timeline = Timeline::build(&catalogue, events);
    println!("timeline   {:>9} facts  {:>9.1?}", timeline.facts().len(), clock.elapsed());

    let clock = Instant::now();
    let program = policy.program(&catalogue, &Choices::default()).map_err(|error| format!("{error:?}"))?;
    println!("compiled                    {:>9.1?}", clock.elapsed());

    let clock = Instant::now();
    let on = Day::new(2030, 12, 31).ok_or("a day")?;
    let engine = Engine::new(&timeline, &program, &words, on);
    let (mut items, mut net) = (0, Fen::ZERO);
    for subject in timeline.subjects() {
        let position = engine.position(*subject);
        items += position.items.len();
        net = net.plus(position.items.iter().map(|item| item.net).sum());
    }
    println!("positions  {:>9} of {items} items, ¥{net} due {:>9.1?}", timeline.subjects().len(), clock.elapsed());
    Ok(())
}

fn catalogue(root: &Path) -> Result<Catalogue, Box<dyn Error>> {
    let mut declarations = Vec::new();
    for folder in std::fs::read_dir(root.join("types"))? {
        for file in std::fs::read_dir(folder?.path())? {
            let text = std::fs::read_to_string(file?.path())?;
            declarations.push(Declaration::parse(&text).map_err(|error| format!("{error:?}"))?);
        }
    }
    Catalogue::new(declarations).map_err(|error| format!("{error:?}").into())
}

fn admitted(catalogue: &Catalogue, lines: &[String]) -> Result<Vec<String>, Box<dyn Error>> {
    let mut texts = Vec::with_capacity(lines.len());
    for line in lines {
        let draft = Draft::parse(line).map_err(|error| format!("{line}: {error:?}"))?;
        let (Some(id), Some(recorded_at)) = (draft.id, draft.recorded_at) else { return Err("no stamp".into()) };
        let stamp = Stamp { id, recorded_at, recorded_by: "clerk".into(), keep_unknown: false };
        texts.push(admit(catalogue, draft, stamp).map_err(|error| format!("{line}: {error:?}"))?.1);
    }
    Ok(texts)
}
