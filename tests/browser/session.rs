//! The time left, as it is shown.

use leptos::prelude::*;
use sps_console::ui::clock_ring;
use sps_workbench::session::Standing;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::mounted::{Mounted, settle};

#[wasm_bindgen_test]
async fn the_ring_tells_time_estimate_and_that_nobody_knows() {
    let standing = RwSignal::new(Some(Standing::Active { left_seconds: 521 }));
    let is_estimate = RwSignal::new(false);
    let mounted = Mounted::new(move || {
        let standing = Memo::new(move |_| standing.get());
        clock_ring(standing, Signal::derive(|| 0.5), move || is_estimate.get()).view()
    });
    let timer = mounted.one("[role=timer]");
    assert_eq!(timer.text_content().unwrap(), "08:41");
    assert_eq!(timer.get_attribute("aria-live").unwrap(), "off");
    is_estimate.set(true);
    settle().await;
    assert_eq!(timer.text_content().unwrap(), "≈ 08:41");
    // (what stands, what shows, how loud)
    let table = [
        (
            Some(Standing::EndingSoon { left_seconds: 105 }),
            "≈ 01:45",
            "clock warning",
        ),
        (
            Some(Standing::EndingSoon { left_seconds: 30 }),
            "≈ 00:30",
            "clock danger",
        ),
        (Some(Standing::Ended), "≈ 00:00", "clock"),
        (Some(Standing::UnknownLength { since: 10 }), "–:––", "clock"),
        (
            Some(Standing::UnknownLength { since: 500 }),
            "–:––",
            "clock warning",
        ),
        (None, "–:––", "clock"),
    ];
    for (stands, shows, class) in table {
        standing.set(stands);
        settle().await;
        assert_eq!(timer.text_content().unwrap(), shows, "{stands:?}");
        assert_eq!(mounted.one(".clock").class_name(), class, "{stands:?}");
    }
    assert_eq!(mounted.one(".clock").title(), "Session length unknown");
}
