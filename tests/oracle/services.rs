//! Services without money: who is owed which, what was given, and the registers of what there is.

use super::facts::Fact;
use super::status::Span;
use super::world::{Answer, World};
use crate::story::{CATALOGUE, POLICY};
use qizhang::position::{DutyDue, Engine, RegisterRow};
use qizhang::value::{Day, Uscc};
use std::collections::BTreeMap;

/// A service somebody is owed, or was given: its name, since when, whether entitled, how often given and how much.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Service {
    duty: String,
    since: Day,
    entitled: Option<bool>,
    times: usize,
    given: i64,
}

/// A register's rows by key: entered, taken, given back.
pub(super) type Book = BTreeMap<Vec<String>, [i64; 3]>;

impl Service {
    pub(super) fn of_engine(due: &DutyDue) -> Self {
        let entitled = due.entitled.clone().ok();
        Self { duty: due.duty.to_string(), since: due.since, entitled, times: due.done.len(), given: due.given }
    }
}

/// Each service by name, with the kinds it is given as, and whether it has a term.
const WHILE_CERTIFIED: [(&str, &[&str]); 3] = [
    ("第十七条/融资对接", &["finance_matching"]),
    ("第十八条/人才服务", &["joint_training", "technology_vice_president", "recruiting", "school", "medical"]),
    ("第二十一条/信息平台服务", &["information"]),
];

impl World {
    /// Every service of somebody.
    pub(super) fn services(&self, subject: Uscc) -> Vec<Service> {
        let mut found = Vec::new();
        let certificates = self.certificates(subject);
        for (duty, kinds) in WHILE_CERTIFIED {
            found.extend(
                certificates
                    .iter()
                    .filter_map(|span| self.owed(subject, duty, span, self.given(subject, kinds), false)),
            );
        }
        for span in &certificates {
            let joined = self.own("scenario.joined", subject).map(|fact| (fact.day, 1)).collect();
            found.extend(self.owed(subject, "第二十条/应用场景", span, joined, false));
        }
        for span in self.listed(subject) {
            // Coaching is owed within ninety days and counts by the time, not by the number said.
            let coaching = self.given(subject, &["coaching"]).into_iter().map(|(day, _)| (day, 1)).collect();
            found.extend(self.owed(subject, "第四条/一企一档", &span, coaching, true));
        }
        for span in self.growing(subject) {
            let active = self.given(subject, &["policy_information", "consulting", "matching", "transfer"]);
            found.extend(self.owed(subject, "第十条/主动服务", &span, active, false));
        }
        for span in self.strong(subject) {
            found.extend(self.owed(subject, "第十五条/重点联络", &span, self.given(subject, &["key_liaison"]), false));
        }
        found.extend(self.own("filing_pilot.applied", subject).filter_map(|fact| self.filed(subject, fact)));
        found.sort();
        found
    }

    /// The days on which services of some kinds were given, and how much each time.
    fn given(&self, subject: Uscc, kinds: &[&str]) -> Vec<(Day, i64)> {
        let provided = self.own("service.provided", subject).filter(|fact| kinds.contains(&fact.text("kind")));
        provided.map(|fact| (fact.day, fact.whole("count"))).collect()
    }

    /// A service that is owed while somebody is something. Without a term it leaves no trace once that is over, unless
    /// something was given.
    fn owed(&self, subject: Uscc, duty: &str, span: &Span, given: Vec<(Day, i64)>, term: bool) -> Option<Service> {
        let first = span.first.max(span.since);
        let asked = span.last.min(self.on);
        if span.last < first || first > self.on || !self.in_force(asked) {
            return None;
        }
        let inside: Vec<i64> =
            given.into_iter().filter(|(day, _)| first <= *day && *day <= span.last).map(|(_, count)| count).collect();
        let keeps = term || span.last >= self.on || !inside.is_empty();
        let entitled = all(&self.gate(subject, asked));
        keeps.then(|| Service {
            duty: duty.to_owned(),
            since: first,
            entitled,
            times: inside.len(),
            given: inside.iter().sum(),
        })
    }

    /// Article 6: one of four fields, above scale, a year in business, half of the R&D of the year before at home.
    fn filed(&self, subject: Uscc, fact: &Fact) -> Option<Service> {
        if !self.in_force(fact.day) {
            return None;
        }
        let fields = ["biomedicine", "integrated_circuits", "artificial_intelligence", "key_materials"];
        let mut answers = self.gate(subject, fact.day);
        answers.push(fields.contains(&fact.text("field")).into());
        answers.push(fact.flag("above_scale").into());
        answers.push((anniversary(fact.date("in_business_since")) <= fact.day).into());
        answers.push(self.half_at_home(subject, fact.day.year() - 1));
        let approved = self.own("filing_pilot.approved", subject).filter(|approved| approved.day >= fact.day).count();
        Some(Service {
            duty: "第六条/报备即批准".to_owned(),
            since: fact.day,
            entitled: all(&answers),
            times: approved,
            given: i64::try_from(approved).unwrap_or(i64::MAX),
        })
    }

