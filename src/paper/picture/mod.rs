//! Pictures of tables as files by themselves: SVG with its colours, its title, its units and its legend in it, which needs no style sheet,
//! runs nothing and fetches nothing. What is drawn is what `chart` reads from the cells of the table.

mod bars;
mod canvas;
mod fit;
mod gauges;
mod legend;
mod scale;
mod windows;
mod written;

pub use written::{picture, pictures};
