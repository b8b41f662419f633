//! How much a person has to do, and how soon the page is ready for it (product §7, *Sign-in*).

use e2e::steps::METHOD;
use e2e::{Failure, Holds, Key, Outcome, Page, Plan, Role, Scope as _, World, ensure};
use sps_appliance::{Appliance, Setup};

use crate::stand_ins::{answers, focus_reaches};
use crate::worlds::offering;

mod one_password {
    use super::{World, a_name_a_password_and_enter, offering, the_form_is_there_at_once};
    async fn world() -> e2e::Outcome<World> {
        World::with_appliance(offering(&["local"])?).await
    }
    e2e::scenarios! {
        world: world,
        every_engine: [],
        chromium_only: [a_name_a_password_and_enter, the_form_is_there_at_once],
    }
}

mod one_certificate {
    use super::one_click;
    e2e::scenarios! {
        world: crate::worlds::one_certificate,
        every_engine: [],
        chromium_only: [one_click],
    }
}

mod two_certificates {
    use super::two_clicks_and_one_for_what_was_used_last;
    e2e::scenarios! {
        world: crate::worlds::two_certificates,
        every_engine: [],
        chromium_only: [two_clicks_and_one_for_what_was_used_last],
    }
}

mod five_mixed {
    use super::{five_mixed, two_for_any_method};
    e2e::scenarios! { world: five_mixed, every_engine: [], chromium_only: [two_for_any_method] }
}

mod an_unknown_type {
    use super::{World, nothing_to_carry_out};
    e2e::scenarios! { world: World::start, every_engine: [], chromium_only: [nothing_to_carry_out] }
}

const FIRST: &str = "X509 login";
const SECOND: &str = "X509 login ldap groups";
const CERTIFICATE: &str = "Sign in with certificate";
/// Milliseconds from the answer that lists the methods to a form that can be used.
const FORM_MS: f64 = 300.0;
/// Milliseconds from the end of the other window's request to the word that somebody is signed in.
const SHOWN_MS: f64 = 2000.0;
/// The last question and its answer, on a machine that does other things besides.
const MACHINE_MS: f64 = 500.0;

/// Passwords, certificates, and a method that signs in elsewhere.
async fn five_mixed() -> Outcome<World> {
    let mut setup = Setup::default();
    let switched = setup.switches.set("login.saml2", "scripted");
    ensure(
        switched.is_ok(),
        "the simulated appliance has no such switch",
    )?;
    let plan = Plan::appliance(Appliance::new(setup));
    plan.certificates(Holds::TheUsers).start().await
}

/// Opens the sign-in page and counts from here: presses of the pointer, of Enter and of the space bar outside of a field.
/// Also notes when the form could be used, and when somebody was said to be signed in.
async fn open(page: &Page, world: &World) -> Outcome {
    page.before_load(
        "{ window.e2ePresses = 0;
           addEventListener('pointerdown', (event) => { window.e2ePresses += event.isTrusted; }, true);
           addEventListener('keydown', (event) => {
               const presses = event.key === 'Enter' || (event.key === ' ' && event.target.localName !== 'input');
               window.e2ePresses += event.isTrusted && presses;
           }, true);
           new MutationObserver(() => {
               const field = document.querySelector('[name=username]');
               if (field && field === document.activeElement) window.e2eForm ??= performance.now();
               if (document.body?.textContent.includes('You are signed in as'))
                   window.e2eShown ??= performance.timeOrigin + performance.now();
           }).observe(document, { childList: true, subtree: true, characterData: true }); }",
    )
    .await?;
    page.open(&world.url("")).await
}

async fn number(page: &Page, script: &str) -> Outcome<f64> {
    let value = page.evaluate(script).await?;
    let number = value.as_f64();
    number.ok_or_else(|| Failure::new(format!("{script}: {value}")))
}

/// So many presses it took.
async fn pressed(page: &Page, times: f64) -> Outcome {
    let presses = number(page, "return window.e2ePresses").await?;
    ensure(
        presses == times,
        format!("{presses} presses instead of {times}"),
    )
}

/// The field for the name has the focus: the rest is typed.
async fn type_and_enter(page: &Page) -> Outcome {
    focus_reaches(page, "username").await?;
    page.type_text("operator").await?;
    page.tab().await?;
    page.type_text("demo").await?;
    page.press(Key::Enter).await?;
    page.button("Sign out").seen().await
}

