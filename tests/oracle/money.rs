//! Approvals and payments: what was promised for a case, and what arrived and stayed.

use super::case::{Case, Outcome};
use super::facts::Fact;
use super::world::World;
use qizhang::value::{Day, Uscc};

/// Money of one payment that went to one line, and what of it came back.
#[derive(Debug, Clone)]
pub(super) struct Payment {
    pub(super) day: Day,
    amount: i128,
    returned: Vec<(Day, i128)>,
}

/// A line of an approval with the money that moved for it. A payment may name a matter that was never approved, or an
/// approval that is not on record, and then stands by itself: its line has no day.
#[derive(Debug, Clone)]
pub(super) struct Line {
    approval: String,
    pub(super) grant: String,
    pub(super) matter: String,
    pub(super) amount: i128,
    pub(super) day: Option<Day>,
    pub(super) moved: Vec<Payment>,
}

impl Payment {
    /// What was not sent back.
    pub(super) fn kept(&self) -> i128 {
        self.kept_on(Day::MAX)
    }

    fn kept_on(&self, day: Day) -> i128 {
        self.amount - self.returned.iter().filter(|(back, _)| *back <= day).map(|(_, amount)| amount).sum::<i128>()
    }
}

impl Line {
    pub(super) fn paid(&self) -> i128 {
        self.moved.iter().map(Payment::kept).sum()
    }

    /// What had not been paid by a day.
    fn unpaid_on(&self, day: Day) -> i128 {
        let paid = self.moved.iter().filter(|payment| payment.day <= day);
        (self.amount - paid.map(|payment| payment.kept_on(day)).sum::<i128>()).max(0)
    }
}

impl World {
    pub(super) fn first_approval(&self, subject: Uscc, grant: &str, matter: &str) -> Option<Day> {
        let lines = self.approved_lines(subject);
        lines.iter().find(|line| line.grant == grant && line.matter == matter).and_then(|line| line.day)
    }

    fn approved_lines(&self, subject: Uscc) -> Vec<Line> {
        let mut lines = Vec::new();
        for fact in self.own("grant.approved", subject) {
            lines.extend(fact.rows("lines").into_iter().map(|row| Line {
                approval: fact.text("approval_no").to_owned(),
                grant: row.text("grant").to_owned(),
                matter: row.text("matter").to_owned(),
                amount: row.fen("amount"),
                day: Some(fact.day),
                moved: Vec::new(),
            }));
        }
        lines
    }

    /// The lines with their payments.
    pub(super) fn lines(&self, subject: Uscc) -> Vec<Line> {
        let mut lines = self.approved_lines(subject);
        for fact in self.own("payment.made", subject) {
            let shares = spread(&mut lines, fact);
            let mut returns = self.recovered(fact.text("payment_no"));
            let bounces =
                self.happened("payment.bounced").filter(|bounce| bounce.text("payment_no") == fact.text("payment_no"));
            returns.extend(bounces.map(|bounce| (bounce.day, fact.fen("amount"))));
            returns.sort_by_key(|(day, _)| *day);
            for (day, amount) in returns {
                take_back(&mut lines, &shares, day, amount);
            }
        }
        lines
    }

    pub(super) fn recovered(&self, payment: &str) -> Vec<(Day, i128)> {
        let orders = self.known("clawback.ordered").filter(|fact| fact.text("payment_no") == payment);
        let orders: Vec<&Fact> = orders.collect();
        let back = self.happened("clawback.recovered");
        let back = back.filter(|fact| orders.iter().any(|order| order.text("clawback_no") == fact.text("clawback_no")));
        back.map(|fact| (fact.day, fact.fen("amount"))).collect()
    }

    /// Sets what was paid against what is due, and withholds what an incident stands against.
    pub(super) fn settle_money(&self, subject: Uscc, case: &mut Case) {
        case.paid = case.paid();
        if case.outcome == Outcome::Due && case.net > 0 {
            case.withheld = self.withheld(subject, case.tested);
        }
        let mut owed = case.net;
        if let Some(since) = case.withheld {
            if self.is("R2.3", "claw_back") {
                (case.net, owed) = (0, 0);
            } else {
                let before = case.moved.iter().filter(|payment| payment.day < since);
                owed = owed.min(before.map(Payment::kept).sum());
            }
        }
        case.outstanding = (owed - case.paid).max(0);
        let open = matches!(case.outcome, Outcome::Undetermined | Outcome::NoGoverningPolicy);
        case.overpaid = if open { 0 } else { (case.paid - owed).max(0) };
    }
}

/// Spreads a payment and tells at which lines: the line it names, else the lines of its approval in turn up to what is
/// unpaid of each. What is over stays with the last line; without any line it stands under its own number.
fn spread(lines: &mut Vec<Line>, fact: &Fact) -> Vec<usize> {
    let (grant, matter, paid) = (fact.text("grant"), fact.text("matter"), fact.fen("amount"));
    let pay = |at: usize, amount: i128, lines: &mut Vec<Line>| {
        lines[at].moved.push(Payment { day: fact.day, amount, returned: Vec::new() });
    };
    let approval = fact.text("approval_no");
    let chosen: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].approval == approval).collect();
    let named = !grant.is_empty() && !matter.is_empty();
    if named || chosen.is_empty() {
        let matter = if named { matter.to_owned() } else { format!("payment:{}", fact.text("payment_no")) };
        let same = |at: &usize| lines[*at].grant == grant && lines[*at].matter == matter;
        let at = chosen.into_iter().find(same).unwrap_or(lines.len());
        if at == lines.len() {
            let (approval, grant) = (String::new(), grant.to_owned());
            lines.push(Line { approval, grant, matter, amount: 0, day: None, moved: Vec::new() });
        }
        pay(at, paid, lines);
        return vec![at];
    }
    let mut rest = paid;
    for at in &chosen {
        let share = if Some(at) == chosen.last() { rest } else { rest.min(lines[*at].unpaid_on(fact.day)) };
        pay(*at, share, lines);
        rest -= share;
    }
    chosen
}

/// Money that came back is taken from the last line first.
fn take_back(lines: &mut [Line], shares: &[usize], day: Day, amount: i128) {
    let mut rest = amount;
    for at in shares.iter().rev() {
        let Some(payment) = lines[*at].moved.last_mut() else { continue };
        let back = rest.min(payment.kept());
        payment.returned.push((day, back));
        rest -= back;
    }
}
