//! What a screen reader says in the last two minutes.

use e2e::{Key, Outcome, Page, Scope as _, World, ensure};
use serde_json::Value;

use crate::steps::{left, open_without_extension, pass, quiet, stage_a_change};

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [little_is_spoken_and_nothing_is_missed],
}

const TITLE: &str = "Still there?";

/// Notes what a screen reader would say: words that come into a region that is live and not covered, and a dialog that opens.
const LISTEN: &str = "
    window.e2eSaid = [];
    const live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert]';
    new MutationObserver((all) => {
        const modal = document.querySelector('dialog:modal');
        const said = new Set();
        for (const { target, addedNodes, type } of all) {
            for (const node of type === 'characterData' ? [target] : addedNodes) {
                if (!node.isConnected || !node.textContent.trim()) continue;
                const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
                const region = element.closest(live) ?? [...element.querySelectorAll(live)].find((one) => one.textContent.trim());
                if (region && (!modal || modal.contains(region))) said.add(region);
                if (element.matches('[role=alertdialog]')) said.add(element);
            }
        }
        for (const one of said) window.e2eSaid.push(one.textContent.trim());
    }).observe(document.body, { subtree: true, childList: true, characterData: true });";

async fn little_is_spoken_and_nothing_is_missed(page: &Page, world: &World) -> Outcome {
    open_without_extension(page, world).await?;
    stage_a_change(page).await?;
    quiet(page).await?;
    let to_pass = left(page).await? - 130.0;
    pass(page, to_pass as u32).await?;
    page.evaluate(LISTEN).await?;
    // The dialog is closed at its opening; what is spoken then is spoken by the page.
    pass_singly(page, 106).await?;
    let dialog = page.dialog(TITLE);
    dialog.seen().await?;
    page.press(Key::Escape).await?;
    dialog.gone().await?;
    pass_singly(page, 22).await?;
    let said = page.evaluate("return window.e2eSaid").await?;
    let said: Vec<&str> = said.as_array().map_or_else(Vec::new, |all| {
        all.iter().filter_map(Value::as_str).collect()
    });
    let expected = [
        "You will be signed out in 2 minutes. 1 staged change",
        "30 seconds left",
        TITLE,
        "15 seconds left",
        "10 seconds left",
        "5 seconds left",
    ];
    let mut pairs = said.iter().zip(expected);
    ensure(
        said.len() == expected.len() && pairs.all(|(words, start)| words.starts_with(start)),
        format!("said was {said:#?}"),
    )?;
    // The appliance cuts its seconds: in the last moment, in which nobody knows, the end is asked for and not passed over.
    let to_pass = left(page).await?;
    pass_singly(page, to_pass as u32).await?;
    page.text_visible("You will be signed out in 00:00.")
        .await?;
    pass_singly(page, 3).await?;
    page.heading("Your session ended").seen().await
}

/// As `pass`, and the page settles after every second.
async fn pass_singly(page: &Page, seconds: u32) -> Outcome {
    let pass = format!("for (let n = 0; n < {seconds}; n += 1) await window.e2e.pass(1)");
    page.evaluate(&pass).await.map(drop)
}
