//! Who am I, what may I do, what to ask for: as admin, auditor and helpdesk, on three firmwares (product M9).

use e2e::{Failure, Outcome, Page, Role, Scope as _, World, ensure};
use fantoccini::key::Key;
use sps_appliance::{Appliance, Cue, Profile, Setup, Switches};

e2e::scenarios! {
    world: World::start,
    every_engine: [an_auditor_sees_why_and_whom_to_ask],
    chromium_only: [
        helpdesk_has_short_and_honest_menus,
        an_administrator_may_do_everything,
        rights_that_went_away_are_explained_and_nobody_is_signed_out,
        by_keyboard_alone_and_on_a_small_screen,
        rights_are_learnt_page_by_page,
        hundreds_of_rights_are_filtered_without_a_pause,
    ],
}

mod old_and_new {
    //! Firmwares that tell rights in other ways.
    use super::*;

    e2e::scenarios! {
        world: oldest,
        every_engine: [],
        chromium_only: [rights_come_with_the_user_information],
    }
}

mod middle {
    //! Firmware 7.5 with a list in the user information and a token for writes.
    use super::*;

    e2e::scenarios! {
        world: middle_aged,
        every_engine: [],
        chromium_only: [rights_come_with_the_user_information_there_too],
    }
}

mod passwords {
    //! An appliance that offers to change the own password.
    use super::*;

    e2e::scenarios! {
        world: with_passwords,
        every_engine: [],
        chromium_only: [the_own_password_is_changed_and_works],
    }
}

async fn oldest() -> Outcome<World> {
    World::with_profile(Profile::V6_0).await
}

async fn middle_aged() -> Outcome<World> {
    World::with_profile(Profile::V7_5).await
}

async fn with_switches(profile: Profile, positions: &[(&str, &str)]) -> Outcome<World> {
    let mut switches = Switches::of(profile);
    for (name, position) in positions {
        switches
            .set(name, position)
            .map_err(|error| Failure::while_doing(name, error))?;
    }
    let setup = Setup {
        switches,
        ..Setup::default()
    };
    World::with_appliance(Appliance::new(setup)).await
}

async fn with_passwords() -> Outcome<World> {
    with_switches(Profile::V8_0, &[("user.password", "put")]).await
}

async fn sign_in(page: &Page, world: &World, user: &str, password: &str) -> Outcome {
    page.open(&world.url("")).await?;
    sign_in_here(page, "Local login", user, password).await
}

async fn sign_in_here(page: &Page, method: &str, user: &str, password: &str) -> Outcome {
    page.heading("Sign in").seen().await?;
    page.button(method).click().await?;
    page.textbox("User name").fill(user).await?;
    page.password("Password").fill(password).await?;
    page.button(&format!("Sign in – {method}")).click().await?;
    page.button("Sign out").seen().await
}

/// Chooses a path and a verb: two interactions, and the answer stands there.
async fn may_i(page: &Page, path: &str, verb: &str, answer: &str) -> Outcome {
    page.control(Role::Combobox, "Path").fill(path).await?;
    page.control(Role::Radio, verb).click().await?;
    page.text_visible(answer).await
}

