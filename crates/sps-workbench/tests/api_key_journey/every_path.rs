//! Whatever happens in whatever order: no path gives out an inactive value unmarked.

use proptest::prelude::*;
use sps_workbench::CommitOutcome;
use sps_workbench::api_keys::{KeyFound, KeyJourney, Leaving, Scene, Withdrawn};
use sps_workbench::session_clock::Moment;

use crate::support::keys::{TOKEN, new_key};
use crate::{START, lost, over};

/// Everything that can happen to a journey.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Event {
    Start,
    Created,
    CreatedForLater,
    NotCreated,
    Committed,
    Locked,
    CommitSessionEnded,
    Retry,
    Withdraw,
    WithdrawnGone,
    WithdrawnActive,
    NotWithdrawn,
    KeepForLater,
    FoundActive,
    FoundWaiting,
    FoundGone,
    CannotTell,
    Show,
    Mask,
    Copied,
    Hidden,
    Visible,
    Tick,
    Close,
    Leave,
    SessionEnded,
}

fn event() -> impl Strategy<Value = Event> {
    use Event::*;
    let all = vec![
        Start,
        Start,
        Created,
        Created,
        CreatedForLater,
        NotCreated,
        Committed,
        Locked,
        Locked,
        CommitSessionEnded,
        Retry,
        Retry,
        Withdraw,
        WithdrawnGone,
        WithdrawnActive,
        NotWithdrawn,
        KeepForLater,
        FoundActive,
        FoundWaiting,
        FoundGone,
        CannotTell,
        Show,
        Show,
        Mask,
        Copied,
        Hidden,
        Visible,
        Tick,
        Close,
        Leave,
        SessionEnded,
    ];
    prop::sample::select(all)
}

fn play(journey: &mut KeyJourney, event: Event, now: Moment) {
    match event {
        Event::Start => journey.start(),
        Event::Created => journey.created(new_key()),
        Event::CreatedForLater => journey.created_for_later(new_key(), now),
        Event::NotCreated => journey.not_created(lost()),
        Event::Committed => journey.committed(CommitOutcome::Committed, now),
        Event::Locked => journey.committed(CommitOutcome::Locked(lost()), now),
        Event::CommitSessionEnded => journey.committed(CommitOutcome::SessionEnded(over()), now),
        Event::Retry => journey.retry(),
        Event::Withdraw => journey.withdraw(),
        Event::WithdrawnGone => journey.withdrawn(Ok(Withdrawn::Gone), now),
        Event::WithdrawnActive => journey.withdrawn(Ok(Withdrawn::Active), now),
        Event::NotWithdrawn => journey.withdrawn(Err(lost()), now),
        Event::KeepForLater => journey.keep_for_later(now),
        Event::FoundActive => journey.found(KeyFound::Active, now),
        Event::FoundWaiting => journey.found(KeyFound::Waiting { others: 1 }, now),
        Event::FoundGone => journey.found(KeyFound::Gone, now),
        Event::CannotTell => journey.found(KeyFound::CannotTell(lost()), now),
        Event::Show => journey.show(true),
        Event::Mask => journey.show(false),
        Event::Copied => journey.copied(),
        Event::Hidden => journey.hidden(true, now),
        Event::Visible => journey.hidden(false, now),
        Event::Tick => journey.tick(now),
        Event::Close => journey.close(),
        Event::Leave => journey.leave(),
        Event::SessionEnded => journey.session_ended(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn no_path_gives_out_an_inactive_value_unmarked(
        events in prop::collection::vec((event(), 0.0..40.0_f64), 1..60)
    ) {
        let mut journey = KeyJourney::new();
        let mut now = START;
        // Whether the appliance has said of the key under way that it works.
        let mut works = false;
        let mut shown = false;
        for (event, seconds) in events {
            now = Moment(now.0 + seconds * 1_000.0);
            let before = journey.scene();
            play(&mut journey, event, now);
            let scene = journey.scene();
            works = match (event, before) {
                (Event::Start, Scene::Form) => false,
                (Event::Committed, Scene::Activating) => true,
                (Event::FoundActive, Scene::Activating | Scene::NotActiveYet) => true,
                (Event::WithdrawnActive, Scene::Withdrawing) => true,
                _ => works,
            };
            shown = match event {
                Event::Show => true,
                Event::Mask | Event::Hidden | Event::SessionEnded => false,
                _ if before != scene && scene == Scene::Form => false,
                _ => shown,
            };
            match journey.painted() {
                Some(painted) => {
                    prop_assert_eq!(painted.is_not_active, !works, "{:?}", event);
                    prop_assert!(!painted.is_whole || shown, "shown without being asked");
                    prop_assert_eq!(painted.is_whole, painted.text.contains(TOKEN));
                    prop_assert!(painted.is_whole || !painted.text.contains("fake"));
                    prop_assert!(matches!(scene, Scene::Ready | Scene::NotActiveYet));
                }
                None => {
                    prop_assert!(journey.value().is_none(), "copied where it is not painted");
                    prop_assert!(!matches!(scene, Scene::Ready | Scene::NotActiveYet));
                }
            }
            prop_assert_eq!(scene == Scene::Ready, journey.painted().is_some() && works);
            if matches!(scene, Scene::Form | Scene::Creating) {
                prop_assert!(!journey.holds_value(), "a value is left after {:?}", event);
                prop_assert!(journey.id().is_none());
            }
            if event == Event::Leave {
                prop_assert!(!journey.holds_value());
                prop_assert_eq!(journey.leaving(), Leaving::Free);
            }
            let told = format!("{:?}", journey.ended());
            prop_assert!(!told.contains("fake"), "an end that tells the value");
        }
        journey.leave();
        prop_assert!(!journey.holds_value());
    }
}
