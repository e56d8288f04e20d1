//! The questions: `show`, `notice`, `why`, `statement`, `lapses`, `overview`, `search`.

use crate::cli::exit::Exit;
use crate::cli::output::{Answer, Stop};
use crate::cli::request::Globals;
use crate::explain::{Document, Telling};
use crate::ledger::{About, Asking, Fullness, Horizon, Ledger, Question, Scope, World, detectors, needs};
use crate::value::Uscc;
use crate::view::{TraceV1, TransitionsV1, position_v1};
use std::mem::ManuallyDrop;

impl Globals {
    fn question(&self, horizon: Horizon, scope: Scope) -> Question {
        Question { horizon, scope, reads: self.reads.clone() }
    }

    /// The horizon asked for.
    pub(super) fn horizon(&self, ledger: &Ledger) -> Result<Horizon, Stop> {
        Ok(ledger.horizon(self.on, self.known)?)
    }

    /// What the ledger knew about somebody, or about everybody. The process ends with the answer, and the system takes all of it
    /// back at once.
    pub(super) fn world(&self, ledger: &Ledger, scope: Scope) -> Result<ManuallyDrop<World>, Stop> {
        let world = ledger.world(&self.question(self.horizon(ledger)?, scope))?;
        self.read(&world);
        Ok(ManuallyDrop::new(world))
    }

    /// Tells the curious how much an answer rests on.
    fn read(&self, world: &World) {
        let (facts, known) = (world.timeline.facts().len(), world.horizon.known);
        self.mutter(&format!("读了 {facts} 个事实，账本到 #{known}"), &format!("facts read: {facts}, up to #{known}"));
    }

    /// The subject of a code or name, and what was known about it.
    fn about(&self, ledger: &Ledger, name: &str) -> Result<(Uscc, ManuallyDrop<World>), Stop> {
        let subject = ledger.subject(name, self.horizon(ledger)?.known)?;
        Ok((subject, self.world(ledger, Scope::Subject(subject))?))
    }

    pub(super) fn trace(&self, document: &Document) -> Result<(), Stop> {
        self.document(document, || serde_json::to_value(TraceV1::of(document)).unwrap_or_default())
    }
}

/// `show`: the file of a subject.
pub(super) fn show(globals: &Globals, name: &str) -> Answer {
    let ledger = globals.open_read()?;
    let (subject, world) = globals.about(&ledger, name)?;
    let position = world.position(subject);
    let superseded = ledger.superseded(subject, &world)?;
    let file = world.file(&position, Telling { superseded: &superseded, only: None })?;
    globals.document(&file, || serde_json::to_value(position_v1(&world, &position)).unwrap_or_default())?;
    Ok(Exit::Done)
}

/// `notice`: what a subject may claim, for the subject itself.
pub(super) fn notice(globals: &Globals, name: &str) -> Answer {
    let ledger = globals.open_read()?;
    let (subject, world) = globals.about(&ledger, name)?;
    globals.trace(&world.notice(&world.position(subject)))?;
    Ok(Exit::Done)
}

/// `why` an article: paid or not, and what would change it.
pub(super) fn why_article(globals: &Globals, name: &str, article: &str, full: bool) -> Answer {
    let ledger = globals.open_read()?;
    let (subject, world) = globals.about(&ledger, name)?;
    let position = world.position(subject);
    let fullness = if full { Fullness::Whole } else { Fullness::Short };
    let told = world.clause(&position, article, fullness)?;
    if told.more {
        globals.talk("加 --full 给出每一项的完整依据", "--full tells the whole tree of every item");
    }
    globals.trace(&told.document)?;
    Ok(Exit::Done)
}

/// `why` a payment: as decided then, and as known now.
pub(super) fn why_payment(globals: &Globals, number: &str) -> Answer {
    let ledger = globals.open_read()?;
    let Horizon { on, known } = globals.horizon(&ledger)?;
    let asking = Asking { about: About::Payment(number.into()), on, known, reads: globals.reads.clone() };
    let answered = ledger.answered(&asking)?;
    globals.read(&answered.now);
    globals.trace(&answered.explained())?;
    Ok(Exit::Done)
}

/// `statement`: one line an item.
pub(super) fn statement(globals: &Globals, name: &str, year: Option<i32>) -> Answer {
    let ledger = globals.open_read()?;
    let (subject, world) = globals.about(&ledger, name)?;
    globals.trace(&world.statement(&world.position(subject), year))?;
    Ok(Exit::Done)
}

/// `policy governing`: which document answers for each item of a subject, and why.
pub(super) fn governing(globals: &Globals, name: &str) -> Answer {
    let ledger = globals.open_read()?;
    let (subject, world) = globals.about(&ledger, name)?;
    globals.trace(&world.governing(&world.position(subject)))?;
    Ok(Exit::Done)
}

/// `policy transitions`: what holds for the items that lie across a change of the law, and by whose day.
pub(super) fn transitions(globals: &Globals, name: Option<&str>, near: Option<i64>) -> Answer {
    let ledger = globals.open_read()?;
    let (subject, world) = match name {
        Some(name) => globals.about(&ledger, name).map(|(subject, world)| (Some(subject), world))?,
        None => (None, globals.world(&ledger, Scope::All)?),
    };
    let crossed = world.crossed(subject, near);
    globals.document(&world.transitions(&crossed, near), || {
        serde_json::to_value(TransitionsV1::of(&world, &crossed, near)).unwrap_or_default()
    })?;
    Ok(Exit::Done)
}

/// `register`: what there is, what was taken, and what is left on the business day.
pub(super) fn register(globals: &Globals, name: Option<&str>, of: Option<&str>) -> Answer {
    let ledger = globals.open_read()?;
    let subject =
        of.map(|name| ledger.subject(name, globals.horizon(&ledger)?.known).map_err(Stop::from)).transpose()?;
    let world = globals.world(&ledger, Scope::All)?;
    globals.trace(&world.registers(name, subject)?)?;
    Ok(Exit::Done)
}

/// `lapses`: what ends within some days.
pub(super) fn lapses(globals: &Globals, within: i64) -> Answer {
    let ledger = globals.open_read()?;
    let world = globals.world(&ledger, Scope::All)?;
    globals.trace(&crate::explain::lapses(&world.lapsing(within)))?;
    Ok(Exit::Done)
}

/// `overview`: what is in the ledger and what needs attention.
pub(super) fn overview(globals: &Globals, within: i64) -> Answer {
    let ledger = globals.open_read()?;
    let all = detectors(&[]).unwrap_or_default();
    let audited = ManuallyDrop::new(ledger.audited(globals.horizon(&ledger)?, &globals.reads, needs(&all))?);
    globals.read(&audited.world);
    let lapses = audited.world.lapsing(within);
    globals.trace(&ledger.overview(&audited.world, &audited.found(&all), (&lapses, within))?)?;
    Ok(Exit::Done)
}

/// `search`: what has a name, a code or a number. A script sees by the end of the program that nothing was found, as with `grep`.
pub(super) fn search(globals: &Globals, words: &str) -> Answer {
    let ledger = globals.open_read()?;
    let world = globals.world(&ledger, Scope::All)?;
    let searched = ledger.search(&world, words)?;
    globals.trace(&crate::explain::hits(words, (&searched.found, searched.all), &searched.nearest))?;
    Ok(if searched.found.is_empty() { Exit::Refused } else { Exit::Done })
}
