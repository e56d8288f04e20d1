//! Files and directories in memory, with every step that changed them.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Component, Path};

/// A file or directory; others name it by its number.
#[derive(Debug, Clone)]
pub(super) enum Node {
    File(Vec<u8>),
    Directory(BTreeMap<OsString, usize>),
}

/// A change, or the end of a sync: what came to the node before it is durable, unless a sync of it failed in between.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Write { node: usize, at: usize, bytes: Vec<u8> },
    Link { node: usize, name: OsString, to: usize },
    Unlink { node: usize, name: OsString },
    Rename { node: usize, from: OsString, to: OsString },
    Synced { node: usize },
    SyncFailed { node: usize },
}

/// What processes see now, and how it came from what was durable at first.
#[derive(Debug, Clone)]
pub(super) struct World {
    /// What was durable at first. Nodes made since are not in it.
    pub(super) base: Vec<Node>,
    pub(super) steps: Vec<Step>,
    pub(super) nodes: Vec<Node>,
    /// The nodes that stand for a right to write which somebody has.
    pub(super) locked: BTreeSet<usize>,
}

/// The directory above all others.
const TOP: usize = 0;

impl World {
    /// A world whose present is durable.
    pub(super) fn at_rest(nodes: Vec<Node>) -> Self {
        Self { base: nodes.clone(), steps: Vec::new(), nodes, locked: BTreeSet::new() }
    }

    pub(super) fn empty() -> Self {
        Self::at_rest(vec![Node::Directory(BTreeMap::new())])
    }

    /// Takes a step: the only way anything changes.
    pub(super) fn take(&mut self, step: Step) {
        step.apply(&mut self.nodes);
        self.steps.push(step);
    }

    pub(super) fn find(&self, path: &Path) -> Option<usize> {
        names(path).try_fold(TOP, |node, name| self.directory(node)?.get(name).copied())
    }

    pub(super) fn found(&self, path: &Path) -> io::Result<usize> {
        self.find(path).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// The directory a path is in, and its name there.
    pub(super) fn place<'p>(&self, path: &'p Path) -> io::Result<(usize, &'p OsStr)> {
        match (path.parent(), path.file_name()) {
            (Some(parent), Some(name)) => Ok((self.found(parent)?, name)),
            _ => Err(io::ErrorKind::InvalidInput.into()),
        }
    }

    /// Gives a new, empty node a name. What had the name before is still there for those who have it open.
    pub(super) fn make(&mut self, path: &Path, empty: Node) -> io::Result<usize> {
        let (node, name) = self.place(path)?;
        let to = self.nodes.len();
        self.nodes.push(empty);
        self.take(Step::Link { node, name: name.to_owned(), to });
        Ok(to)
    }

    pub(super) fn directory(&self, node: usize) -> Option<&BTreeMap<OsString, usize>> {
        match self.nodes.get(node)? {
            Node::Directory(names) => Some(names),
            Node::File(_) => None,
        }
    }

    pub(super) fn file(&self, node: usize) -> &[u8] {
        match self.nodes.get(node) {
            Some(Node::File(bytes)) => bytes,
            Some(Node::Directory(_)) | None => &[],
        }
    }

    /// The numbers of all files that have bytes.
    pub(super) fn files(&self) -> Vec<usize> {
        (0..self.nodes.len()).filter(|node| !self.file(*node).is_empty()).collect()
    }
}

impl Node {
    /// The same kind of thing without anything in it.
    pub(super) fn emptied(&self) -> Self {
        match self {
            Node::File(_) => Node::File(Vec::new()),
            Node::Directory(_) => Node::Directory(BTreeMap::new()),
        }
    }
}

impl Step {
    /// The node it changes or syncs.
    pub(super) fn node(&self) -> usize {
        match self {
            Step::Write { node, .. }
            | Step::Link { node, .. }
            | Step::Unlink { node, .. }
            | Step::Rename { node, .. }
            | Step::Synced { node }
            | Step::SyncFailed { node } => *node,
        }
    }

    pub(super) fn apply(&self, nodes: &mut [Node]) {
        match (self, &mut nodes[self.node()]) {
            (Step::Write { at, bytes, .. }, Node::File(file)) => write(file, *at, bytes),
            (Step::Link { name, to, .. }, Node::Directory(names)) => {
                names.insert(name.clone(), *to);
            }
            (Step::Unlink { name, .. }, Node::Directory(names)) => {
                names.remove(name);
            }
            (Step::Rename { from, to, .. }, Node::Directory(names)) => {
                if let Some(moved) = names.remove(from) {
                    names.insert(to.clone(), moved);
                }
            }
            _ => {}
        }
    }
}

/// Writes over a file, which grows when it must; what was never written in between is zero.
pub(super) fn write(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if file.len() < end {
        file.resize(end, 0);
    }
    file[at..end].copy_from_slice(bytes);
}

fn names(path: &Path) -> impl Iterator<Item = &OsStr> {
    path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
    })
}
