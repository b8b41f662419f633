//! Which items of a list moved, and what that means where the first hit wins.

/// One item that stands elsewhere now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The item's key, or its name where the caller knew it.
    pub item: String,
    /// Where it stood in the whole list, counted from 1.
    pub from: usize,
    /// Where it stands now, counted from 1.
    pub to: usize,
    /// The items that stood before it and now stand behind it: it is evaluated before them now.
    pub now_before: Passed,
    /// The items that stood behind it and now stand before it: it is evaluated after them now.
    pub now_after: Passed,
}

/// The items that one item passed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passed {
    /// The first of them, in the new order, at most [`Passed::NAMED`].
    pub names: Vec<String>,
    /// How many there are beyond those.
    pub more: usize,
}

impl Passed {
    /// So many are named.
    pub const NAMED: usize = 8;

    fn add(&mut self, name: &str) {
        if self.names.len() < Self::NAMED {
            self.names.push(name.to_owned());
        } else {
            self.more += 1;
        }
    }

    /// Whether nothing was passed.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// The fewest items whose moving turns the old order into the new one: of `n` common items at most `n - 1`, in the new
/// order. Items of one side only came or went and are no move; equal texts count as often as they are there.
pub fn moves(old: &[String], new: &[String]) -> Vec<Move> {
    // The old position of every item of the new order that was there before.
    let mut taken = vec![false; old.len()];
    let mut common: Vec<(usize, usize)> = Vec::new();
    for (to, item) in new.iter().enumerate() {
        let free = |from: &usize| taken.get(*from) == Some(&false) && old.get(*from) == Some(item);
        // Most items stay near: look from the same position on, then before it.
        let start = to.min(old.len());
        let found = (start..old.len()).find(free).or((0..start).find(free));
        if let Some(from) = found {
            if let Some(place) = taken.get_mut(from) {
                *place = true;
            }
            common.push((from, to));
        }
    }
    let stays = longest_rising(&common);
    let mut moves = Vec::new();
    for (at, (from, to)) in common.iter().enumerate() {
        if stays.get(at) == Some(&true) {
            continue;
        }
        let mut found = Move {
            item: new.get(*to).cloned().unwrap_or_default(),
            from: from + 1,
            to: to + 1,
            now_before: Passed::default(),
            now_after: Passed::default(),
        };
        for (other_from, other_to) in &common {
            let name = new.get(*other_to).map(String::as_str).unwrap_or_default();
            if other_from < from && other_to > to {
                found.now_before.add(name);
            } else if other_from > from && other_to < to {
                found.now_after.add(name);
            }
        }
        moves.push(found);
    }
    moves
}

/// Which of the pairs belong to a longest rising run of old positions: those items need not move.
fn longest_rising(common: &[(usize, usize)]) -> Vec<bool> {
    let olds: Vec<usize> = common.iter().map(|(from, _)| *from).collect();
    // For every length of a run, the place of the smallest old position that ends one.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(olds.len());
    for (at, old) in olds.iter().enumerate() {
        let length = ends.partition_point(|end| olds.get(*end) < Some(old));
        before.push(
            length
                .checked_sub(1)
                .and_then(|shorter| ends.get(shorter).copied()),
        );
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut stays = vec![false; olds.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        if let Some(stay) = stays.get_mut(at) {
            *stay = true;
        }
        next = before.get(at).copied().flatten();
    }
    stays
}
