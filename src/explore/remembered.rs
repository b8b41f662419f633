//! Favourites and what was visited last, as the browser keeps them: addresses and names, no values.
//!
//! Favourites lie in this browser's storage for the site, one entry a person, and stay over a sign-out as the name of
//! the last login method does; without that they would be of no use. The entry does not name the person. What was
//! visited last lies with the tab and goes at sign-out.

use leptos::prelude::*;
use sps_workbench::find::Bookmarks;
use web_sys::Storage;

use super::Explore;
use crate::storage::STAYS;

const RECENT: &str = "sps-recent-";
/// So many favourites are kept.
const MOST: usize = 200;
/// So many visited resources are kept.
const MOST_RECENT: usize = 10;

impl Explore {
    /// Takes over what the browser has kept for this person. Another tab may have changed it.
    pub fn recall(self) {
        let read = |storage: Option<Storage>, name: &str, most: usize| {
            let text = storage?.get_item(&self.entry(name)).ok().flatten()?;
            Some(Bookmarks::decode(&text, most))
        };
        if let Some(kept) = read(local(), STAYS, MOST) {
            self.favourites.set(kept);
        }
        if let Some(kept) = read(session(), RECENT, MOST_RECENT) {
            self.recent.set(kept);
        }
    }

    /// Makes a resource a favourite, or takes it out again. `false` if this browser keeps nothing, the first time.
    pub fn toggle_favourite(self, path: &str, name: &str) -> bool {
        self.recall();
        self.favourites.update(|all| {
            if all.has(path) {
                all.remove(path);
            } else if all.all().len() < MOST {
                all.add(path, name);
            }
        });
        let is_kept = self.keep_favourites();
        let is_told = self.told_of_storage.get_value();
        if !is_kept {
            self.told_of_storage.set_value(true);
        }
        is_kept || is_told
    }

    /// Puts a resource first among the visited ones, and takes over its present name.
    pub fn visit(self, path: &str, name: &str) {
        self.recent
            .update(|recent| recent.visit(path, name, MOST_RECENT));
        let text = self.recent.with_untracked(Bookmarks::encode);
        // Full or blocked: it is in memory, and a reload forgets it.
        write(session(), &self.entry(RECENT), &text);
        let is_renamed = self
            .favourites
            .try_update_untracked(|all| all.rename(path, name));
        if is_renamed == Some(true) {
            self.favourites.notify();
            self.keep_favourites();
        }
    }

    fn keep_favourites(self) -> bool {
        let text = self.favourites.with_untracked(Bookmarks::encode);
        write(local(), &self.entry(STAYS), &text)
    }

    /// The entry of this person. A fingerprint (FNV-1a) and no name: whoever looks at a shared computer's storage is not
    /// told who works here.
    fn entry(self, kind: &str) -> String {
        let user = untrack(|| self.console.user_name()).unwrap_or_default();
        let fingerprint = user.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        String::from(kind) + &fingerprint.to_string()
    }
}

/// Blocked storage throws at the very access.
fn local() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn session() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn write(storage: Option<Storage>, name: &str, text: &str) -> bool {
    storage.is_some_and(|storage| storage.set_item(name, text).is_ok())
}
