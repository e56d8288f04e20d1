//! A bar that shows itself only when there is something to wait for.

use crate::cli::request::Globals;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::ops::ControlFlow;
use std::time::{Duration, Instant as Stopwatch};

/// How far something has come, shown on a terminal after a second.
pub(super) struct Bar {
    drawn: ProgressBar,
    since: Stopwatch,
    shown: bool,
}

impl Bar {
    /// A bar with words in both languages behind it, where `{human_pos}` is what is done and `{human_len}` everything.
    #[expect(clippy::disallowed_methods, reason = "the command line times itself")]
    pub(super) fn of(globals: &Globals, length: usize, [zh, en]: [&str; 2]) -> Self {
        let drawn = ProgressBar::with_draw_target(Some(count(length)), ProgressDrawTarget::hidden());
        let shape =
            globals.pick(&format!("{{wide_bar}} {{percent}}%　{zh}"), &format!("{{wide_bar}} {{percent}}%  {en}"));
        if let Ok(style) = ProgressStyle::with_template(&shape) {
            drawn.set_style(style);
        }
        Self { drawn, since: Stopwatch::now(), shown: globals.quiet }
    }

    /// So many more are done.
    pub(super) fn advance(&mut self, more: usize) {
        self.drawn.inc(count(more));
        self.tick();
    }

    /// So many of so many are done; it always goes on, and is broken off from outside.
    pub(super) fn stands_at(&mut self, done: usize, of: usize) -> ControlFlow<()> {
        self.drawn.set_length(count(of));
        self.drawn.set_position(count(done));
        self.tick();
        ControlFlow::Continue(())
    }

    /// Something is still being done.
    pub(super) fn tick(&mut self) {
        if !self.shown && self.since.elapsed() > Duration::from_secs(1) {
            self.drawn.set_draw_target(ProgressDrawTarget::stderr());
            self.shown = true;
        }
        self.drawn.tick();
    }

    pub(super) fn clear(&self) {
        self.drawn.finish_and_clear();
    }
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