/// What the console copied last; the fallback shows it where there is no clipboard.
async fn copied_request(page: &Page) -> Outcome<String> {
    // Tests have no permission for the clipboard in every engine: without one the text must be there, selected.
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })",
    )
    .await?;
    page.button("Copy request for my administrator")
        .click()
        .await?;
    let dialog = page.dialog("Copy by hand");
    dialog.seen().await?;
    let text = dialog
        .control(Role::Textbox, "Text to copy")
        .value()
        .await?;
    for _ in 0..50 {
        let selected = page
            .evaluate("const e = document.activeElement; return e.tagName === 'TEXTAREA' && e.selectionEnd - e.selectionStart === e.value.length")
            .await?;
        if selected == true {
            dialog.button("Close").click().await?;
            dialog.gone().await?;
            return Ok(text);
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Err(Failure::new("the text to copy is not selected"))
}

fn holds(text: &str, parts: &[&str]) -> Outcome {
    for part in parts {
        ensure(text.contains(part), format!("no {part:?} in: {text}"))?;
    }
    Ok(())
}

/// A disabled control takes the focus, and its reason is tied to it (product M9.1, rule 4.0.7).
async fn is_barred(page: &Page, button: &str, reason: &str) -> Outcome {
    let control = page.button(button);
    control.seen().await?;
    ensure(!control.is_enabled().await?, format!("{button} is enabled"))?;
    let script = format!(
        "const button = [...document.querySelectorAll('button')].find((it) => it.innerText.trim() === '{button}');
         button.focus();
         const reason = document.getElementById(button.getAttribute('aria-describedby'));
         return [document.activeElement === button, button.disabled, reason.checkVisibility(), reason.innerText]"
    );
    let found = page.evaluate(&script).await?;
    ensure(
        found[0] == true && found[1] == false && found[2] == true,
        format!("{button}: focus, disabled, reason seen are {found}"),
    )?;
    holds(found[3].as_str().unwrap_or_default(), &[reason])
}

async fn an_auditor_sees_why_and_whom_to_ask(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "auditor", "demo").await?;
    // M9.7: name, login method by its title, the appliance, the list and its source.
    page.text_visible("Local login (local)").await?;
    page.text_visible("8.0 LTS").await?;
    page.text_visible("Published by the appliance at /api/endpoints.")
        .await?;
    page.text_visible("Changing your password is not offered by this appliance.")
        .await?;
    let table = page.control(Role::Table, "Endpoints and methods");
    table
        .row_containing("/api/configuration/rdp")
        .seen()
        .await?;
    page.textbox("Filter by path").fill("rdp control").await?;
    page.text_visible("1 of 25 endpoints").await?;
    ensure(
        !table.text().await?.contains("/api/configuration/ssh"),
        "the filter hides nothing",
    )?;
    page.textbox("Filter by path").fill("").await?;
    page.text_visible("25 endpoints").await?;

    // May I, in two interactions, with the privilege to ask for.
    may_i(
        page,
        "rdp/connections",
        "Change PUT",
        "No: you may not PUT /api/configuration/rdp/connections.",
    )
    .await?;
    page.text_visible("privilege RDP Control / Connections (read and write)")
        .await?;
    page.control(Role::Radio, "Read GET").click().await?;
    page.text_visible("Yes: you may GET /api/configuration/rdp/connections.")
        .await?;
    page.control(Role::Radio, "Change PUT").click().await?;
    let request = copied_request(page).await?;
    holds(
        &request,
        &[
            "User: auditor (login method: local)",
            "Appliance: sps1.example.org (firmware 8.0.0)",
            "PUT /api/configuration/rdp/connections: privilege RDP Control / Connections, read and write",
            "applies after auditor signs in again",
        ],
    )?;

    // M9.2: what is closed is one closed group, with reasons.
    page.button("Not available to you (3)").click().await?;
    page.text_visible("Needs GET on /api/configuration/ica – privilege ICA Control (read).")
        .await?;

    // M9.1, M9.4, M9.5, M9.6: a page to read, with all that a change would need.
    page.open(&world.url("configuration/aaa/settings")).await?;
    page.text_visible("View only").await?;
    page.text_visible("Needs PUT on /api/configuration/aaa/settings – privilege Users & Access Control / Settings (read and write).").await?;
    page.text_visible("Needs POST on /api/transaction – privilege REST server (read and write).")
        .await?;
    is_barred(page, "Stage 0 changes", "Needs PUT on /api/transaction").await?;
    page.button("Copy Minimum password strength").seen().await?;
    ensure(
        !page
            .control(Role::Textbox, "Minimum password strength")
            .present()
            .await?,
        "a value that cannot be changed is a field",
    )?;

    page.open(&world.url("api-keys")).await?;
    page.heading("API keys").seen().await?;
    page.text_visible("Needs POST on /api/user/api_keys")
        .await?;
    is_barred(
        page,
        "Create an API key",
        "Needs POST on /api/user/api_keys",
    )
    .await
}

async fn helpdesk_has_short_and_honest_menus(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "helpdesk", "demo").await?;
    let menu = page.control(Role::Navigation, "Main");
    menu.link("API keys").seen().await?;
    menu.link("Review").seen().await?;
    menu.button("Not available to you (1)").click().await?;
    ensure(
        !menu.link("Configuration").present().await?,
        "a screen that cannot be opened is a link",
    )?;
    page.text_visible("Needs GET on /api/configuration.")
        .await?;
    may_i(
        page,
        "/api/user/api_keys",
        "Create POST",
        "Yes: you may POST /api/user/api_keys.",
    )
    .await?;
    may_i(
        page,
        "ssh",
        "Read GET",
        "No: you may not GET /api/configuration/ssh.",
    )
    .await?;
    page.text_visible("The list of your rights does not name this path.")
        .await?;

    // M9.3: the address all the same. The refusal is explained, and nobody is sent to the sign-in page.
    page.expect_noise("403");
    page.open(&world.url("configuration/ssh/connections"))
        .await?;
    page.text_visible("You may not GET /api/configuration/ssh/connections.")
        .await?;
    page.text_visible("privilege SSH Control / Connections (read)")
        .await?;
    page.text_visible("Rights may have changed; privileges apply after you sign in again.")
        .await?;
    let request = copied_request(page).await?;
    holds(
        &request,
        &["User: helpdesk", "SSH Control / Connections, read"],
    )?;
    page.button("Sign out").seen().await?;
    page.button("Back").click().await?;
    page.heading("Account").seen().await
}

