//! `config show`: what counts, and who said so.

use super::chosen::{Chosen, Settings, Source};
use super::environment::Said;
use super::places::{Named, Place, State};
use super::setting::{Setting, lang_name, log_name, public_name, switch_name};
use crate::cli::exit::Exit;
use crate::cli::output::{Answer, data};
use crate::cli::request::Globals;
use crate::value::legible;
use crate::view::{ConfigPlaceV1, ConfigV1, SettingV1, StrangerV1};
use std::path::Path;
use unicode_width::UnicodeWidthStr;

/// Tells every setting of a command with these words.
pub(in crate::cli) fn show(globals: &Globals, settings: &Settings, said: &Said) -> Answer {
    let view = view(settings, said);
    if globals.json.is_some() {
        globals.value(&serde_json::to_value(view).unwrap_or_default())?;
        return Ok(refused(globals, said));
    }
    let rows: Vec<[String; 3]> = view.settings.iter().map(|setting| row(globals, setting)).collect();
    let width = |of: usize| rows.iter().filter_map(|row| row.get(of)).map(|cell| cell.width()).max().unwrap_or(0);
    let (keys, values) = (width(0), width(1));
    for [key, value, source] in &rows {
        let text = if globals.plain {
            format!("{key}\t{value}\t{source}\n")
        } else {
            format!("{}  {}  {source}\n", padded(key, keys), padded(value, values))
        };
        data(&text)?;
    }
    for place in &view.places {
        place_said(globals, place);
    }
    told_strangers(globals, &view);
    Ok(refused(globals, said))
}

/// A file that is broken is told last, where it is read: the settings are those of flags and variables alone.
fn refused(globals: &Globals, said: &Said) -> Exit {
    let Some(fault) = said.fault() else { return Exit::Done };
    globals.complain(&fault.complaint(), &fault.spot(), Exit::Refused);
    Exit::Refused
}

fn told_strangers(globals: &Globals, view: &ConfigV1) {
    for StrangerV1 { variable, nearest } in &view.strangers {
        let (zh, en) = match nearest {
            Some(nearest) => (format!("，是不是 {nearest}？"), format!("; did you mean {nearest}?")),
            None => ("。".to_owned(), ".".to_owned()),
        };
        globals.talk(
            &format!("环境变量 {variable} 什么也不设置{zh}"),
            &format!("the variable {variable} sets nothing{en}"),
        );
    }
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn row(globals: &Globals, setting: &SettingV1) -> [String; 3] {
    let source = match (setting.source, &setting.file, setting.line) {
        ("flag", _, _) => globals.pick(&format!("选项 {}", setting.flag), &format!("flag {}", setting.flag)),
        ("variable", _, _) => {
            globals.pick(&format!("环境变量 {}", setting.variable), &format!("variable {}", setting.variable))
        }
        (_, Some(file), Some(line)) => {
            globals.pick(&format!("文件 {file} 第 {line} 行"), &format!("file {file} line {line}"))
        }
        (_, _, _) => globals.pick("默认", "default"),
    };
    [setting.key.to_owned(), legible(&setting.value), legible(&source)]
}

fn place_said(globals: &Globals, place: &ConfigPlaceV1) {
    let path = legible(&place.path);
    match place.state {
        "read" => globals.talk(&format!("配置文件：{path}"), &format!("config file: {path}")),
        "broken" => globals
            .talk(&format!("配置文件有错，没有采用：{path}"), &format!("broken, and nothing of it counts: {path}")),
        "shadowed" => globals.talk(
            &format!("没有读：{path}（前面的已经算数，文件不合并）"),
            &format!("not read: {path} (an earlier one counts, and files are not merged)"),
        ),
        _ => globals.talk(&format!("没有这个文件：{path}"), &format!("there is no {path}")),
    }
}

fn view(settings: &Settings, said: &Said) -> ConfigV1 {
    let shown = |path: &Path| path.display().to_string();
    let own_key = || shown(&settings.ledger.value.with_added_extension("key"));
    let rows = Setting::ALL.map(|setting| match setting {
        Setting::Ledger => told(setting, &settings.ledger, said, |path| shown(path)),
        Setting::Key => told(setting, &settings.key, said, |key| key.as_deref().map_or_else(own_key, shown)),
        Setting::Lang => told(setting, &settings.lang, said, |lang| lang_name(*lang).to_owned()),
        Setting::Listen => told(setting, &settings.listen, said, ToString::to_string),
        Setting::Write => told(setting, &settings.write, said, |on| switch_name(*on).to_owned()),
        Setting::Closed => told(setting, &settings.closed, said, |on| switch_name(*on).to_owned()),
        Setting::Public => told(setting, &settings.public, said, |name| public_name(name.as_ref())),
        Setting::Log => told(setting, &settings.log, said, |log| log_name(*log).to_owned()),
    });
    let strangers = said.strangers().into_iter();
    // What a broken file would have said is not known: a default would not be true either.
    let is_known = |row: &SettingV1| said.fault().is_none() || ["flag", "variable"].contains(&row.source);
    ConfigV1 {
        format: "config.v1",
        settings: rows.into_iter().filter(is_known).collect(),
        places: said.places.iter().map(place_told).collect(),
        strangers: strangers.map(|(name, nearest)| StrangerV1 { variable: name.to_owned(), nearest }).collect(),
    }
}

fn told<T>(setting: Setting, chosen: &Chosen<T>, said: &Said, text: impl FnOnce(&T) -> String) -> SettingV1 {
    let (source, line) = match chosen.source {
        Source::Flag => ("flag", None),
        Source::Variable => ("variable", None),
        Source::Line(line) => ("file", Some(line)),
        Source::Default => ("default", None),
    };
    let file = said.file.as_ref().filter(|_| line.is_some()).map(|(path, _)| path.display().to_string());
    SettingV1 {
        key: setting.key(),
        value: text(&chosen.value),
        source,
        file,
        line,
        flag: setting.flag(),
        variable: setting.variable(),
    }
}

fn place_told(place: &Place) -> ConfigPlaceV1 {
    ConfigPlaceV1 {
        path: place.path.display().to_string(),
        named_by: match place.named {
            Named::Flag => Some("flag"),
            Named::Variable => Some("variable"),
            Named::Nobody => None,
        },
        state: match place.state {
            State::Read => "read",
            State::Absent => "absent",
            State::Shadowed => "shadowed",
            State::Broken => "broken",
        },
    }
}
