//! Each of these requests to its command.

use super::request::Event;
use super::{check, docs, new, register, release, story};
use crate::cli::output::Answer;
use crate::cli::request::Globals;

/// Does what was asked.
pub(in crate::cli) fn event(globals: &Globals, request: &Event) -> Answer {
    match request {
        Event::New(asked) => new::new(globals, asked),
        Event::Check { paths, against: Some(against), .. } => check::against(globals, paths, against),
        Event::Check { paths, story: Some(told), .. } => story::story(globals, paths, told),
        Event::Check { paths, folder, against: None, story: None } => check::check(globals, paths, folder.as_deref()),
        Event::Release(asked) => release::release(globals, asked),
        Event::Register { file, writing } => register::register(globals, file, writing),
        Event::Docs { kind, out: None } => docs::docs(globals, kind.as_deref()),
        Event::Docs { kind, out: Some((folder, form)) } => docs::write(globals, kind.as_deref(), folder, *form),
    }
}
