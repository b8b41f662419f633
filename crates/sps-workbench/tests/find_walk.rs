//! Reading everything by its links, and what is remembered of it.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

mod support;

use serde_json::json;
use sps_client::{Content, Error, Item, Meta, Refusal, Resource, TransportError};
use sps_workbench::catalogue::Catalogue;
use sps_workbench::find::{Bookmarks, Index, Progress, Unread, Walk};
use support::appliance::signed_in;

const ROOT: &str = "/api/configuration";

fn node(path: &str, items: &[(&str, Option<&str>, bool)]) -> Resource {
    let items = items.iter().map(|(key, href, is_whole)| Item {
        key: (*key).to_owned(),
        href: href.map(str::to_owned),
        body: is_whole.then(|| json!({ "name": key })),
    });
    Resource {
        path: path.to_owned(),
        key: None,
        content: Content::Node(items.collect()),
        meta: Meta::default(),
        allow: None,
    }
}

fn refusal() -> Box<Refusal> {
    Box::new(Refusal {
        status: 403,
        kind: None,
        message: None,
        details: None,
        method: "GET".to_owned(),
        path: ROOT.to_owned(),
    })
}

#[test]
fn it_goes_level_by_level_and_reads_nothing_twice() {
    let mut walk = Walk::new(ROOT);
    assert_eq!(walk.next_path().as_deref(), Some(ROOT));
    assert_eq!(walk.next_path(), None);
    assert!(!walk.is_done());
    let aaa = "/api/configuration/aaa";
    walk.took(&node(
        ROOT,
        &[("aaa", Some(aaa), false), ("ssh", None, false)],
    ));
    assert_eq!(walk.next_path().as_deref(), Some(aaa));
    walk.took(&node(
        aaa,
        &[
            ("settings", None, false),
            // Links that lead back, out of the configuration, or out of the appliance.
            ("up", Some(ROOT), false),
            ("again", Some("/api/configuration/ssh"), false),
            ("other", Some("/api/transaction"), false),
            ("beside", Some("/api/configurations"), false),
            // This one is taken as a child by its key.
            ("hostile", Some("https://evil.example/api"), false),
        ],
    ));
    let mut order = Vec::new();
    while let Some(path) = walk.next_path() {
        walk.took(&node(&path, &[]));
        order.push(path);
    }
    assert_eq!(
        order,
        [
            "/api/configuration/ssh",
            "/api/configuration/aaa/settings",
            "/api/configuration/aaa/hostile"
        ]
    );
    assert!(walk.is_done());
    let progress = Progress {
        read: 5,
        known: 5,
        unread: 0,
    };
    assert_eq!(walk.progress(), progress);
}

#[test]
fn what_a_list_holds_whole_is_not_asked_for_again() {
    let mut walk = Walk::new(ROOT);
    walk.next_path();
    walk.took(&node(ROOT, &[("a", None, true), ("b", None, true)]));
    assert_eq!(walk.next_path(), None);
    assert_eq!(walk.progress().read, 3);
    assert!(walk.is_done());
}

#[test]
fn failures_are_counted_and_a_lost_session_stops() {
    let mut walk = Walk::new(ROOT);
    walk.next_path();
    walk.took(&node(
        ROOT,
        &[("a", None, false), ("b", None, false), ("c", None, false)],
    ));
    let a = walk.next_path().unwrap();
    assert!(walk.failed(a.clone(), &Error::LacksRight(refusal())));
    let b = walk.next_path().unwrap();
    assert!(walk.failed(b.clone(), &Error::NotAllowed(refusal())));
    let c = walk.next_path().unwrap();
    assert!(!walk.failed(c.clone(), &Error::SessionEnded(refusal())));
    assert!(!walk.is_done());
    let progress = Progress {
        read: 1,
        known: 4,
        unread: 2,
    };
    assert_eq!(walk.progress(), progress);
    // The next start begins with what was not answered.
    assert_eq!(walk.next_path().as_ref(), Some(&c));
    assert!(!walk.failed(c.clone(), &Error::Transport(TransportError::TimedOut)));
    assert_eq!(walk.next_path().as_ref(), Some(&c));
    walk.give_back(c.clone());
    assert_eq!(walk.next_path().as_ref(), Some(&c));
    assert!(walk.failed(c.clone(), &Error::NotFound(refusal())));
    assert!(walk.is_done());
    assert_eq!(
        walk.unread(),
        [
            (a, Unread::NoRight),
            (b, Unread::NotShown),
            (c, Unread::Gone)
        ]
    );
}

