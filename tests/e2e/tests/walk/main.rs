//! The walk: every resource of the simulated appliance opens, is edited, staged, reviewed and committed by form only, in
//! three generations of the firmware. What was staged is compared with what the appliance holds.

#![allow(clippy::indexing_slicing, reason = "JSON is indexed by names")]

mod edit;
mod tree;

use std::time::Instant;

use e2e::steps::{METHOD, navigate, sign_in};
use e2e::{Engine, Failure, Outcome, Page, Scope as _, World, ensure};
use serde_json::{Value, json};
use sps_appliance::Profile;

use crate::edit::{Done, ENTER, Kinds, differences, edit};
use crate::tree::{Node, Seen};

/// After at least so many resources the transaction is reviewed and committed.
const BATCH: usize = 25;

/// What cannot be opened, and why. Whatever else does not open fails the walk.
const CLOSED: [(&str, &str); 2] = [
    (
        "/api/configuration/passwords",
        "create only: passwords cannot be read",
    ),
    (
        "/api/configuration/private_keys",
        "create only: private keys cannot be read",
    ),
];

/// What opens as a form and holds nothing that the form alone can change so that the appliance takes it, and why.
const REFUSED: [(&str, &str); 7] = [
    (
        "/api/configuration/aaa/saml2",
        "its one switch wants members that no document names: the appliance says which are missing",
    ),
    (
        "/api/configuration/management/splunk_forwarder",
        "its one switch wants members that no document names: the appliance says which are missing",
    ),
    (
        "/api/configuration/rdp/domain_membership",
        "its one switch wants members that no document names: the appliance says which are missing",
    ),
    (
        "/api/configuration/management/exported_configuration_encryption",
        "a choice of forms, of which the documents name none but the present one",
    ),
    (
        "/api/configuration/management/root_password",
        "the bare key of a password object, which only the documents tell from a text",
    ),
    (
        "/api/configuration/network/ip_forwarding_rule_pairs",
        "an empty list whose items no document shows",
    ),
    (
        "/api/configuration/network/nics/nic3",
        "an empty map whose members get their ids from the appliance",
    ),
];

mod chromium {
    use super::*;

    #[test]
    fn every_resource_of_6_0() -> Outcome {
        run(Profile::V6_0)
    }

    #[test]
    fn every_resource_of_7_5() -> Outcome {
        run(Profile::V7_5)
    }

    #[test]
    fn every_resource_of_8_0() -> Outcome {
        run(Profile::V8_0)
    }
}

fn run(profile: Profile) -> Outcome {
    let name = format!("walk-{profile}");
    let world = async || World::with_profile(profile).await;
    e2e::run(Engine::Chromium, &name, world, async |page, world| {
        walk(page, world, profile).await
    })
}

/// Everything that was done, to be counted at the end.
#[derive(Default)]
struct Log {
    opened: usize,
    nodes: usize,
    edited: Vec<String>,
    read_only: Vec<String>,
    unchanged: Vec<String>,
    /// Where no field could be changed, and what was tried.
    stuck: Vec<String>,
    /// Fields whose new value the appliance did not take.
    refused: Vec<String>,
    closed: Vec<String>,
    kinds: Kinds,
    /// Edited since the last commit, with what each must hold afterwards.
    pending: Vec<(String, Value)>,
    commits: usize,
}

async fn walk(page: &Page, world: &World, profile: Profile) -> Outcome {
    let began = Instant::now();
    page.open(&world.url("configuration")).await?;
    sign_in(
        page,
        METHOD_OF[usize::from(profile == Profile::V6_0)],
        "admin",
        "demo",
    )
    .await?;
    page.evaluate(include_str!("page.js")).await?;
    // The test looks at what cannot be read, too.
    page.expect_noise("status of 405");
    // Before 6.0 nobody lists the methods without a session.
    page.expect_noise("login_methods");
    let tree = Node::read(&page.evaluate("return walk.tree()").await?)?;
    let mut log = Log::default();
    page.heading("Configuration").seen().await?;
    // Depth first, one link after the other: down by the lists, up by the way above the page.
    for visit in tree.visits() {
        match visit {
            tree::Visit::Down(node) => {
                let seen = go(page, node).await?;
                look(page, node, &seen, &mut log)
                    .await
                    .map_err(|failure| failure.with(&format!("at {}", node.path)))?;
            }
            tree::Visit::Up(node) => {
                go(page, node).await?;
                // The review leads back to the root: from there the walk goes on.
                if node.place.is_empty() && log.pending.len() >= BATCH {
                    review_and_commit(page, &mut log).await?;
                }
            }
        }
    }
    if !log.pending.is_empty() {
        review_and_commit(page, &mut log).await?;
    }
    account_for_all(&tree, &log)?;
    println!(
        "{profile}: {} nodes and {} resources opened, {} edited and committed in {} commits ({:?}), {} view only, {} unchanged, {} closed, refused: {:?}, {:.1} s",
        log.nodes,
        log.opened,
        log.edited.len(),
        log.commits,
        log.kinds,
        log.read_only.len(),
        log.unchanged.len(),
        log.closed.len(),
        log.refused,
        began.elapsed().as_secs_f64(),
    );
    Ok(())
}

