//! Where the list of rights comes from: nowhere, or with hundreds of entries.

use e2e::{Outcome, Page, Role, Scope as _, World, ensure};

use crate::person::{may_i, sign_in};

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [
        rights_are_learnt_page_by_page,
        hundreds_of_rights_are_filtered_without_a_pause,
    ],
}

/// As from an appliance that publishes no list: the console cannot tell the difference.
const NO_LIST: &str = "
    const send = window.fetch;
    window.fetch = (request, options) => {
        const address = String(request?.url ?? request);
        if (!address.endsWith('/api/endpoints')) return send(request, options);
        const body = JSON.stringify({ error: { type: 'NodeNotFound' } });
        const headers = { 'Content-Type': 'application/json' };
        return Promise.resolve(new Response(body, { status: 404, headers }));
    };";

async fn rights_are_learnt_page_by_page(page: &Page, world: &World) -> Outcome {
    page.before_load(NO_LIST).await?;
    sign_in(page, world, "auditor", "demo").await?;
    page.text_visible(
        "This appliance does not publish a list; the console learns rights page by page.",
    )
    .await?;
    // Nothing is known, so nothing is closed.
    page.button("Not available to you (3)").gone().await?;
    may_i(page, "rdp/options", "Change PUT", "Not known yet").await?;
    page.button("Look").click().await?;
    page.text_visible("No: you may not PUT /api/configuration/rdp/options.")
        .await?;
    page.text_visible("The path itself named only GET when it was last read")
        .await?;
    page.control(Role::Radio, "Read GET").click().await?;
    page.text_visible("Yes: you may GET /api/configuration/rdp/options.")
        .await?;
    let table = page.control(Role::Table, "Endpoints and methods");
    table
        .row_containing("/api/configuration/rdp/options")
        .seen()
        .await?;
    // A refusal is an answer, too.
    page.expect_noise("403");
    may_i(page, "ica", "Read GET", "Not known yet").await?;
    page.button("Look").click().await?;
    page.text_visible("The appliance refused this earlier in this session.")
        .await?;
    page.text_visible("privilege ICA Control (read)").await
}

/// As from an appliance with a right for every endpoint.
const LONG_LIST: &str = "
    const send = window.fetch;
    window.fetch = (request, options) => {
        const address = String(request?.url ?? request);
        if (!address.endsWith('/api/endpoints')) return send(request, options);
        const areas = ['ssh', 'rdp', 'aaa', 'policies', 'network', 'http'];
        const endpoints = Array.from({ length: 800 }, (_, at) => ({
            url: `/api/configuration/${areas[at % 6]}/list_${at}`, methods: at % 2 ? ['GET'] : ['GET', 'PUT'],
        }));
        const headers = { 'Content-Type': 'application/json' };
        return Promise.resolve(new Response(JSON.stringify({ endpoints }), { headers }));
    };";

async fn hundreds_of_rights_are_filtered_without_a_pause(page: &Page, world: &World) -> Outcome {
    page.before_load(LONG_LIST).await?;
    sign_in(page, world, "admin", "demo").await?;
    page.text_visible("800 endpoints").await?;
    page.control(Role::Combobox, "Verb").seen().await?;
    // The shortest of some key presses, because others use this machine, too: 200 ms are the most for a person.
    let milliseconds = page
        .evaluate(
            "return (async () => {
             const input = document.querySelector('input[type=search]');
             const times = [];
             for (const words of ['l', 'li', 'list_7', 'list_77', 'list_777', 'rdp', 'rdp list_1', '']) {
                 const begin = performance.now();
                 input.value = words;
                 input.dispatchEvent(new Event('input', { bubbles: true }));
                 await new Promise((done) => setTimeout(done, 0));
                 document.body.offsetHeight;
                 times.push(performance.now() - begin);
             }
             return Math.min(...times) })()",
        )
        .await?;
    ensure(
        milliseconds.as_f64().is_some_and(|time| time < 200.0),
        format!("a key press takes {milliseconds} ms"),
    )?;
    page.textbox("Filter by path").fill("list_777").await?;
    page.text_visible("1 of 800 endpoints").await?;
    page.textbox("Filter by path").fill("no such thing").await?;
    page.text_visible("No endpoint matches this filter.").await
}
