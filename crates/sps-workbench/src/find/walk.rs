//! Reading all of the configuration by its links: what comes next, and how far it is. Started by the person only.

use std::collections::{HashMap, VecDeque};

use sps_client::{Error, Resource};

use super::{children, item_path};

/// A walk through everything that can be reached by links, level by level: names come first, the deep places last.
#[derive(Debug, Clone, PartialEq)]
pub struct Walk {
    root: String,
    waiting: VecDeque<String>,
    on_their_way: usize,
    /// Every address met, so that links that lead back are not followed again.
    met: HashMap<String, usize>,
    read: usize,
    unread: Vec<(String, Unread)>,
}

/// So many reads are on their way at once, so that the appliance has time for others.
const AT_ONCE: usize = 3;

/// Why something could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// The person lacks the right.
    NoRight,
    /// The appliance does not show it to anybody (405), such as its stores of passwords and keys.
    NotShown,
    /// It is not there any more.
    Gone,
    /// The appliance failed, or answered with something else.
    Failed,
}

/// How far a walk is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// So many resources were read.
    pub read: usize,
    /// So many are known to be there; it grows while lists are found.
    pub known: usize,
    /// So many could not be read.
    pub unread: usize,
}

impl Walk {
    /// A walk from the configuration's own address.
    pub fn new(root: &str) -> Self {
        let mut walk = Self {
            root: root.to_owned(),
            waiting: VecDeque::new(),
            on_their_way: 0,
            met: HashMap::new(),
            read: 0,
            unread: Vec::new(),
        };
        walk.meet(root.to_owned());
        walk
    }

    fn meet(&mut self, path: String) {
        if !self.met.contains_key(&path) {
            self.met.insert(path.clone(), 0);
            self.waiting.push_back(path);
        }
    }

    /// The next address to read; whoever takes it tells [`Walk::took`] or [`Walk::failed`]. Nothing while all that is
    /// known is on its way, or enough is.
    pub fn next_path(&mut self) -> Option<String> {
        if self.on_their_way >= AT_ONCE {
            return None;
        }
        let next = self.waiting.pop_front()?;
        self.on_their_way += 1;
        Some(next)
    }

    /// What was read. Children that a list holds whole are read with it; the others come in their turn.
    pub fn took(&mut self, resource: &Resource) {
        self.on_their_way = self.on_their_way.saturating_sub(1);
        self.read += 1;
        for item in children(&resource.content) {
            let path = item_path(&resource.path, item);
            // A link may lead anywhere on the appliance; the walk stays in the configuration.
            let is_inside = path
                .strip_prefix(self.root.as_str())
                .is_some_and(|below| below.starts_with('/'));
            if !is_inside || self.met.contains_key(&path) {
                continue;
            }
            if item.body.is_some() {
                self.met.insert(path, 0);
                self.read += 1;
            } else {
                self.meet(path);
            }
        }
    }

    /// An address could not be read. Whether the walk can go on: not without a session or a connection, and then the
    /// address waits for the next start.
    pub fn failed(&mut self, path: String, error: &Error) -> bool {
        self.on_their_way = self.on_their_way.saturating_sub(1);
        let why = match error {
            Error::SessionEnded(_) | Error::Transport(_) => {
                self.waiting.push_front(path);
                return false;
            }
            Error::LacksRight(_) => Unread::NoRight,
            Error::NotAllowed(_) => Unread::NotShown,
            Error::NotFound(_) => Unread::Gone,
            _ => Unread::Failed,
        };
        self.unread.push((path, why));
        true
    }

    /// An address was taken and is not read after all: it comes first next time.
    pub fn give_back(&mut self, path: String) {
        self.on_their_way = self.on_their_way.saturating_sub(1);
        self.waiting.push_front(path);
    }

    /// Everything was read, or could not be.
    pub fn is_done(&self) -> bool {
        self.waiting.is_empty() && self.on_their_way == 0
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        let unread = self.unread.len();
        Progress {
            read: self.read,
            known: self.read + unread + self.waiting.len() + self.on_their_way,
            unread,
        }
    }

    /// What could not be read, and why.
    pub fn unread(&self) -> &[(String, Unread)] {
        &self.unread
    }
}
