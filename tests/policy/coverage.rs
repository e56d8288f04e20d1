//! Coverage of the law: for each clause its rule, event types, readings, tests and explanation, written to a page. An
//! empty cell is a fault unless the page says why it is empty.

use crate::cli::reviewed;
use crate::story::{CATALOGUE, DOCUMENTS};
use qizhang::event::TypeId;
use qizhang::policy::{
    Accounted, CountForm, DutyTrigger, Grant, MeasureForm, MeasureId, Program, Rate, ReadingId, StatusId, Test,
    TriggerForm,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

const ARTICLES: [&str; 23] = [
    "第一条",
    "第二条",
    "第三条",
    "第四条",
    "第五条",
    "第六条",
    "第七条",
    "第八条",
    "第九条",
    "第十条",
    "第十一条",
    "第十二条",
    "第十三条",
    "第十四条",
    "第十五条",
    "第十六条",
    "第十七条",
    "第十八条",
    "第十九条",
    "第二十条",
    "第二十一条",
    "第二十二条",
    "第二十三条",
];

/// Articles, or parts of them, that declare nothing, and why.
const SILENT: [(&str, &str, &str); 4] = [
    ("第一条", "宗旨，没有可计算的内容", "purpose; nothing to compute"),
    ("第三条", "原则，没有可计算的内容", "principles; nothing to compute"),
    (
        "第十六条",
        "第一款“支持专业化服务”、第二款“增值服务”是方向，金额见下列条目",
        "that services be supported is a direction; the money stands in the grants",
    ),
    (
        "第二十三条",
        "有效期、废止和调整写在文件头，由 policy.issued、policy.amended、policy.repealed 记录；见 tests/policy/documents.rs、tests/ledger/governing.rs",
        "term, repeal and changes stand in the head of the file and in policy.issued, policy.amended and policy.repealed; see tests/policy/documents.rs and tests/ledger/governing.rs",
    ),
];

/// A rule of the document as the page shows it.
struct Rule {
    article: String,
    kind: &'static str,
    name: String,
    types: BTreeSet<TypeId>,
    readings: BTreeSet<ReadingId>,
    shown: &'static str,
}

/// The types of facts a rule looks at.
struct Looks<'p> {
    program: &'p Program,
    types: BTreeSet<TypeId>,
    measures: BTreeSet<MeasureId>,
}

impl Looks<'_> {
    fn status(&mut self, id: StatusId) {
        let status = &self.program.statuses[id.0 as usize];
        self.types.extend(status.from.iter().map(|from| from.facts.kind));
    }

    fn tests<'t>(&mut self, tests: impl IntoIterator<Item = &'t Test>) {
        for test in tests {
            match test {
                Test::All(tests) | Test::Any(tests) => self.tests(tests),
                Test::Not(test) => self.tests([&**test]),
                Test::Compare { measure, .. } => self.measure(*measure),
                Test::Holds { status, .. } | Test::Opens(status) => self.status(*status),
                Test::Recorded(records) => drop(self.types.insert(records.kind)),
                Test::Followed { facts, .. } => drop(self.types.insert(facts.kind)),
                Test::In { .. } | Test::Decided(_) | Test::Elapsed { .. } => {}
            }
        }
    }

    fn measure(&mut self, id: MeasureId) {
        if !self.measures.insert(id) {
            return;
        }
        match &self.program.measures[id.0 as usize].form {
            MeasureForm::Entries { what: CountForm::Status(status), .. } => self.status(*status),
            MeasureForm::Entries { what: CountForm::Facts(facts), .. } => drop(self.types.insert(facts.kind)),
            MeasureForm::Latest(form) => drop(self.types.insert(form.kind)),
            MeasureForm::Excess { of, over, target } => {
                self.types.insert(self.program.open_terms[*target as usize].filled_by.kind);
                self.measure(*of);
                self.measure(*over);
            }
            MeasureForm::Ratio { of, to } => {
                self.measure(*of);
                self.measure(*to);
            }
            MeasureForm::Newcomers(form) => {
                self.status(form.status);
                self.types.extend([form.link.from, form.link.until]);
            }
            MeasureForm::Reference(form) => drop(self.types.insert(form.kind)),
            MeasureForm::Sum(_) | MeasureForm::Rank(_) | MeasureForm::Ranked { .. } => {}
        }
    }

    fn grant(&mut self, grant: &Grant) {
        for trigger in &grant.triggers {
            match &trigger.form {
                TriggerForm::Event { kind, .. } | TriggerForm::Row { kind, .. } | TriggerForm::Group { kind, .. } => {
                    self.types.insert(*kind);
                }
                TriggerForm::Year { link, .. } => drop(self.types.insert(*link)),
                TriggerForm::While(status) => self.status(*status),
            }
        }
        self.tests(grant.conditions.iter().map(|condition| &condition.test));
        let term = |term: u32| self.program.open_terms[term as usize].filled_by.kind;
        match &grant.amount.form {
            Accounted::Share { rate, base, times, at_most } => {
                let decided = if let Rate::Term(decided) = rate { Some(term(*decided)) } else { None };
                self.types.extend(decided);
                self.measure(*base);
                times.iter().for_each(|times| self.measure(*times));
                at_most.iter().flat_map(|limit| [limit.rate, limit.of]).for_each(|measure| self.measure(measure));
            }
            Accounted::Steps { count, .. } => self.measure(*count),
            Accounted::Decided(decided) => drop(self.types.insert(term(*decided))),
            Accounted::Table(table) => self.types.extend(table.renamed.iter().map(|renamed| renamed.kind)),
            Accounted::Fixed(_) => {}
        }
    }
}

