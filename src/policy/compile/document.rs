//! A policy file as a whole: read once, compiled for any set of choices.

use super::{Base, Compiler, Deps};
use crate::event::Catalogue;
use crate::policy::compile::names;
use crate::policy::node::Node;
use crate::policy::table::{Parsed, Selector, Table};
use crate::policy::{
    Choices, Exclusion, Force, MeasureId, Options, PolicyError, PolicyFault, Program, Provenance, Reading, ReadingId,
    ReadingOption, StatusId,
};
use crate::value::{Day, Digest};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// A policy file, parsed.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Its identity.
    pub id: Arc<str>,
    /// The number of the document it makes executable.
    pub document: Arc<str>,
    /// The district it speaks for.
    pub district: Arc<str>,
    /// The day of issue.
    pub issued_on: Day,
    /// Which text of the document it is: the first, or a later one that an amendment made necessary.
    pub version: u16,
    /// The readings it declares, in file order.
    pub readings: Vec<Reading>,
    /// SHA-256 of the file.
    pub digest: Digest,
    /// The file.
    text: Arc<str>,
    root: Arc<Node>,
}

impl Deps {
    fn inherit(&mut self, statuses: &[Deps], measures: &[Deps]) {
        let statuses = self.statuses.iter().filter_map(|id| statuses.get(usize::try_from(id.0).ok()?));
        let measures = self.measures.iter().filter_map(|id| measures.get(usize::try_from(id.0).ok()?));
        let met: Vec<ReadingId> = statuses.chain(measures).flat_map(|deps| deps.readings.iter().cloned()).collect();
        self.readings.extend(met);
    }
}

/// What the rules of a document made of its declarations: the parameters they left alone, and the readings they met.
struct Usage {
    unused: BTreeMap<String, Range<usize>>,
    met: BTreeSet<ReadingId>,
}

impl Usage {
    /// A parameter is used, and a reading is met, where it is so under one of the choices.
    fn join(&mut self, other: Self) {
        self.unused.retain(|path, _| other.unused.contains_key(path));
        self.met.extend(other.met);
    }
}

/// A declaration that others may rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ground {
    Status(StatusId),
    Measure(MeasureId),
}

impl Ground {
    /// The kind of declaration, as the file has it, and its name.
    fn named(self, program: &Program) -> (&'static str, String) {
        let (kind, name) = match self {
            Ground::Status(id) => ("status", program.status(id).map(|status| &status.name)),
            Ground::Measure(id) => ("measure", program.measure(id).map(|measure| &measure.name)),
        };
        (kind, name.map(ToString::to_string).unwrap_or_default())
    }
}

/// What compiled declarations rest on, by kind, in file order.
#[derive(Default)]
struct Rests {
    statuses: Vec<Deps>,
    measures: Vec<Deps>,
    gates: Vec<Deps>,
    grants: Vec<Deps>,
}

