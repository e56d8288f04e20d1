//! A clock that is years off and goes backwards: what is recorded never seems to go back in time, and a clock that cannot
//! be right is refused.

use crate::chance::Chance;
use crate::checked;
use crate::options::Options;
use crate::place::{Place, in_segments_of};
use crate::sum::{Sum, say};
use crate::trouble::{Trouble, While};
use qizhang::ledger::{AppendOptions, Appending, Clock, Ledger, LedgerError};
use qizhang::store::{LocalStore, Stored};
use qizhang::value::{Digest, Instant};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
const YEAR: i64 = 365 * DAY;
/// A clock so much behind the last entry is still believed to be that clock; its time is not used.
const BEHIND: i64 = 5 * MINUTE;
/// A clock so much ahead of the last entry is right only if somebody says so.
const AHEAD: i64 = 30 * DAY;
/// So many lines are offered before the ledger is closed and opened again.
const LINES_OF_ONE_OPENING: u64 = 50;

/// A clock that anybody may set.
#[derive(Clone)]
struct Wild(Arc<AtomicI64>);

impl Clock for Wild {
    fn now(&self) -> Instant {
        Instant::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// What became of the lines.
#[derive(Default)]
struct Told {
    behind: u64,
    ahead: u64,
}

pub(crate) fn run(options: &Options, sum: &mut Sum) -> Result<(), Trouble> {
    let mut chance = Chance::new(options.seed);
    let place = Place::new(options)?;
    let start = Instant::parse("2026-03-01T09:00:00+08:00").ok_or_else(|| Trouble::new("no such moment"))?;
    let clock = Wild(Arc::new(AtomicI64::new(start.millis())));
    let mut told = Told::default();
    let made = Ledger::create(&place.ledger(), None, Box::new(clock.clone())).while_doing("making a ledger")?;
    drop(made);
    let mut last = start.millis();
    for opening in 0..options.cycles().div_ceil(LINES_OF_ONE_OPENING) {
        let ledger = Ledger::open(&place.ledger(), Box::new(clock.clone())).while_doing("opening a ledger")?;
        let lines = opening * LINES_OF_ONE_OPENING..options.cycles().min((opening + 1) * LINES_OF_ONE_OPENING);
        for line in lines {
            clock.0.store(last + drift(&mut chance), Ordering::SeqCst);
            last = offer(&ledger, line, (clock.now().millis(), last), &mut chance, sum, &mut told)?;
        }
    }
    say(&format!("skew: {} times refused as behind, {} times as ahead", told.behind, told.ahead));
    never_back(&place.ledger(), sum)?;
    place.keep_if_faulty(sum);
    Ok(())
}

/// How far the clock is from the last entry: often near the bounds, sometimes years off.
fn drift(chance: &mut Chance) -> i64 {
    let within = |chance: &mut Chance, most: i64| i64::try_from(chance.below(most.unsigned_abs())).unwrap_or(0);
    let small = within(chance, 3) - 1;
    match chance.below(8) {
        0 => -within(chance, 12 * YEAR),
        1 => within(chance, YEAR),
        2 => -BEHIND + small,
        3 => AHEAD + small,
        4 => -within(chance, 2 * BEHIND),
        5 => within(chance, 2 * AHEAD),
        _ => within(chance, MINUTE),
    }
}

/// Offers one line and gives the time of the last entry afterwards.
fn offer(
    ledger: &Ledger,
    line: u64,
    (now, last): (i64, i64),
    chance: &mut Chance,
    sum: &mut Sum,
    told: &mut Told,
) -> Result<i64, Trouble> {
    let clock_is_right = chance.once_in(6);
    let options = AppendOptions { by: "clerk".into(), clock_is_right, ..AppendOptions::default() };
    let mut appending = Appending::new(ledger, options);
    appending.line(1, text(line));
    let outcome = appending.finish();
    let (behind, ahead) = (now < last - BEHIND, now > last + AHEAD && !clock_is_right);
    match outcome {
        Ok((_, rejected)) if !rejected.is_empty() => {
            Err(Trouble::new(format!("a line was rejected: {:?}", rejected.first().map(|one| &one.fault))))
        }
        Ok(_) if behind || ahead => {
            sum.undetected(&format!("a clock {} ms from the last entry was believed", now - last));
            Ok(last.max(now))
        }
        Ok(_) => {
            sum.acked += 1;
            Ok(last.max(now))
        }
        Err(LedgerError::ClockBehind { .. }) if behind => {
            told.behind += 1;
            Ok(last)
        }
        Err(LedgerError::ClockAhead { .. }) if ahead => {
            told.ahead += 1;
            Ok(last)
        }
        Err(other) => {
            sum.wrong(&format!("a clock {} ms from the last entry: {other:?}", now - last));
            Ok(last)
        }
    }
}

fn text(number: u64) -> String {
    let content = format!("content {number}");
    let digest = Digest::of(content.as_bytes());
    format!(
        r#"{{"type":"policy.attached","occurred_on":"2026-02-01","data":{{"policy":"changping-2025-8","article":"附{number}","sha256":"{digest}","text":"{content}"}}}}"#
    )
}

/// Reads the moments as they stand in the log.
fn never_back(ledger: &Path, sum: &mut Sum) -> Result<(), Trouble> {
    let store = LocalStore::open_read(ledger, &in_segments_of(1 << 20)).while_doing("opening for reading")?;
    let events = checked::everything(&store).while_doing("reading")?;
    let mut last = None;
    for event in &events {
        let moment = recorded_at(event);
        if moment.is_none() || moment < last {
            sum.wrong(&format!("position {} was recorded at {moment:?}, after {last:?}", event.position.0));
        }
        last = moment;
    }
    checked::roots(&store, &events, events.len() / 2, sum);
    Ok(())
}

fn recorded_at(event: &Stored) -> Option<Instant> {
    let text = std::str::from_utf8(&event.bytes).ok()?;
    Instant::parse(text.rsplit_once(r#""recorded_at":""#)?.1.split('"').next()?)
}
