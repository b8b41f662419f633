//! What this person has seen of the configuration, in memory and gone with the sign-out: the index that a search looks
//! through, the walk that reads everything, favourites and what was visited last (product.md J6). The rules are
//! [`sps_workbench::find`]'s; this is their place in the console.

mod remembered;
mod walking;

use leptos::prelude::*;
use serde_json::Value;
use sps_client::{Content, Error, Item};
use sps_workbench::{
    catalogue::Catalogue,
    find::{Bookmarks, Index, Progress, Walk},
};

use crate::{
    pages::load_catalogue,
    reactive::{effect, pause, run},
    state::{Console, use_console},
};

/// So many objects of a list are noted at once: a list of thousands must not stop the page.
const AT_ONCE: usize = 200;

/// How far *Search everything* is.
#[derive(Clone, Debug, PartialEq)]
pub enum Walking {
    /// It was not started yet, or what it had read is out of date.
    NotYet,
    /// It reads.
    Reading,
    /// The person stopped it, or went elsewhere.
    Stopped,
    /// It could not go on: no session, no connection.
    Lost(Box<Error>),
    /// All that can be read is read.
    Done,
}

/// What was seen; cheap to copy into a task.
#[derive(Clone, Copy)]
pub struct Explore {
    console: Console,
    index: StoredValue<Index>,
    /// Goes up with every change of what is known.
    pub version: RwSignal<u32>,
    /// Something was committed or rolled back since it was read.
    pub is_outdated: RwSignal<bool>,
    walk: StoredValue<Option<Walk>>,
    /// How far the walk is.
    pub walking: RwSignal<Walking>,
    /// Counts of the walk.
    pub progress: RwSignal<Progress>,
    /// Goes up with every start and stop: an answer to an earlier start must not go on.
    turn: StoredValue<u32>,
    /// The person's favourites.
    pub favourites: RwSignal<Bookmarks>,
    /// What was visited last, newest first.
    pub recent: RwSignal<Bookmarks>,
    /// It was told that this browser keeps nothing.
    told_of_storage: StoredValue<bool>,
}

impl Explore {
    /// Creates it where the signed-in person's screens are built.
    pub fn provide() -> Self {
        let console = use_console();
        let explore = Self {
            console,
            index: StoredValue::new(Index::default()),
            version: RwSignal::new(0),
            is_outdated: RwSignal::new(false),
            walk: StoredValue::new(None),
            walking: RwSignal::new(Walking::NotYet),
            progress: RwSignal::new(Progress::default()),
            turn: StoredValue::new(0),
            favourites: RwSignal::new(Bookmarks::default()),
            recent: RwSignal::new(Bookmarks::default()),
            told_of_storage: StoredValue::new(false),
        };
        explore.recall();
        let first = console.epoch.get_untracked();
        effect(move || {
            if console.epoch.get() != first && untrack(|| explore.count()) > 0 {
                explore.is_outdated.set(true);
            }
        });
        effect(move || {
            if console.ended.get() {
                explore.stop();
            }
        });
        provide_context(explore);
        explore
    }

    /// Notes what a screen has read, or that it is not there any more.
    pub fn visited(self, path: &str, answer: &Result<Content, Error>) {
        match answer {
            Ok(content) => {
                let (path, content) = (path.to_owned(), content.clone());
                run(async move {
                    let catalogue = load_catalogue().await;
                    self.note(&path, &content, &catalogue).await;
                });
            }
            Err(Error::NotFound(_)) => self.gone(path),
            Err(_) => {}
        }
    }

    /// Notes what a resource holds after it was staged.
    pub fn changed(self, path: &str, body: &Value) {
        self.visited(path, &Ok(Content::Body(body.clone())));
    }

    /// Forgets a resource that is gone.
    pub fn gone(self, path: &str) {
        self.index.update_value(|index| index.forget(path));
        self.tell();
    }

    async fn note(self, path: &str, content: &Content, catalogue: &Catalogue) {
        match content {
            Content::Body(body) => {
                self.index
                    .try_update_value(|index| index.note(path, body, catalogue));
            }
            Content::Node(items) => {
                self.index.try_update_value(|index| index.note_node(path));
                for some in items.chunks(AT_ONCE) {
                    self.note_items(path, some, catalogue);
                    if items.len() > AT_ONCE {
                        pause(0).await;
                    }
                }
            }
            Content::Empty => {
                self.index.try_update_value(|index| index.note_node(path));
            }
        }
        self.tell();
    }

    fn note_items(self, path: &str, items: &[Item], catalogue: &Catalogue) {
        self.index.try_update_value(|index| {
            for item in items {
                index.note_item(path, item, catalogue);
            }
        });
    }

    /// Also after the person has gone: then nobody listens.
    fn tell(self) {
        self.version
            .try_update(|version| *version = version.wrapping_add(1));
    }

    /// What is known, to be looked at; nothing when the person has signed out meanwhile. Follows [`Explore::version`]
    /// only if the caller does.
    pub fn look<T>(self, look: impl FnOnce(&Index) -> T) -> Option<T> {
        self.index.try_with_value(look)
    }

    /// How many resources were read so far. Follows what is known.
    pub fn count(self) -> usize {
        self.version.track();
        self.look(Index::read).unwrap_or_default()
    }
}

/// What was seen, or a new memory for a screen that stands alone.
pub fn use_explore() -> Explore {
    use_context().unwrap_or_else(Explore::provide)
}