impl Policy {
    /// Reads a file: its identity and its readings. [`Policy::check`] reads the rest.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let root = Node::parse(text)?;
        let none = Choices::default();
        let selector = Selector::new(&[], &none);
        let table = Table::new(&root, &selector)?;
        let format = table.whole("format")?;
        if format != 1 {
            return Err(PolicyFault::Format(format).at(&table.get("format")?.span));
        }
        let (id, document) = (table.text("id")?.into(), table.text("document")?.into());
        let issued_on = table.day("issued_on")?;
        let version = version(&table)?;
        // A file without it is refused when it is compiled, after what stands before it.
        let district = if table.has("district") { table.text("district")?.into() } else { Arc::from("") };
        names::names(&table, "reading", "id")?;
        let readings: Parsed<Vec<Reading>> = table.tables("reading")?.iter().map(reading).collect();
        let readings = readings?;
        let digest = Digest::of(text.as_bytes());
        Ok(Self {
            id,
            document,
            district,
            issued_on,
            version,
            readings,
            digest,
            text: text.into(),
            root: Arc::new(root),
        })
    }

    /// The reading of this name.
    pub fn reading(&self, id: &str) -> Option<&Reading> {
        self.readings.iter().find(|reading| *reading.id.0 == *id)
    }

    /// The file as it is written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file as a tree.
    pub(in crate::policy) fn root(&self) -> &Node {
        &self.root
    }

    /// Compiles under every choice that differs from the suggested one in one reading, and names what is never used.
    pub fn check(&self, catalogue: &Catalogue) -> Result<(), PolicyError> {
        let (_, mut usage) = self.compile(catalogue, &Choices::default())?;
        for reading in &self.readings {
            for option in reading.options.iter().skip(1) {
                let choices = Choices::default().with(&reading.id, &option.token);
                let (_, further) = self.compile(catalogue, &choices)?;
                usage.join(further);
            }
        }
        self.all_used(&usage)
    }

    /// Nothing is declared that no rule uses under any option; the first of them in the file is named.
    fn all_used(&self, usage: &Usage) -> Result<(), PolicyError> {
        if let Some((path, place)) = usage.unused.iter().min_by_key(|(_, place)| place.start) {
            return Err(PolicyFault::ParameterUnused(path.clone()).at(place));
        }
        let none = Choices::default();
        let selector = Selector::new(&[], &none);
        for table in Table::new(&self.root, &selector)?.tables("reading")? {
            let id = ReadingId(table.text("id")?.into());
            if !usage.met.contains(&id) {
                return Err(PolicyFault::ReadingUnused(id).at(&table.get("id")?.span));
            }
        }
        Ok(())
    }

    /// Compiles under some choices.
    pub fn program(&self, catalogue: &Catalogue, choices: &Choices) -> Result<Program, PolicyError> {
        self.compile(catalogue, choices).map(|(program, _)| program)
    }

    /// Compiles several documents into one program, each under its choices; the error says whose fault it is.
    pub fn joined(
        policies: &[Policy],
        catalogue: &Catalogue,
        choices: &[Choices],
    ) -> Result<Program, (usize, PolicyError)> {
        let (mut program, none) = (Program::default(), Choices::default());
        for (index, policy) in policies.iter().enumerate() {
            let own = choices.get(index).unwrap_or(&none);
            policy.add_to(&mut program, catalogue, own).map_err(|error| (index, error))?;
        }
        program.succeed();
        Ok(program)
    }

    /// The program with one reading taken otherwise in every document that has it, and all that later events changed.
    pub fn flipped(
        policies: &[Policy],
        catalogue: &Catalogue,
        known: &Program,
        (reading, option): (&ReadingId, &str),
    ) -> Result<Program, (usize, PolicyError)> {
        let mut program = Self::joined(policies, catalogue, &known.choices_with(reading, option))?;
        program.follow(known);
        Ok(program)
    }

    fn compile(&self, catalogue: &Catalogue, choices: &Choices) -> Result<(Program, Usage), PolicyError> {
        let mut program = Program::default();
        let usage = self.add_to(&mut program, catalogue, choices)?;
        Ok((program, usage))
    }

    /// Adds what this document declares, and says what of it is used.
    fn add_to(&self, program: &mut Program, catalogue: &Catalogue, choices: &Choices) -> Result<Usage, PolicyError> {
        let base = Base::of(program);
        let selector = Selector::new(&self.readings, choices);
        let root = Table::new(&self.root, &selector)?;
        let parameters = names::parameters(&root, base.document)?;
        let compiler = Compiler::new(catalogue, &selector, &parameters, &root, base)?;
        selector.take_met();
        let mut rests = Rests::after(program);
        let mut provenance = provenance(&root, &compiler)?;
        // What the head rests on is no dependence of the first declaration.
        provenance.common_readings = compiler.take_deps().readings;
        provenance.choices = choices.clone();
        program.documents.push(provenance);
        program.parameters.extend(parameters.iter().map(|declared| declared.parameter.clone()));
        fill(program, &mut rests, &compiler, &root)?;
        root.finish()?;
        if let Some(circle) = rests.circle() {
            return Err(circular(&root, program, &circle)?);
        }
        rests.close();
        rests.assign(program);
        Ok(Usage { unused: compiler.unused_parameters(), met: selector.used() })
    }
}

/// A circle, told at the name of the declaration it begins with.
fn circular(root: &Table<'_>, program: &Program, circle: &[Ground]) -> Parsed<PolicyError> {
    let names: Vec<(&str, String)> = circle.iter().map(|one| one.named(program)).collect();
    let mut place = root.span.clone();
    if let Some((kind, name)) = names.first() {
        for table in root.tables(kind)? {
            if table.text("name")? == name {
                place = table.get("name")?.span.clone();
            }
        }
    }
    Ok(PolicyFault::Circular(names.into_iter().map(|(_, name)| name).collect()).at(&place))
}