async fn by_certificate(page: &Page) -> Outcome {
    page.text_visible("You are signed in as operator.").await
}

async fn a_name_a_password_and_enter(page: &Page, world: &World) -> Outcome {
    open(page, world).await?;
    type_and_enter(page).await?;
    pressed(page, 1.0).await
}

/// The best of three: what this machine does besides is not the page's.
async fn the_form_is_there_at_once(page: &Page, world: &World) -> Outcome {
    let mut best = f64::INFINITY;
    open(page, world).await?;
    for _ in 0..3 {
        page.reload().await?;
        focus_reaches(page, "username").await?;
        let took = "const answer = performance.getEntriesByType('resource').find((e) => e.name.endsWith('/login_methods'));
                    return window.e2eForm - answer.responseEnd";
        best = best.min(number(page, took).await?);
    }
    ensure(
        (0.0..=FORM_MS).contains(&best),
        format!("the form can be used {best} ms after the answer"),
    )
}

async fn one_click(page: &Page, world: &World) -> Outcome {
    // The appliance's own address has no picture for the other window, and Chromium writes that to its console.
    page.expect_noise("favicon.ico");
    open(page, world).await?;
    page.button(FIRST).click().await?;
    by_certificate(page).await?;
    pressed(page, 1.0).await?;
    let shown = number(page, "return window.e2eShown").await?;
    let first = page.window().await?;
    let mut windows = page.windows().await?;
    windows.retain(|window| *window != first);
    let [other] = windows.as_slice() else {
        return Err(Failure::new(format!("other windows: {windows:?}")));
    };
    page.switch_to(other).await?;
    let finished = number(
        page,
        "return performance.timeOrigin + performance.getEntriesByType('navigation')[0].responseEnd",
    )
    .await?;
    page.switch_to(&first).await?;
    let took = shown - finished;
    ensure(
        (0.0..=SHOWN_MS + MACHINE_MS).contains(&took),
        format!("shown {took} ms after the window finished"),
    )
}

async fn two_clicks_and_one_for_what_was_used_last(page: &Page, world: &World) -> Outcome {
    open(page, world).await?;
    page.button("Choose another certificate method")
        .click()
        .await?;
    page.control(Role::Menuitem, SECOND).click().await?;
    by_certificate(page).await?;
    pressed(page, 2.0).await?;
    page.button("Go on").click().await?;
    page.button("Sign out").click().await?;
    page.text_visible("You are signed out here").await?;
    page.reload().await?;
    page.button(SECOND).click().await?;
    by_certificate(page).await?;
    pressed(page, 1.0).await
}

async fn two_for_any_method(page: &Page, world: &World) -> Outcome {
    open(page, world).await?;
    page.button("Company sign-in – opens the appliance's own sign-in page")
        .seen()
        .await?;
    page.button(CERTIFICATE).click().await?;
    by_certificate(page).await?;
    pressed(page, 1.0).await?;
    page.button("Sign out").click().await?;
    page.reload().await?;
    page.button(METHOD).click().await?;
    type_and_enter(page).await?;
    pressed(page, 2.0).await?;
    page.button("Sign out").click().await?;
    page.text_visible("You are signed out here").await?;
    // Used last: its form is open.
    page.reload().await?;
    type_and_enter(page).await?;
    pressed(page, 1.0).await
}

/// An appliance of tomorrow: ours has no such method.
async fn nothing_to_carry_out(page: &Page, world: &World) -> Outcome {
    answers(
        page,
        "{ '/api/authentication/login_methods': () => json({ login_methods: [
            { name: 'a', title: 'Push', authentication: 'carrier-pigeon', credential: 'feather' },
            { name: 'local', title: 'Local login', authentication: 'local', credential: 'password' } ] }) }",
    )
    .await?;
    open(page, world).await?;
    page.button("Push – opens the appliance's own sign-in page")
        .click()
        .await?;
    page.text_visible("This console cannot carry it out.")
        .await?;
    pressed(page, 1.0).await?;
    page.reload().await?;
    page.button(METHOD).click().await?;
    type_and_enter(page).await?;
    pressed(page, 2.0).await
}
