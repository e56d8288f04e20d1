//! The figures as a table: how much of ours each is, then the median, the least and the most.

use crate::peer::Kind;
use std::fmt::Write as _;

/// What is measured.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) title: &'static str,
    pub(crate) unit: Unit,
    pub(crate) target: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    PerSecond,
    Seconds,
    Bytes,
    /// Of something else: twice as much is 2.
    Times,
}

/// Rows, each with what was measured for each store.
pub(crate) struct Table {
    peers: Vec<Kind>,
    rows: Vec<(Row, Vec<Vec<f64>>)>,
}

impl Table {
    pub(crate) fn new(peers: Vec<Kind>) -> Self {
        Self { peers, rows: Vec::new() }
    }

    /// Measures a row for some of the stores in turn, round after round, and tells each figure as it comes.
    pub(crate) fn measure<E>(
        &mut self,
        row: Row,
        rounds: u32,
        mut measure: impl FnMut(Kind, u32) -> Result<Option<f64>, E>,
    ) -> Result<(), E> {
        let mut found = vec![Vec::new(); self.peers.len()];
        for round in 0..rounds {
            for (peer, found) in self.peers.iter().zip(&mut found) {
                if let Some(figure) = measure(*peer, round)? {
                    crate::done::complain(&format!("{:<60} {:<8} {}", row.title, peer.word(), row.unit.show(figure)));
                    found.push(figure);
                }
            }
        }
        self.rows.push((row, found));
        Ok(())
    }

    pub(crate) fn to_markdown(&self) -> String {
        let mut out = String::from("| | target |");
        for peer in &self.peers {
            let _ = write!(out, " {} |", peer.title());
        }
        let _ = write!(out, "\n|---|---|{}", "---|".repeat(self.peers.len()));
        for (row, found) in &self.rows {
            let ours = self.peers.iter().position(|peer| *peer == Kind::Ours).and_then(|at| median(found.get(at)?));
            let _ = write!(out, "\n| {} | {} |", row.title, row.target);
            for (peer, figures) in self.peers.iter().zip(found) {
                let _ = write!(out, " {} |", cell(row.unit, figures, ours.filter(|_| *peer != Kind::Ours)));
            }
        }
        out
    }
}

fn cell(unit: Unit, figures: &[f64], ours: Option<f64>) -> String {
    let Some(middle) = median(figures) else { return "—".to_owned() };
    let (least, most) = figures.iter().fold((f64::MAX, 0.0_f64), |(a, b), one| (a.min(*one), b.max(*one)));
    let mut out = ours.map_or_else(String::new, |ours| format!("{:.2}× · ", middle / ours));
    out.push_str(&unit.show(middle));
    if figures.len() > 1 {
        let _ = write!(out, " ({}–{})", unit.show(least), unit.show(most));
    }
    out
}

fn median(figures: impl AsRef<[f64]>) -> Option<f64> {
    let mut sorted = figures.as_ref().to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied()
}

impl Unit {
    fn show(self, figure: f64) -> String {
        match self {
            Self::PerSecond => format!("{}/s", grouped(figure)),
            Self::Seconds if figure < 0.001 => format!("{:.0} µs", figure * 1e6),
            Self::Seconds if figure < 1.0 => format!("{:.1} ms", figure * 1e3),
            Self::Seconds => format!("{figure:.2} s"),
            Self::Bytes if figure < 1e4 => format!("{figure:.0} B"),
            Self::Bytes => format!("{:.0} MiB", figure / 1_048_576.0),
            Self::Times => format!("{figure:.2}×"),
        }
    }
}

/// With a comma before each three digits.
fn grouped(figure: f64) -> String {
    let digits = format!("{figure:.0}");
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
