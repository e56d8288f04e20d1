//! What is said before a command is typed: by the environment and by the file that counts.

use super::fault::ConfigFault;
use super::file::{Line, read};
use super::places::{Place, State, places};
use super::setting::{Setting, nearest};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

/// What all our variables begin with.
const OURS: &str = "QIZHANG_";
/// The variable that names a file.
pub(super) const CONFIG: &str = "QIZHANG_CONFIG";

/// What the environment and the file say.
#[derive(Debug)]
pub(in crate::cli) struct Said {
    variables: BTreeMap<String, OsString>,
    /// Where a file was looked for.
    pub(super) places: Vec<Place>,
    /// The file that counts, with its lines; none where there is none.
    pub(super) file: Option<(PathBuf, BTreeMap<Setting, Line>)>,
    fault: Option<Box<ConfigFault>>,
}

impl Said {
    /// Reads the environment, and the file that counts where the command line names this one.
    pub(in crate::cli) fn found(named: Option<&str>) -> Self {
        // Something empty is a variable that was not set.
        let variables: BTreeMap<String, OsString> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
            .filter(|(name, value)| !value.is_empty() && (name.starts_with(OURS) || PLACES.contains(&name.as_str())))
            .collect();
        let mut said = Self { places: places(named, &variables), variables, file: None, fault: None };
        said.read();
        said
    }

    /// Reads the first file that is there.
    fn read(&mut self) {
        for place in &mut self.places {
            if self.file.is_some() || self.fault.is_some() {
                place.state = if place.path.exists() { State::Shadowed } else { State::Absent };
                continue;
            }
            match read(place) {
                Ok(None) => {}
                Ok(Some(lines)) => {
                    place.state = State::Read;
                    self.file = Some((place.path.clone(), lines));
                }
                Err(fault) => {
                    place.state = State::Broken;
                    self.fault = Some(Box::new(fault));
                }
            }
        }
    }

    /// Why the file does not count that should; nothing is done then that would need a setting.
    pub(in crate::cli) fn fault(&self) -> Option<&ConfigFault> {
        self.fault.as_deref()
    }

    /// The value of a variable.
    pub(super) fn variable(&self, setting: Setting) -> Option<&OsString> {
        self.variables.get(setting.variable())
    }

    /// Variables that look like ours and are none, each with the one that is probably meant.
    pub(super) fn strangers(&self) -> Vec<(&str, Option<&'static str>)> {
        let ours = || Setting::ALL.into_iter().map(Setting::variable).chain([CONFIG]);
        let names = self.variables.keys().map(String::as_str);
        let strange = names.filter(|name| name.starts_with(OURS) && ours().all(|own| own != *name));
        strange.map(|name| (name, nearest(name, ours()))).collect()
    }
}

/// Variables of the system that tell where a file may lie.
const PLACES: [&str; 2] = ["HOME", "XDG_CONFIG_HOME"];