fn looks(program: &Program, walk: impl FnOnce(&mut Looks<'_>)) -> BTreeSet<TypeId> {
    let mut looks = Looks { program, types: BTreeSet::new(), measures: BTreeSet::new() };
    walk(&mut looks);
    looks.types
}

/// Every rule of the document, in the order of its kinds.
fn rules(program: &Program) -> Vec<Rule> {
    let none = BTreeSet::new;
    let mut rules = Vec::new();
    let mut add = |article: &str, kind, name: &str, types, readings: &BTreeSet<ReadingId>, shown| {
        let (article, name) = (article.to_owned(), name.to_owned());
        rules.push(Rule { article, kind, name, types, readings: readings.clone(), shown });
    };
    for (number, status) in (0..).zip(&program.statuses) {
        let types = looks(program, |looks| looks.status(StatusId(number)));
        add(&status.article, "状态 status", &status.name, types, &status.readings, "show, lapses");
    }
    for gate in &program.gates {
        let types = looks(program, |looks| {
            looks.types.extend(gate.needs.iter().map(|needs| needs.kind));
            looks.tests([&gate.test]);
        });
        add(&gate.article, "通用条件 gate", &gate.name, types, &gate.readings, "why");
    }
    for grant in &program.grants {
        add(
            &grant.article,
            "支持 grant",
            &grant.id,
            looks(program, |looks| looks.grant(grant)),
            &grant.readings,
            "why, show, statement",
        );
    }
    for limit in &program.limits {
        let reached =
            limit.grants.iter().flat_map(|grant| looks(program, |looks| looks.grant(&program.grants[*grant])));
        add(
            &limit.article,
            "限额 limit",
            &limit.name,
            reached.collect(),
            &program.documents[0].common_readings,
            "why, statement",
        );
    }
    for exclusion in &program.exclusions {
        let readings = &program.grants[exclusion.grant].readings;
        add(&exclusion.article, "不重复 exclusion", &exclusion.name, [exclusion.link].into(), readings, "why");
    }
    if let Some(best_of) = &program.documents[0].best_of {
        let types = best_of.joined_by.iter().map(|joined| joined.facts.kind).chain([best_of.deducts.kind]).collect();
        add(
            "第二十二条",
            "不重复 exclusion",
            "第二十二条/从优不重复",
            types,
            &program.documents[0].common_readings,
            "why",
        );
    }
    for duty in &program.duties {
        let types = looks(program, |looks| {
            looks.types.insert(duty.done_by.kind);
            match &duty.trigger {
                DutyTrigger::Enters(status) => looks.status(*status),
                DutyTrigger::Event(trigger) => looks.types.extend(trigger.kind()),
            }
            looks.tests(duty.conditions.iter().map(|condition| &condition.test));
        });
        add(&duty.article, "服务 duty", &duty.name, types, &none(), "show");
    }
    for register in &program.registers {
        let entries = [Some(&register.adds), register.takes.as_ref(), register.returns.as_ref()];
        let types = entries.into_iter().flatten().map(|entry| entry.facts.kind).collect();
        add(&register.article, "台账 register", &register.name, types, &none(), "register, show");
    }
    for term in &program.open_terms {
        add(&term.article, "待定 open term", &term.name, [term.filled_by.kind].into(), &none(), "why");
    }
    rules
}

/// The test files and what they say.
fn test_files() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut open: Vec<PathBuf> =
        ["articles", "policy", "cli", "explain", "oracle"].iter().map(|part| root.join(part)).collect();
    let mut found = BTreeMap::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()));
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("coverage.rs") {
            let name = path.strip_prefix(&root).map(|path| path.display().to_string()).unwrap_or_default();
            found.insert(name, std::fs::read_to_string(&path).unwrap_or_default());
        }
    }
    found
}

/// The test files that name something, those about articles first and no more than four.
fn named_in(files: &BTreeMap<String, String>, words: &[&str]) -> Vec<String> {
    let names = |text: &String| {
        words.iter().any(|word| text.contains(&format!("\"{word}\"")) || text.contains(&format!("\"{word}/")))
    };
    let mut found: Vec<&String> = files.iter().filter(|(_, text)| names(text)).map(|(name, _)| name).collect();
    found.sort_by_key(|name| (!name.starts_with("articles/"), name.as_str()));
    found.into_iter().take(4).cloned().collect()
}