/// What the file says of the document as a whole.
fn provenance<'a>(root: &Table<'a>, compiler: &Compiler<'a>) -> Parsed<Provenance> {
    let options = Options::parse(&root.table("options")?)?;
    // Read by `Policy::parse`; asked for here so that no key is left unread.
    let _ = (root.has("format"), root.has("reading"), root.has("parameters"));
    root.bilingual("authority")?;
    let speaks_of = root.opt("speaks_of")?.map(|node| compiler.status(node)).transpose()?;
    let incomplete = if root.has("incomplete") { Some(root.bilingual("incomplete")?) } else { None };
    let force = force(root, options)?;
    Ok(Provenance {
        policy: root.text("id")?.into(),
        title: root.bilingual("title")?,
        document: root.text("document")?.into(),
        district: root.text("district")?.into(),
        version: version(root)?,
        force,
        written: force,
        repeals: repeals(root)?,
        speaks_of,
        incomplete,
        choices: Choices::default(),
        options,
        common_readings: BTreeSet::new(),
        best_of: None,
    })
}

/// Which text of its document a file is; the first where it does not say.
fn version(root: &Table<'_>) -> Parsed<u16> {
    let number = if root.has("version") { root.whole_within("version", 1, i64::from(u16::MAX))? } else { 1 };
    Ok(u16::try_from(number).unwrap_or(u16::MAX))
}

/// The numbers of the documents whose place it takes.
fn repeals(root: &Table<'_>) -> Parsed<Vec<Arc<str>>> {
    let numbers = root.texts("repeals")?;
    match root.opt("repeals")? {
        Some(node) if numbers.iter().any(|number| number.trim().is_empty()) => {
            Err(PolicyFault::Blank("repeals".to_owned()).at(&node.span))
        }
        Some(_) | None => Ok(numbers.into_iter().map(Into::into).collect()),
    }
}

/// From the day of issue for so many `years`, or up to and with `last_on`.
fn force(root: &Table<'_>, options: Options) -> Parsed<Force> {
    let first = root.day("issued_on")?;
    if !root.has("last_on") {
        let years = u32::try_from(root.whole_within("years", 1, 100)?).unwrap_or(0);
        return Ok(Force::of_years(first, years, options.year_end));
    }
    let last = root.day("last_on")?;
    if last < first { Err(PolicyFault::NeverOpens.at(&root.get("last_on")?.span)) } else { Ok(Force { first, last }) }
}

/// Compiles the declarations in the order in which they may rest on each other.
fn fill<'a>(program: &mut Program, rests: &mut Rests, compiler: &Compiler<'a>, root: &Table<'a>) -> Parsed<()> {
    for table in root.tables("status")? {
        program.statuses.push(compiler.status_declaration(&table)?);
        rests.statuses.push(compiler.take_deps());
    }
    for table in root.tables("measure")? {
        program.measures.push(compiler.measure_declaration(&table)?);
        rests.measures.push(compiler.take_deps());
    }
    for table in root.tables("gate")? {
        program.gates.push(compiler.gate_declaration(&table)?);
        rests.gates.push(compiler.take_deps());
    }
    for table in root.tables("grant")? {
        program.grants.push(compiler.grant_declaration(&program.statuses, &table)?);
        rests.grants.push(compiler.take_deps());
    }
    for table in root.tables("limit")? {
        program.limits.push(compiler.limit_declaration(&table)?);
    }
    for table in root.tables("exclusion")? {
        if table.has("best_of") {
            let best_of = compiler.best_of_declaration(&table)?;
            let met = compiler.take_deps().readings;
            // What joins matters stands behind every amount of the document.
            for own in program.documents.iter_mut().skip(compiler.base.document) {
                own.best_of = Some(best_of.clone());
                own.common_readings.extend(met.iter().cloned());
            }
            continue;
        }
        let exclusion: Exclusion = compiler.exclusion_declaration(&program.grants, &table)?;
        let met = compiler.take_deps().readings;
        if let Some(deps) = rests.grants.get_mut(exclusion.grant) {
            deps.readings.extend(met);
        }
        program.exclusions.push(exclusion);
    }
    for table in root.tables("duty")? {
        program.duties.push(compiler.duty_declaration(&table)?);
    }
    for table in root.tables("register")? {
        program.registers.push(compiler.register_declaration(&table)?);
    }
    for table in root.tables("open_term")? {
        program.open_terms.push(compiler.term_declaration(&table)?);
    }
    compiler.take_deps();
    Ok(())
}

impl Rests {
    /// What comes after the declarations of other documents, which rest on nothing of this one.
    fn after(program: &Program) -> Self {
        Self {
            statuses: vec![Deps::default(); program.statuses.len()],
            measures: vec![Deps::default(); program.measures.len()],
            gates: vec![Deps::default(); program.gates.len()],
            grants: vec![Deps::default(); program.grants.len()],
        }
    }

