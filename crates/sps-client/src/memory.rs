//! What the answers of this session said about their own paths.

/// How many paths are remembered.
const MOST: usize = 512;

/// The last `Allow` and `Retry-After` of each path, and the verbs that were refused there for lack of a right.
#[derive(Default)]
pub(crate) struct Memory(Vec<Remembered>);

struct Remembered {
    path: String,
    allow: Option<Vec<String>>,
    retry_after: Option<u64>,
    refused: Vec<String>,
}

impl Memory {
    pub fn keep(&mut self, path: &str, allow: Option<Vec<String>>, retry_after: Option<u64>) {
        let path = name(path);
        let known = self.0.iter().position(|known| known.path == path);
        let refused = known.map(|at| self.0.swap_remove(at).refused);
        let refused = refused.unwrap_or_default();
        if allow.is_none() && retry_after.is_none() && refused.is_empty() {
            return;
        }
        if self.0.len() >= MOST {
            // Nobody browses so far without coming back; starting anew is simpler than telling old from new.
            self.0.clear();
        }
        self.0.push(Remembered {
            path: path.to_owned(),
            allow,
            retry_after,
            refused,
        });
    }

    /// Notes whether the last answer to `verb` at a path that was just kept was a refusal.
    pub fn note(&mut self, verb: &str, path: &str, is_refused: bool) {
        let path = name(path);
        let at = self.0.iter_mut().find(|known| known.path == path);
        match at {
            Some(known) => {
                known.refused.retain(|refused| refused != verb);
                if is_refused {
                    known.refused.push(verb.to_owned());
                }
            }
            None if is_refused => self.0.push(Remembered {
                path: path.to_owned(),
                allow: None,
                retry_after: None,
                refused: vec![verb.to_owned()],
            }),
            None => {}
        }
    }

    pub fn is_refused(&self, verb: &str, path: &str) -> bool {
        let known = self.of(path);
        known.is_some_and(|known| known.refused.iter().any(|refused| refused == verb))
    }

    pub fn forget_refusals(&mut self) {
        for known in &mut self.0 {
            known.refused.clear();
        }
    }

    /// Every path with its `Allow`, in the order they were asked.
    pub fn learnt(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0
            .iter()
            .filter_map(|known| Some((known.path.as_str(), known.allow.as_deref()?)))
    }

    pub fn allowed(&self, path: &str) -> Option<&[String]> {
        self.of(path)?.allow.as_deref()
    }

    pub fn retry_after(&self, path: &str) -> Option<u64> {
        self.of(path)?.retry_after
    }

    fn of(&self, path: &str) -> Option<&Remembered> {
        let path = name(path);
        self.0.iter().find(|known| known.path == path)
    }
}

/// A path as it is remembered: without query, fragment and trailing slashes.
fn name(path: &str) -> &str {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.trim_end_matches('/')
}
