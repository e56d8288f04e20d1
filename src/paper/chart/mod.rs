//! What is drawn of a table, read from its cells so that both say the same; and the drawing as part of a page, whose style sheet gives it its
//! looks. `picture` draws the same as a file by itself.

mod axis;
mod bars;
mod gauge;
mod which;
mod words;

pub(super) use axis::{Frame, Stands, Window, windows};
pub(super) use bars::{Bar, Bars};
pub(super) use gauge::{Gauge, gauges};
pub use which::chart;
