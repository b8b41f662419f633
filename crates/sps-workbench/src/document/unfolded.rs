//! What of a large form is open. It outlives the views, which come and go with every item that is added or moved.

use serde_json::Value;

use super::Pointer;
use super::level::{level, position_of};

/// Groups that were opened or closed by hand, and where the windows of long lists stand.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Unfolded {
    groups: Vec<(Pointer, bool)>,
    windows: Vec<(Pointer, usize)>,
}

impl Unfolded {
    /// Whether a group was opened or closed by hand; `None` if it is as it was at first.
    pub fn is_open(&self, at: &Pointer) -> Option<bool> {
        found(&self.groups, at)
    }

    /// Opens or closes a group.
    pub fn set_open(&mut self, at: &Pointer, open: bool) {
        put(&mut self.groups, at, open);
    }

    /// The number of the field, counted from 0, whose window a long list shows.
    pub fn first(&self, at: &Pointer) -> usize {
        found(&self.windows, at).unwrap_or_default()
    }

    /// Shows the window of a long list with this field.
    pub fn set_first(&mut self, at: &Pointer, first: usize) {
        put(&mut self.windows, at, first);
    }

    /// Opens all that a place lies in, and the place itself.
    pub fn reveal(&mut self, content: &Value, at: &Pointer) {
        let mut around = Pointer::root();
        for segment in at.segments() {
            self.set_open(&around, true);
            let position = around
                .find(content)
                .and_then(|value| position_of(value, segment));
            if let Some(position) = position
                && level(content, &around, position).is_some_and(|level| level.count > level.window)
            {
                self.set_first(&around, position);
            }
            around.push(segment);
        }
        self.set_open(at, true);
    }

    /// Follows the removal of an item.
    pub fn after_removal(&mut self, list: &Pointer, index: usize) {
        self.follow(|at| at.after_removal(list, index));
    }

    /// Follows the move of an item.
    pub fn after_move(&mut self, list: &Pointer, from: usize, to: usize) {
        self.follow(|at| Some(at.after_move(list, from, to)));
    }

    fn follow(&mut self, to: impl Fn(&Pointer) -> Option<Pointer>) {
        let follow = |at: &mut Pointer| match to(at) {
            Some(new) => {
                *at = new;
                true
            }
            None => false,
        };
        self.groups.retain_mut(|(at, _)| follow(at));
        self.windows.retain_mut(|(at, _)| follow(at));
    }
}

fn found<T: Copy>(known: &[(Pointer, T)], at: &Pointer) -> Option<T> {
    let (_, found) = known.iter().find(|(place, _)| place == at)?;
    Some(*found)
}

fn put<T>(known: &mut Vec<(Pointer, T)>, at: &Pointer, value: T) {
    match known.iter_mut().find(|(place, _)| place == at) {
        Some((_, known)) => *known = value,
        None => known.push((at.clone(), value)),
    }
}
