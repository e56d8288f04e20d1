//! The money of many subjects, by grant.

use crate::explain::{Cell, Column, Document, Filed, Heading, Sheet};
use crate::policy::Program;
use crate::position::{Outcome, Position};
use crate::value::Fen;

/// The sums over the items of one grant.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    items: i64,
    open: i64,
    money: [Fen; 5],
}

/// One line a grant in the order of the policy: how many items and how many of them undetermined, what is due, approved,
/// paid, outstanding and overpaid; a line for what is under no grant of the document, where there is any; and a line that
/// adds up.
pub fn totals<'p>(program: &Program, positions: impl Iterator<Item = &'p Position>) -> Document {
    let mut sums = vec![Sum::default(); program.grants.len()];
    let (mut others, mut total) = (Sum::default(), Sum::default());
    for item in positions.flat_map(|position| &position.items) {
        let known = item.grant.or_else(|| program.grants.iter().position(|grant| grant.id == item.grant_id));
        let open = i64::from(matches!(item.outcome, Outcome::Undetermined(_)));
        let money = [item.net, item.approved, item.paid, item.outstanding, item.overpaid];
        let own = known.and_then(|grant| sums.get_mut(grant)).unwrap_or(&mut others);
        for sum in [own, &mut total] {
            sum.add(open, money);
        }
    }
    let mut sheet = Sheet::new(Heading::ByGrant, columns());
    for (grant, sum) in program.grants.iter().zip(sums) {
        let title = Heading::Grant { title: grant.title.clone(), article: grant.article.clone() };
        sheet.rows.push(sum.row(Cell::of(title)));
    }
    if others.items > 0 {
        sheet.rows.push(others.row(Cell::of(Filed::OtherGrants)));
    }
    sheet.rows.push(total.row(Cell::of(Filed::Sum)));
    let mut page = Document::default();
    page.show(sheet);
    page
}

fn columns() -> Vec<Column> {
    let mut columns = vec![Column::left(Filed::Grant)];
    let numbers =
        [Filed::Items, Filed::IsOpen, Filed::Net, Filed::Approved, Filed::Paid, Filed::Outstanding, Filed::Overpaid];
    columns.extend(numbers.into_iter().map(Column::right));
    columns
}

impl Sum {
    fn add(&mut self, open: i64, money: [Fen; 5]) {
        self.items = self.items.saturating_add(1);
        self.open = self.open.saturating_add(open);
        for (sum, amount) in self.money.iter_mut().zip(money) {
            *sum = sum.plus(amount);
        }
    }

    fn row(self, title: Cell) -> Vec<Cell> {
        let mut row = vec![title, Cell::Number(self.items), Cell::Number(self.open)];
        row.extend(self.money.map(Cell::Money));
        row
    }
}