#[test]
fn three_reads_are_on_their_way_at_most() {
    let mut walk = Walk::new(ROOT);
    walk.next_path();
    let keys = ["a", "b", "c", "d", "e"].map(|key| (key, None, false));
    walk.took(&node(ROOT, &keys));
    let first = walk.next_path().unwrap();
    assert!(walk.next_path().is_some() && walk.next_path().is_some());
    assert_eq!(walk.next_path(), None);
    walk.took(&node(&first, &[]));
    assert!(walk.next_path().is_some());
    assert_eq!(walk.next_path(), None);
    assert_eq!(walk.progress().known, 6);
}

#[test]
fn bookmarks_survive_their_text() {
    let mut kept = Bookmarks::default();
    kept.add("/api/configuration/aaa/settings", "Ügyelő \"1\"");
    kept.add("/api/configuration/aaa/settings", "again");
    kept.add("/api/user", "outside");
    kept.visit("/api/configuration/ssh", "ssh", 5);
    assert_eq!(Bookmarks::decode(&kept.encode(), 5), kept);
    assert_eq!(kept.all().len(), 2);
    assert_eq!(kept.all()[0].name, "ssh");
    assert!(kept.rename("/api/configuration/ssh", "SSH"));
    assert!(!kept.rename("/api/configuration/ssh", "SSH"));
    kept.remove("/api/configuration/ssh");
    assert!(!kept.has("/api/configuration/ssh"));
}

#[test]
fn foreign_text_is_no_bookmark() {
    for text in [
        "",
        "{}",
        "[[",
        "[1,[2],[\"/api/configuration/x\"],[\"https://x\",\"y\"]]",
    ] {
        assert_eq!(Bookmarks::decode(text, 9), Bookmarks::default(), "{text}");
    }
    let many: Vec<_> = (0..50)
        .map(|n| [format!("/api/configuration/{n}"), n.to_string()])
        .collect();
    let text = serde_json::to_string(&many).unwrap();
    assert_eq!(Bookmarks::decode(&text, 9).all().len(), 9);
}

#[test]
fn the_newest_visit_comes_first_and_the_oldest_goes() {
    let mut recent = Bookmarks::default();
    for n in [1, 2, 3, 1, 4] {
        recent.visit(&format!("/api/configuration/{n}"), "n", 3);
    }
    let paths: Vec<&str> = recent.all().iter().map(|b| b.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "/api/configuration/4",
            "/api/configuration/1",
            "/api/configuration/3"
        ]
    );
}

/// Reads all of a simulated appliance as the console does.
async fn walked(positions: &[(&str, &str)]) -> (Walk, Index) {
    let (_, client) = signed_in(positions).await;
    let (mut walk, mut index) = (Walk::new(ROOT), Index::default());
    let catalogue = Catalogue::default();
    while let Some(path) = walk.next_path() {
        match client.resource(&path).await {
            Ok(resource) => {
                walk.took(&resource);
                match &resource.content {
                    Content::Node(items) => {
                        index.note_node(&path);
                        for item in items {
                            index.note_item(&path, item, &catalogue);
                        }
                    }
                    Content::Body(body) => index.note(&path, body, &catalogue),
                    Content::Empty => {}
                }
            }
            Err(error) => assert!(walk.failed(path, &error), "{error}"),
        }
    }
    (walk, index)
}

#[test]
fn all_of_an_appliance_is_found_whether_lists_hold_their_objects_or_not() {
    pollster::block_on(async {
        let (walk, index) = walked(&[]).await;
        let (older, same) = walked(&[("list.items_body", "off")]).await;
        assert_eq!(walk.progress(), older.progress());
        assert_eq!(index.read(), same.read());
        assert!(walk.is_done());
        let unread: Vec<&str> = walk
            .unread()
            .iter()
            .map(|(path, _)| path.as_str())
            .collect();
        assert_eq!(
            unread,
            [
                "/api/configuration/passwords",
                "/api/configuration/private_keys"
            ]
        );
        assert!(
            walk.unread()
                .iter()
                .all(|(_, why)| *why == Unread::NotShown)
        );
        assert_eq!(index.read(), walk.progress().read);
        assert!(index.read() > 60, "{}", index.read());
        assert_eq!(
            index
                .search("Office", 0, usize::MAX)
                .iter()
                .filter(|hit| hit.rank == 0)
                .count(),
            1
        );
    });
}