    fn half_at_home(&self, subject: Uscc, year: i32) -> Answer {
        let Some(report) = self.report(subject, year) else { return Answer::Unknown };
        match (report.money("domestic_amount"), report.money("amount")) {
            // Of nothing at all no share is half.
            (Some(home), Some(all)) => (all > 0 && 2 * home >= all).into(),
            _ => Answer::Unknown,
        }
    }

    /// The stays on the list of those growing to scale, of somebody and of whom it continues.
    fn growing(&self, subject: Uscc) -> Vec<Span> {
        let stays = |code: Uscc| self.stays(code, "scale_up_list.entered", "scale_up_list.exited");
        let mut spans = stays(subject);
        for earlier in self.predecessors(subject) {
            let inherited = stays(earlier.code).into_iter().filter(|span| span.first <= earlier.until);
            spans.extend(inherited.map(|span| Span { since: earlier.since, ..span }));
        }
        spans
    }

    /// Every register of the document, by its name.
    pub(super) fn books(&self) -> BTreeMap<&'static str, Book> {
        let mut books: BTreeMap<&str, Book> = BTreeMap::new();
        let mut enter = |book: &'static str, key: Vec<String>, side: usize, amount: i64| {
            books.entry(book).or_default().entry(key).or_default()[side] += amount;
        };
        let code = |fact: &Fact| fact.code("uscc").map_or_else(String::new, |code| code.as_str().to_owned());
        let text =
            |fact: &Fact, fields: &[&str]| fields.iter().map(|field| fact.text(field).to_owned()).collect::<Vec<_>>();
        for fact in self.happened("quota.allotted") {
            let key = vec![code(fact), fact.text("kind").to_owned(), fact.year("year").to_string()];
            enter("第十八条/指标", key, 0, fact.whole("count"));
        }
        for fact in self.happened("service.provided") {
            let (kind, count) = (fact.text("kind").to_owned(), fact.whole("count"));
            match &*kind {
                "residence_permit_quota" | "housing_quota" => {
                    enter("第十八条/指标", vec![code(fact), kind, fact.day.year().to_string()], 1, count);
                }
                "joint_training" | "technology_vice_president" | "recruiting" | "school" | "medical" => {
                    enter("第十八条/人才服务", vec![code(fact), kind], 0, count);
                }
                "information" => enter("第二十一条/信息平台服务", vec![code(fact)], 0, count),
                _ => {}
            }
        }
        for (kind, side) in [("space.registered", 0), ("space.allocated", 1), ("space.released", 2)] {
            for fact in self.happened(kind) {
                enter("第十九条/产业空间", text(fact, &["site_key"]), side, fact.whole("area"));
            }
        }
        for fact in self.happened("land.supplied") {
            let key = vec![fact.text("mode").to_owned(), code(fact), fact.text("site_key").to_owned()];
            enter("第十九条/产业用地", key, 0, fact.whole("area"));
        }
        for fact in self.happened("scenario.joined") {
            let mut key = text(fact, &["project_key", "field", "scenario"]);
            key.extend([code(fact), fact.text("role").to_owned()]);
            enter("第二十条/应用场景", key, 0, 1);
        }
        books
    }
}

/// Yes where all are, no where one is, and otherwise not known.
fn all(answers: &[Answer]) -> Option<bool> {
    if answers.contains(&Answer::No) {
        Some(false)
    } else if answers.contains(&Answer::Unknown) {
        None
    } else {
        Some(true)
    }
}

/// The day a year has passed since another; 28 February where there is no 29th.
fn anniversary(since: Day) -> Day {
    let text = since.to_string();
    let part = |range: std::ops::Range<usize>| text[range].parse().unwrap_or(1);
    let same = Day::new(since.year() + 1, part(5..7), part(8..10));
    same.or_else(|| Day::new(since.year() + 1, 2, 28)).unwrap_or(since)
}

fn of_engine(rows: Vec<RegisterRow>) -> Book {
    let row =
        |row: RegisterRow| (row.key.iter().map(ToString::to_string).collect(), [row.added, row.taken, row.returned]);
    rows.into_iter().map(row).collect()
}

#[test]
fn the_registers_of_the_made_up_district_are_those_of_a_plain_count() {
    for on in ["2026-03-01", "2028-12-31", "2030-12-31"] {
        let events = &crate::district::EVENTS;
        let on = crate::story::day(on);
        let books = World::new(events, super::readings::Readings::default(), on).books();
        let program = POLICY.program(&CATALOGUE, &qizhang::policy::Choices::default()).expect("compiles");
        let timeline = qizhang::timeline::Timeline::build(&CATALOGUE, events.to_vec());
        let engine = Engine::new(&timeline, &program, &super::compare::WORDS, on);
        assert_eq!(program.registers.len(), 6);
        for register in &program.registers {
            let plain = books.get(&*register.name).cloned().unwrap_or_default();
            assert_eq!(of_engine(engine.register(register, None)), plain, "{} on {on}", register.name);
            assert!(!plain.is_empty() || on.year() < 2028, "{} is empty", register.name);
        }
    }
}