fn cell(found: &[String], faults: &mut Vec<String>, what: &str) -> String {
    if found.is_empty() {
        faults.push(what.to_owned());
        return "—".to_owned();
    }
    found.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_clause_has_its_rule_types_readings_tests_and_explanation() {
    let policy = &DOCUMENTS[1];
    let program = policy.program(&CATALOGUE, &Default::default()).unwrap_or_else(|error| panic!("{error:?}"));
    let (rules, files, mut faults) = (rules(&program), test_files(), Vec::new());
    let mut page = format!(
        "# 条文覆盖 · Coverage of the law\n\n由测试生成：{} 的每一条由哪条规则执行，看哪些事件类型，有哪些口径，哪些测试检验，用什么命令说明。“通用”是每个金额都依据的口径：取整、日期、上限、同一事项。\n\nGenerated by a test: for each clause of {} its rule, the event types it looks at, its readings, the tests that try it, and the command that explains it. \"Common\" are the readings every amount rests on: rounding, days, caps, what is one matter.\n",
        policy.document, policy.document
    );
    for article in ARTICLES {
        let _ = write!(page, "\n## {article}\n\n");
        let own: Vec<&Rule> = rules.iter().filter(|rule| rule.article == article).collect();
        if let Some((_, zh, en)) = SILENT.iter().find(|(silent, ..)| *silent == article) {
            let _ = write!(page, "{zh}。 {en}.\n\n");
        } else if own.is_empty() {
            faults.push(format!("{article} declares nothing, and nothing says why"));
        }
        if own.is_empty() {
            continue;
        }
        page.push_str("| 规则 rule | 事件类型 event types | 口径 readings | 测试 tests | 说明 explained by |\n|---|---|---|---|---|\n");
        for rule in own {
            let types: Vec<String> =
                rule.types.iter().map(|kind| CATALOGUE.declaration(*kind).name.to_string()).collect();
            let common = &program.documents[0].common_readings;
            let readings: Vec<String> = rule.readings.difference(common).map(ToString::to_string).collect();
            let readings = if readings.is_empty() { "通用 common".to_owned() } else { readings.join(" ") };
            let last = rule.name.rsplit('/').next().unwrap_or_default();
            let titled = ["高新技术企业", "育新企业"].contains(&last);
            let words = if titled || rule.kind.starts_with("状态") {
                vec![rule.name.as_str(), &rule.article]
            } else {
                vec![rule.name.as_str()]
            };
            let mut tests = named_in(&files, &words);
            if tests.is_empty() && ["通用条件", "限额", "不重复", "待定"].iter().any(|kind| rule.kind.starts_with(kind))
            {
                // A gate and the best of one matter are tried through every grant; a cap and an open term through theirs.
                let any = rule.kind.starts_with("通用条件") || rule.article == "第二十二条";
                let grants: Vec<&str> = program
                    .grants
                    .iter()
                    .filter(|grant| any || *grant.article == *rule.article)
                    .map(|grant| &*grant.id)
                    .collect();
                tests = named_in(&files, &grants);
            }
            let types = cell(&types, &mut faults, &format!("{}: no event type", rule.name));
            let tests = cell(&tests, &mut faults, &format!("{}: no test names it", rule.name));
            let _ =
                writeln!(page, "| {} {} | {types} | {readings} | {tests} | `{}` |", rule.kind, rule.name, rule.shown);
        }
    }
    page.push_str(
        "\n## 口径 · Readings\n\n| 口径 reading | 条款 article | 问题 question | 测试 tests |\n|---|---|---|---|\n",
    );
    for reading in &policy.readings {
        let tests = named_in(&files, &[&reading.id.0]);
        let tests = match reading.options.len() {
            1 => "只有一个选项 · one option only".to_owned(),
            _ => cell(&tests, &mut faults, &format!("{}: no test flips it", reading.id)),
        };
        let _ = writeln!(
            page,
            "| {} | {} | {} · {} | {tests} |",
            reading.id, reading.article, reading.question.zh, reading.question.en
        );
    }
    reviewed("docs/coverage.md", &page);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_type_of_a_rule_says_which_article_it_serves() {
    let policy = &DOCUMENTS[1];
    let program = policy.program(&CATALOGUE, &Default::default()).unwrap_or_else(|error| panic!("{error:?}"));
    for grant in &program.grants {
        for kind in grant.triggers.iter().filter_map(qizhang::policy::Trigger::kind) {
            let declaration = CATALOGUE.declaration(kind);
            let serves = declaration.articles.iter().any(|article| *article == *grant.article);
            assert!(
                serves,
                "{} makes items of {} and does not say so: {:?}",
                declaration.name, grant.id, declaration.articles
            );
        }
    }
}