async fn an_administrator_may_do_everything(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "admin", "demo").await?;
    page.text_visible("The whole API").await?;
    page.text_visible("1 endpoint").await?;
    may_i(
        page,
        "/api/configuration/vnc",
        "Delete DELETE",
        "Yes: you may DELETE",
    )
    .await?;
    // What a resource never offers is told as that, and nobody is asked for it.
    page.open(&world.url("configuration/aaa/acls")).await?;
    page.text_visible("View only").await?;
    page.text_visible(
        "This appliance does not offer PUT on /api/configuration/aaa/acls; it offers GET.",
    )
    .await?;
    ensure(
        !page
            .button("Copy request for my administrator")
            .present()
            .await?,
        "an administrator is asked for what nobody can grant",
    )?;
    page.open(&world.url("")).await?;
    page.heading("Account").seen().await?;
    page.control(Role::Combobox, "Path")
        .fill("https://sps.example.org/console")
        .await?;
    page.text_visible("This is no path of the appliance.").await
}

async fn rights_that_went_away_are_explained_and_nobody_is_signed_out(
    page: &Page,
    world: &World,
) -> Outcome {
    sign_in(page, world, "operator", "demo").await?;
    page.open(&world.url("configuration/management/email"))
        .await?;
    page.heading("email").seen().await?;
    page.button("Stage 0 changes").seen().await?;
    let field = page.textbox("Alerting address");
    field.fill("noc@example.org").await?;
    world.cue(Cue::RevokeRights);
    page.expect_noise("403");
    page.button("Stage 1 change").click().await?;
    page.text_visible("Rights may have changed; privileges apply after you sign in again.")
        .await?;
    page.text_visible("Nothing you typed is lost.").await?;
    ensure(
        field.value().await? == "noc@example.org",
        "what was typed is gone",
    )?;
    // All that is missing, not the first thing that was refused.
    page.text_visible("Needs PUT on /api/configuration/management/email – privilege Basic Settings / Management (read and write).").await?;
    page.text_visible("Needs PUT on /api/transaction – privilege REST server (read and write).")
        .await?;
    is_barred(page, "Stage 1 change", "Needs POST on /api/transaction").await?;
    page.button("Sign out").seen().await?;
    // Signing in again leads back to this place, and the rights are those of the new session.
    page.button("Sign in again").click().await?;
    let question = page.dialog("Sign in again?");
    question.seen().await?;
    question.button("Go on to sign in").click().await?;
    sign_in_here(page, "Local login", "operator", "demo").await?;
    page.heading("email").seen().await?;
    page.text_visible("View only").await?;
    is_barred(page, "Stage 0 changes", "Basic Settings / Management").await
}

async fn by_keyboard_alone_and_on_a_small_screen(page: &Page, world: &World) -> Outcome {
    page.set_size(360, 740).await?;
    sign_in(page, world, "auditor", "demo").await?;
    let path = page.control(Role::Combobox, "Path");
    path.fill("rdp/connections").await?;
    // A list of suggestions may be open over the page.
    page.press(Key::Escape).await?;
    page.press(Key::Tab).await?;
    page.press(Key::Down).await?;
    page.press(Key::Down).await?;
    page.text_visible("No: you may not PUT /api/configuration/rdp/connections.")
        .await?;
    page.press(Key::Tab).await?;
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })",
    )
    .await?;
    page.press(Key::Enter).await?;
    page.dialog("Copy by hand").seen().await?;
    page.press(Key::Escape).await?;
    page.dialog("Copy by hand").gone().await?;
    for address in ["", "configuration/aaa/settings", "api-keys", "review"] {
        page.open(&world.url(address)).await?;
        page.button("Not available to you (3)").seen().await?;
        let wide = page
            .evaluate("return document.documentElement.scrollWidth")
            .await?;
        ensure(wide == 360, format!("{address} is {wide} pixels wide"))?;
    }
    Ok(())
}

