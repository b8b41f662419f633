//! What people want, seen from outside: every piece of work has a text of its own that can be found again.

/// Begins every secret that is typed.
pub const SECRET: &str = "S3CR3T";

/// One piece of typed work.
pub struct Work {
    pub who: usize,
    pub text: String,
    /// The field it was typed into.
    place: String,
    /// It was live once.
    pub is_committed: bool,
    /// The person gave it up.
    pub is_withdrawn: bool,
}

/// All typed work.
#[derive(Default)]
pub struct Ledger {
    pub works: Vec<Work>,
    count: u64,
}

impl Ledger {
    /// A text for a new piece of work; what the same person typed at the same place before is given up by it.
    pub fn typed(&mut self, who: usize, place: &str) -> String {
        for work in &mut self.works {
            if work.who == who && work.place == place {
                work.is_withdrawn = true;
            }
        }
        self.count += 1;
        let text = format!("w{}p{who}.", self.count);
        self.works.push(Work {
            who,
            text: text.clone(),
            place: place.to_owned(),
            is_committed: false,
            is_withdrawn: false,
        });
        text
    }

    /// What was typed at this place is on its way: what is typed there next is something else.
    pub fn settled_place(&mut self, who: usize, place: &str) {
        for work in &mut self.works {
            if work.who == who && work.place == place {
                work.place.clear();
            }
        }
    }

    /// A new secret.
    pub fn secret(&mut self) -> String {
        self.count += 1;
        format!("{SECRET}-{}", self.count)
    }

    /// The person gave up everything of theirs in this text, by a decision of theirs.
    pub fn withdraw(&mut self, who: usize, text: &str) {
        for work in &mut self.works {
            if work.who == who && text.contains(&work.text) {
                work.is_withdrawn = true;
            }
        }
    }

    /// The person gave up everything.
    pub fn withdraw_all(&mut self, who: usize) {
        for work in self.works.iter_mut().filter(|work| work.who == who) {
            work.is_withdrawn = true;
        }
    }
}
