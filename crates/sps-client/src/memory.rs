//! What the answers of this session said about their own paths.

/// How many paths are remembered.
const MOST: usize = 512;

/// The last `Allow` and `Retry-After` of each path.
#[derive(Default)]
pub(crate) struct Memory(Vec<Remembered>);

struct Remembered {
    path: String,
    allow: Option<Vec<String>>,
    retry_after: Option<u64>,
}

impl Memory {
    pub fn keep(&mut self, path: &str, allow: Option<Vec<String>>, retry_after: Option<u64>) {
        let path = name(path);
        self.0.retain(|known| known.path != path);
        if allow.is_none() && retry_after.is_none() {
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
        });
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