async fn rights_come_with_the_user_information(page: &Page, world: &World) -> Outcome {
    // An old appliance has no list of login methods, and the browser notes that.
    page.expect_noise("login_methods");
    sign_in_with_a_password(page, world, "auditor").await?;
    page.text_visible("Published by the appliance in your user information.")
        .await?;
    page.text_visible("not told by this appliance").await?;
    may_i(
        page,
        "aaa",
        "Change PUT",
        "No: you may not PUT /api/configuration/aaa.",
    )
    .await?;
    page.text_visible("privilege Users & Access Control (read and write)")
        .await?;
    page.text_visible("Changing your password is not offered by this appliance.")
        .await
}

async fn rights_come_with_the_user_information_there_too(page: &Page, world: &World) -> Outcome {
    sign_in_with_a_password(page, world, "helpdesk").await?;
    page.text_visible("Published by the appliance in your user information.")
        .await?;
    page.button("Not available to you (1)").seen().await?;
    may_i(
        page,
        "/api/transaction",
        "Create POST",
        "Yes: you may POST /api/transaction.",
    )
    .await
}

/// Whatever this firmware calls the only method with a password.
async fn sign_in_with_a_password(page: &Page, world: &World, user: &str) -> Outcome {
    page.open(&world.url("")).await?;
    page.heading("Sign in").seen().await?;
    let open = "const method = document.querySelector('button.method[aria-expanded=false]'); method?.click(); return true";
    page.evaluate(open).await?;
    page.textbox("User name").fill(user).await?;
    page.password("Password").fill("demo").await?;
    page.password("Password").press(Key::Enter).await?;
    page.button("Sign out").seen().await?;
    page.heading("Account").seen().await
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
    // The shortest of some key presses: others use this machine, too.
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
        milliseconds.as_f64().is_some_and(|time| time < 100.0),
        format!("a key press takes {milliseconds} ms"),
    )?;
    page.textbox("Filter by path").fill("list_777").await?;
    page.text_visible("1 of 800 endpoints").await?;
    page.textbox("Filter by path").fill("no such thing").await?;
    page.text_visible("No endpoint matches this filter.").await
}

async fn the_own_password_is_changed_and_works(page: &Page, world: &World) -> Outcome {
    const NEW: &str = "corréct:horse €";
    // The appliance answers a GET of the place with its verbs and 405.
    page.expect_noise("405");
    sign_in(page, world, "admin", "demo").await?;
    page.button("Change my password").click().await?;
    // The rules come first.
    page.text_visible("None of your last 10 passwords.").await?;
    page.text_visible("Strength at least “good”.").await?;
    // The button that opened the form has given way to the form's own.
    let submit = page.button("Change my password");
    let fill = async |current: &str, new: &str, again: &str| -> Outcome {
        page.password("Current password").fill(current).await?;
        page.password("New password").fill(new).await?;
        page.password("New password again").fill(again).await
    };
    fill("demo", NEW, "something else").await?;
    submit.click().await?;
    page.text_visible("The two new passwords are not the same.")
        .await?;
    // A refusal comes with the appliance's reason, and what was typed is wiped.
    page.expect_noise("400");
    fill("wrong", NEW, NEW).await?;
    submit.click().await?;
    page.text_visible("Your password was not changed.").await?;
    page.text_visible("is not the password").await?;
    for field in ["Current password", "New password", "New password again"] {
        let left = page.password(field).value().await?;
        ensure(left.is_empty(), format!("{field} still holds something"))?;
    }
    page.link("0 pending changes").seen().await?;
    fill("demo", NEW, NEW).await?;
    submit.click().await?;
    page.text_visible("Your password was changed.").await?;
    let storage = page
        .evaluate("return JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")
        .await?;
    ensure(
        !storage.to_string().contains("horse"),
        "the password is stored",
    )?;
    page.button("Sign out").click().await?;
    sign_in_here(page, "Local login", "admin", NEW).await?;

    // Other staged changes are never activated in passing.
    page.open(&world.url("configuration/aaa/settings")).await?;
    page.checkbox("Cracklib enabled").click().await?;
    page.button("Stage 1 change").click().await?;
    page.link("1 pending change").seen().await?;
    page.open(&world.url("")).await?;
    page.button("Change my password").click().await?;
    fill(NEW, "another one", "another one").await?;
    submit.click().await?;
    page.dialog("Other changes are staged").seen().await?;
    page.dialog("Other changes are staged")
        .button("Cancel")
        .click()
        .await
}
