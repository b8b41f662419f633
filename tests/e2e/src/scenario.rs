//! Running a scenario as a test, once per engine.

use sps_appliance::Profile;

use crate::browser::Browser;
use crate::engine::Engine;
use crate::failure::{Failure, Outcome};
use crate::page::Page;
use crate::world::World;

/// Runs one scenario in a fresh browser and a fresh world, then checks that the page was quiet. A failure comes with a
/// picture in `target/screenshots`.
///
/// # Errors
/// When the scenario fails, or the page was not quiet.
pub fn run(
    engine: Engine,
    name: &str,
    world: impl AsyncFn() -> Outcome<World>,
    scenario: impl AsyncFn(&Page, &World) -> Outcome,
) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Failure::while_doing("the runtime", error))?;
    runtime.block_on(async {
        let world = world().await?;
        let page = Page::new(Browser::start(engine, &world).await?);
        // The engines' own first sizes differ.
        page.set_size(1280, 900).await?;
        if world.profile() < Profile::V7_0 {
            // Firmware that has no login methods refuses the question for them.
            page.expect_noise("401");
        }
        let mut outcome = scenario(&page, &world).await;
        if outcome.is_ok() {
            outcome = page.assert_quiet(&world).await;
        }
        if let Err(failure) = outcome {
            outcome =
                Err(explained(failure, &page, &world, &format!("failed-{engine}-{name}")).await);
        }
        let closed = page.close().await;
        world.stop().await;
        outcome.and(closed)
    })
}

/// Lines of the gateway's log in the text of a failure.
const SHOWN_LOG: usize = 40;

async fn explained(failure: Failure, page: &Page, world: &World, name: &str) -> Failure {
    let log = world.gateway_log();
    let newest = log.len().saturating_sub(SHOWN_LOG);
    let failure = log.iter().skip(newest).fold(
        failure.with("the gateway's log ended with:"),
        |failure, line| failure.with(line),
    );
    let address = page.url().await.unwrap_or_else(|error| error.to_string());
    let failure = failure.with(&format!("at {address}"));
    // A console that stopped tells why.
    const REASON: &str =
        "return document.querySelector('#crash:not([hidden]) pre')?.textContent ?? null";
    let failure = match page.evaluate(REASON).await {
        Ok(reason) if reason.is_string() => failure.with(&format!("the console stopped: {reason}")),
        _ => failure,
    };
    match page.screenshot(name).await {
        Ok(file) => failure.with(&format!("picture: {}", file.display())),
        Err(error) => failure.with(&format!("no picture: {error}")),
    }
}

/// Makes tests of scenarios: `ENGINE::NAME` for each one.
///
/// ```ignore
/// e2e::scenarios! {
///     world: World::start,
///     every_engine: [signs_in, signs_out],
///     chromium_only: [reads_other_scripts],
/// }
/// ```
///
/// What holds for every firmware runs in Chromium with three of them, as `PROFILE::chromium::NAME`:
///
/// ```ignore
/// e2e::scenarios! { profiles: [signs_in] }
/// ```
///
/// What runs in every engine with the newest of them anyway, needs the two older ones only:
///
/// ```ignore
/// e2e::scenarios! { older_profiles: [signs_in] }
/// ```
#[macro_export]
macro_rules! scenarios {
    (profiles: [$($name:ident),* $(,)?] $(,)?) => {
        $crate::scenarios! { older_profiles: [$($name,)*] }
        $crate::scenarios! { @profile v8_0, V8_0, [$($name,)*] }
    };
    (older_profiles: [$($name:ident),* $(,)?] $(,)?) => {
        $crate::scenarios! { @profile v6_0, V6_0, [$($name,)*] }
        $crate::scenarios! { @profile v7_5, V7_5, [$($name,)*] }
    };
    (@profile $module:ident, $profile:ident, [$($name:ident,)*]) => {
        mod $module {
            use super::*;
            async fn world() -> $crate::Outcome<$crate::World> {
                $crate::World::with_profile($crate::Profile::$profile).await
            }
            $crate::scenarios! { world: world, every_engine: [], chromium_only: [$($name),*] }
        }
    };
    (
        world: $world:path,
        every_engine: [$($every:ident),* $(,)?],
        chromium_only: [$($chromium:ident),* $(,)?] $(,)?
    ) => {
        $crate::scenarios! { @engine chromium, Chromium, $world, [$($every,)* $($chromium,)*] }
        $crate::scenarios! { @engine firefox, Firefox, $world, [$($every,)*] }
        $crate::scenarios! { @engine webkit, WebKit, $world, [$($every,)*] }
    };
    (@engine $module:ident, $engine:ident, $world:path, [$($name:ident,)*]) => {
        mod $module {
            #[allow(unused_imports, reason = "the list may be empty")]
            use super::*;
            $(
                #[test]
                fn $name() -> $crate::Outcome {
                    $crate::run($crate::Engine::$engine, stringify!($name), $world, super::$name)
                }
            )*
        }
    };
}