/// The password method of 7.x and later, and of those before that knew types only.
const METHOD_OF: [&str; 2] = [METHOD, "Password"];

/// Follows the link to a place, by keyboard, and waits for its page.
async fn go(page: &Page, node: &Node) -> Outcome<Seen> {
    let place = json!(node.place);
    let is_there = page.evaluate(&format!("return walk.to({place})")).await?;
    ensure(is_there == true, format!("no link leads to {}", node.path))?;
    page.type_text(ENTER).await?;
    let seen = page
        .evaluate(&format!("return walk.arrived({place})"))
        .await?;
    Seen::read(&seen).map_err(|failure| failure.with(&node.path))
}

async fn look(page: &Page, node: &Node, seen: &Seen, log: &mut Log) -> Outcome {
    let closed = CLOSED.iter().any(|(path, _)| *path == node.path);
    match seen.shown.as_str() {
        "node" if node.is_node => {
            log.nodes += 1;
            Ok(())
        }
        "problem" if closed && !node.is_readable() => {
            log.closed.push(node.path.clone());
            Ok(())
        }
        "form" if !node.is_node => {
            log.opened += 1;
            off_with_a_reason(page).await?;
            if !node.allows("PUT") {
                log.read_only.push(node.path.clone());
                return ensure(
                    seen.is_view_only && seen.controls.is_empty(),
                    "it may not be changed and does not say View only",
                );
            }
            ensure(!seen.is_view_only, "it says View only")?;
            change(page, node, seen, log).await
        }
        shown => Err(Failure::new(format!("it shows as {shown}: {}", seen.text))),
    }
}

/// Every control that is off is tied to a text that says why (product 4.0.7).
async fn off_with_a_reason(page: &Page) -> Outcome {
    let silent = page
        .evaluate(
            "const says = (id) => { const told = document.getElementById(id); return told?.checkVisibility() && told.innerText.trim() };
            return [...document.querySelectorAll('[aria-disabled=true]')]
                .filter((one) => one.checkVisibility())
                .filter((one) => !(one.getAttribute('aria-describedby') ?? '').split(' ').some(says))
                .map((one) => one.innerText)",
        )
        .await?;
    ensure(
        silent == json!([]),
        format!("these are off and say nothing of why: {silent}"),
    )
}

/// Changes one field, stages it, and compares the transaction with what was done.
async fn change(page: &Page, node: &Node, seen: &Seen, log: &mut Log) -> Outcome {
    let read = format!("return walk.body({})", json!(node.path));
    let before = page.evaluate(&read).await?;
    let mut tried = Vec::new();
    for control in log.kinds.in_turn(&seen.controls) {
        let Some(done) = edit(page, control, &before).await? else {
            tried.push(format!(
                "{} {:?}: no other value",
                control.kind, control.name
            ));
            put_back(page).await?;
            continue;
        };
        if page.evaluate("return walk.focus_stage()").await? != true {
            tried.push(format!(
                "{} {:?}: nothing to stage",
                control.kind, control.name
            ));
            put_back(page).await?;
            continue;
        }
        page.type_text(ENTER).await?;
        let staged = page
            .evaluate(&format!("return walk.staged({})", json!(node.path)))
            .await?;
        if staged["outcome"] == "refused" {
            // Told at its field or in the notice; what was typed is still there, and another field is tried.
            page.expect_noise("status of 400");
            tried.push(format!("{} {:?}: refused", control.kind, control.name));
            log.refused
                .push(format!("{} {:?}", node.path, control.name));
            put_back(page).await?;
            continue;
        }
        let is_whole = staged["ignored"].as_array().is_some_and(Vec::is_empty);
        ensure(
            staged["outcome"] == "staged" && is_whole,
            format!("{} {:?}: {}", control.kind, control.name, staged),
        )?;
        if differences(&before, &staged["body"]).is_empty() {
            // The appliance took it and made nothing of it, such as another order of equals: another field is tried.
            tried.push(format!("{} {:?}: no change", control.kind, control.name));
            put_back(page).await?;
            continue;
        }
        is_exactly(&before, &staged["body"], &done)
            .map_err(|failure| failure.with(&format!("{} {:?}", control.kind, control.name)))?;
        log.kinds.count(&control.kind);
        log.edited.push(node.path.clone());
        log.pending
            .push((node.path.clone(), staged["body"].clone()));
        return names_all(&staged["changes"], &log.pending);
    }
    if REFUSED.iter().any(|(path, _)| *path == node.path) {
        log.unchanged.push(node.path.clone());
        return Ok(());
    }
    // All of them are told at the end.
    log.stuck.push(format!("{}: {tried:?}", node.path));
    Ok(())
}

