//! The whole suite over every backend: each rule runs, each that fails is named, and the sum is printed.

use conformance::{Local, Memory};
use happenstance_testkit::concurrency::{ConcurrentFixture, rules as races};
use happenstance_testkit::model::rules as models;
use happenstance_testkit::{RuleOutcome, block_on, rules};
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

type Rule = (&'static str, Box<dyn Fn() -> RuleOutcome>);

/// One family of rules over one backend, after the suite's own list of their names.
macro_rules! family {
    ($module:ident, $open:ident: $($name:ident),* $(,)?) => {
        vec![$((stringify!($name), Box::new(move || block_on($module::$name($open))) as Box<dyn Fn() -> RuleOutcome>)),*]
    };
}

fn rules_over<F: ConcurrentFixture + 'static>(open: impl AsyncFn() -> F + Copy + 'static) -> Vec<Rule> {
    macro_rules! over {
        ($($name:tt)*) => { family!(rules, open: $($name)*) };
    }
    let mut rules = happenstance_testkit::for_each_event_store_rule!(over);
    rules.push(("every_declined_capability_is_stated_by_this_fixture", Box::new(move || stated(open))));
    rules
}

/// The one check the suite adds where it is invoked; here it is called by name, as it has no other.
fn stated<F: ConcurrentFixture>(open: impl AsyncFn() -> F) -> RuleOutcome {
    happenstance_testkit::__private::assert_declensions_are_stated(open);
    RuleOutcome::Ran
}

fn races_over<F: ConcurrentFixture + 'static>(open: impl AsyncFn() -> F + Copy + 'static) -> Vec<Rule> {
    macro_rules! over {
        ($($name:tt)*) => { family!(races, open: $($name)*) };
    }
    happenstance_testkit::for_each_concurrency_rule!(over)
}

fn models_over<F: ConcurrentFixture + 'static>(open: impl AsyncFn() -> F + Copy + 'static) -> Vec<Rule> {
    macro_rules! over {
        ($($name:tt)*) => { family!(models, open: $($name)*) };
    }
    happenstance_testkit::for_each_model_rule!(over)
}

/// What became of a family.
#[derive(Default)]
struct Sum {
    held: usize,
    declined: usize,
    broken: usize,
}

impl Sum {
    /// Runs each rule. Why one was declined or broken is said at once.
    fn of(backend: &str, rules: &[Rule]) -> Self {
        let mut sum = Self::default();
        for (name, rule) in rules {
            match catch_unwind(AssertUnwindSafe(rule)) {
                Ok(RuleOutcome::Ran) => sum.held += 1,
                Ok(RuleOutcome::Skipped { reason, .. }) => {
                    sum.declined += 1;
                    say(&format!("{backend}: {name} is declined: {reason}"));
                }
                Err(_) => {
                    sum.broken += 1;
                    say(&format!("{backend}: {name} is BROKEN"));
                }
            }
        }
        sum
    }

    fn in_words(&self) -> String {
        let all = self.held + self.declined + self.broken;
        format!("{} of {all} held, {} declined, {} broken", self.held, self.declined, self.broken)
    }
}

fn say(line: &str) {
    // Where nobody listens there is nobody to tell that.
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Runs everything over one backend and says whether all of it holds.
fn whole<F: ConcurrentFixture + 'static>(backend: &str, open: impl AsyncFn() -> F + Copy + 'static) -> bool {
    let families = [("rules", rules_over(open)), ("races", races_over(open)), ("models", models_over(open))];
    let sums = families.map(|(family, rules)| (family, Sum::of(backend, &rules)));
    for (family, sum) in &sums {
        say(&format!("{backend}: {family}: {}", sum.in_words()));
    }
    sums.iter().all(|(_, sum)| sum.broken == 0)
}

fn main() -> ExitCode {
    let memory = whole("memory", async || Memory::new());
    let local = whole("local", async || Local::new());
    if memory && local { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