    /// What a status or measure names itself.
    fn grounds(&self, of: Ground) -> Vec<Ground> {
        let (list, number) = match of {
            Ground::Status(id) => (&self.statuses, id.0),
            Ground::Measure(id) => (&self.measures, id.0),
        };
        let deps = usize::try_from(number).ok().and_then(|index| list.get(index));
        let statuses = deps.into_iter().flat_map(|deps| deps.statuses.iter().map(|id| Ground::Status(*id)));
        let measures = deps.into_iter().flat_map(|deps| deps.measures.iter().map(|id| Ground::Measure(*id)));
        statuses.chain(measures).collect()
    }

    /// The statuses and measures that never come to rest: what remains when those that name nothing unsettled are taken
    /// away again and again. They are part of a circle or rest on one.
    fn unsettled(&self) -> Vec<Ground> {
        let mut open: Vec<Ground> =
            (0..).zip(&self.statuses).map(|(number, _)| Ground::Status(StatusId(number))).collect();
        open.extend((0..).zip(&self.measures).map(|(number, _)| Ground::Measure(MeasureId(number))));
        loop {
            let known = open.clone();
            open.retain(|one| self.grounds(*one).iter().any(|ground| known.contains(ground)));
            if open.len() == known.len() {
                return open;
            }
        }
    }

    /// The way round one circle, its first declaration again at the end. Each that is unsettled names another such, so
    /// whoever follows them comes back to one already met; what led there is no part of the circle.
    fn circle(&self) -> Option<Vec<Ground>> {
        let open = self.unsettled();
        let mut path = vec![*open.first()?];
        loop {
            let next = self.grounds(*path.last()?).into_iter().find(|ground| open.contains(ground))?;
            let met = path.iter().position(|one| *one == next);
            path.push(next);
            if let Some(first) = met {
                return Some(path.split_off(first));
            }
        }
    }

    /// Adds to each declaration the readings of what it rests on, until nothing changes.
    fn close(&mut self) {
        loop {
            let (before, statuses, measures) = (self.total(), self.statuses.clone(), self.measures.clone());
            let lists = [&mut self.statuses, &mut self.measures, &mut self.gates, &mut self.grants];
            lists.into_iter().flatten().for_each(|deps| deps.inherit(&statuses, &measures));
            if self.total() == before {
                return;
            }
        }
    }

    fn total(&self) -> usize {
        let all = self.statuses.iter().chain(&self.measures).chain(&self.gates).chain(&self.grants);
        all.map(|deps| deps.readings.len()).sum()
    }

    /// Writes the readings into the declarations of the document that was added last.
    fn assign(self, program: &mut Program) {
        let Self { statuses, measures, gates, grants } = self;
        let Some(own) = program.documents.len().checked_sub(1) else { return };
        let readings = |deps: Deps| deps.readings;
        for (status, deps) in program.statuses.iter_mut().zip(statuses).filter(|(status, _)| status.document == own) {
            status.readings = readings(deps);
        }
        for (measure, deps) in program.measures.iter_mut().zip(measures).filter(|(measure, _)| measure.document == own)
        {
            measure.readings = readings(deps);
        }
        for (gate, deps) in program.gates.iter_mut().zip(gates).filter(|(gate, _)| gate.document == own) {
            gate.readings = readings(deps);
        }
        for (grant, deps) in program.grants.iter_mut().zip(grants).filter(|(grant, _)| grant.document == own) {
            grant.readings = readings(deps);
        }
    }
}

fn reading(table: &Table<'_>) -> Parsed<Reading> {
    let reading = Reading {
        options: reading_options(table)?,
        id: ReadingId(table.text("id")?.into()),
        article: table.text("article")?.into(),
        question: table.bilingual("question")?,
    };
    table.finish()?;
    Ok(reading)
}

/// The options of a reading, each under a token of its own.
fn reading_options(table: &Table<'_>) -> Parsed<Vec<ReadingOption>> {
    let mut options: Vec<ReadingOption> = Vec::new();
    for one in table.filled_tables("options")? {
        let title = crate::value::Bilingual::new(one.text("zh")?, one.text("en")?);
        let token: Arc<str> = one.text("token")?.into();
        one.finish()?;
        if options.iter().any(|earlier| earlier.token == token) {
            return Err(PolicyFault::RepeatedWord(token.to_string()).at(&one.get("token")?.span));
        }
        options.push(ReadingOption { token, title });
    }
    Ok(options)
}