async fn put_back(page: &Page) -> Outcome {
    if page.evaluate("return walk.focus_reset()").await? == true {
        page.type_text(ENTER).await?;
        page.evaluate("return walk.controls().length").await?;
    }
    Ok(())
}

/// One place differs, and it holds what was done.
fn is_exactly(before: &Value, after: &Value, done: &Done) -> Outcome {
    let found = differences(before, after);
    if matches!(done, Done::Form) && found.len() > 1 {
        let around = |place: &str| place.rsplit_once('/').map(|(around, _)| around.to_owned());
        let first = around(&found[0].0);
        let is_one = found.iter().all(|(place, _)| around(place) == first);
        return ensure(is_one, format!("not one object: {found:?}"));
    }
    let [(place, now)] = found.as_slice() else {
        return Err(Failure::new(format!("not one change: {found:?}")));
    };
    match done {
        Done::Holds(value) => ensure(now == value, format!("{place} holds {now} and not {value}")),
        Done::Differs | Done::Form => Ok(()),
    }
}

/// The change list names every resource that was edited, and no other one; passwords are objects of their own.
fn names_all(changes: &Value, pending: &[(String, Value)]) -> Outcome {
    let entries = changes.as_array().cloned().unwrap_or_default();
    let is_of = |entry: &Value, path: &str| {
        let at = entry["path"].as_str().unwrap_or_default();
        at == path
            || at
                .strip_prefix(path)
                .is_some_and(|rest| rest.starts_with('/'))
    };
    for (path, _) in pending {
        ensure(
            entries.iter().any(|entry| is_of(entry, path)),
            format!("the change list does not name {path}: {changes}"),
        )?;
    }
    let strange = entries.iter().find(|entry| {
        !pending.iter().any(|(path, _)| is_of(entry, path))
            && !is_of(entry, "/api/configuration/passwords")
    });
    ensure(
        strange.is_none(),
        format!("the change list names what was not edited: {strange:?}"),
    )
}

async fn review_and_commit(page: &Page, log: &mut Log) -> Outcome {
    navigate(page, "Review").await?;
    page.heading("Review").seen().await?;
    page.textbox("Commit message")
        .fill("Walked through")
        .await?;
    let pressed = page
        .evaluate(
            "const commit = [...document.querySelectorAll('main button')].find((one) => /^Commit [0-9]+ change/.test(one.innerText));
            commit?.focus(); return document.activeElement === commit",
        )
        .await?;
    ensure(pressed == true, "there is no commit button")?;
    page.type_text(ENTER).await?;
    // Accounts, network and services are among the changes.
    let asked = page
        .evaluate(
            "const end = performance.now() + 10000;
            return (async () => { for (;;) {
                const go = [...document.querySelectorAll('dialog[open] button')].find((one) => one.innerText === 'Commit all the same');
                if (go) { go.focus(); return 'asked'; }
                if (/Committed [0-9]+ change/.test(document.querySelector('main').innerText)) return 'done';
                if (performance.now() > end) return document.body.innerText;
                await new Promise((then) => setTimeout(then, 20));
            } })()",
        )
        .await?;
    if asked == "asked" {
        page.type_text(ENTER).await?;
    }
    page.text_visible("Committed").await?;
    // Active means: another session reads it.
    for (path, expected) in std::mem::take(&mut log.pending) {
        let read = page
            .evaluate(&format!("return walk.body({})", json!(path)))
            .await?;
        ensure(
            read == expected,
            format!("{path} holds {read} after the commit and not {expected}"),
        )?;
    }
    log.commits += 1;
    navigate(page, "Configuration").await?;
    let arrived = page.evaluate("return walk.arrived([])").await?;
    ensure(arrived["shown"] == "node", arrived.to_string())
}

/// Nothing of the tree was passed over.
fn account_for_all(tree: &Node, log: &Log) -> Outcome {
    ensure(
        log.stuck.is_empty(),
        format!("no field could be changed in:\n{}", log.stuck.join("\n")),
    )?;
    let mut missing = Vec::new();
    tree.each(&mut |node: &Node| {
        let is_known = node.is_node
            || [&log.edited, &log.read_only, &log.unchanged, &log.closed]
                .iter()
                .any(|list| list.contains(&node.path));
        if !is_known {
            missing.push(node.path.clone());
        }
    });
    ensure(missing.is_empty(), format!("not walked: {missing:?}"))?;
    let mut nodes = 0;
    tree.each(&mut |node: &Node| nodes += usize::from(node.is_node));
    ensure(
        log.nodes == nodes
            && log.opened == log.edited.len() + log.read_only.len() + log.unchanged.len(),
        format!("{} of {nodes} nodes, {} opened", log.nodes, log.opened),
    )
}
