//! The value of a key must be nowhere once its card is closed: neither whole nor in pieces that would help to guess it.

use std::time::Duration;

use e2e::{Outcome, Page, World, ensure};
use serde_json::Value;

/// So many characters of a value in a row are no chance.
const PIECE: usize = 8;

/// Every place in the browser that outlives a card, one text for each.
const PLACES: &str = "
    const storage = (store) => JSON.stringify(Object.entries(store));
    const fields = [...document.querySelectorAll('input, textarea')].map((field) => field.value).join(' ');
    const cached = async () => {
        const texts = [];
        for (const name of await (window.caches?.keys() ?? [])) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
                texts.push(request.url, await (await cache.match(request)).text());
            }
        }
        return texts.join(' ');
    };
    return (async () => ({
        'the page': document.documentElement.outerHTML,
        'the fields': fields,
        'the session storage': storage(sessionStorage),
        'the local storage': storage(localStorage),
        'the databases': JSON.stringify(await (indexedDB.databases?.() ?? [])),
        'the cookies': document.cookie,
        'the address': location.href,
        'the history': JSON.stringify(history.state),
        'the title': document.title,
        'the name of the window': window.name,
        'the console': (window.e2eSaid ?? []).join(' '),
        'the messages': (window.e2ePosted ?? []).join(' '),
        'the caches': await cached(),
        'the selection': String(getSelection()),
    }))();";

/// Looks now, and again a second later: some leaks are late.
pub async fn is_nowhere(page: &Page, world: &World, value: &str) -> Outcome {
    ensure(value.len() >= 32, "a secret is long")?;
    look(page, world, value).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    look(page, world, value).await
}

async fn look(page: &Page, world: &World, value: &str) -> Outcome {
    let places = page.evaluate(PLACES).await?;
    let empty = serde_json::Map::new();
    let places = places.as_object().unwrap_or(&empty);
    ensure(places.len() == 14, "not every place could be read")?;
    for (place, text) in places {
        clean(place, text.as_str().unwrap_or_default(), value)?;
    }
    clean("the gateway's records", &records(world), value)
}

/// What the gateway wrote down.
fn records(world: &World) -> String {
    let mut records = world.gateway_log();
    records.extend(world.csp_reports());
    records.join("\n")
}

/// The page holds no piece of the value in an attribute, whatever it paints.
pub async fn is_in_no_attribute(page: &Page, value: &str) -> Outcome {
    let attributes = page
        .evaluate(
            "return [...document.querySelectorAll('*')].flatMap((e) => [...e.attributes].map((a) => a.value)).join(' ')",
        )
        .await?;
    clean(
        "the attributes",
        attributes.as_str().unwrap_or_default(),
        value,
    )
}

/// What the page was before the value was known.
pub async fn page_now(page: &Page) -> Outcome<String> {
    let html = page
        .evaluate("return document.documentElement.outerHTML")
        .await?;
    Ok(match html {
        Value::String(html) => html,
        _ => String::new(),
    })
}

/// Fails without telling the value.
pub fn clean(place: &str, text: &str, value: &str) -> Outcome {
    let pieces = value.as_bytes().windows(PIECE);
    let found = pieces.filter(|piece| text.as_bytes().windows(PIECE).any(|here| here == *piece));
    let count = found.count();
    ensure(
        count == 0,
        format!("{place}: {count} pieces of the key value"),
    )
}

#[test]
fn pieces_are_found() {
    let value = "0123456789abcdef";
    assert!(clean("here", "nothing at all", value).is_ok());
    assert!(clean("here", "<p>3456789a</p>", value).is_err());
    assert!(clean("here", value, value).is_err());
}
