//! Where somebody goes on to after signing in, and what is remembered of it.

use sps_console::{
    navigation::next_href,
    state::last_method::{last_method, remember, remembers, set_remembering, take_along},
};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn next_leads_to_screens_of_the_console_and_nowhere_else() {
    for (next, expected) in [
        ("/console/", "/console/account"),
        ("/console/review", "/console/review"),
        (
            "/console/api-keys?new-key=ci",
            "/console/api-keys?new-key=ci",
        ),
        (
            "/console/configuration/aaa/settings",
            "/console/configuration/aaa/settings",
        ),
        // What a query cannot be is left out.
        ("/console/review?a=<b>", "/console/review"),
        ("/console/review?a=\u{1}", "/console/review"),
        // Dots and backslashes stay names of resources.
        (
            "/console/configuration/..%5Cevil",
            "/console/configuration/..%5Cevil",
        ),
        (
            "/console/configuration/%2F%2Fevil",
            "/console/configuration/%2F%2Fevil",
        ),
    ] {
        assert_eq!(next_href(next).as_deref(), Some(expected), "{next}");
    }
    for hostile in [
        "",
        "/",
        "//evil.example",
        "//evil.example/console/review",
        "/\\evil.example",
        "\\\\evil.example\\console",
        "https://evil.example/console/",
        "https:/console/review",
        "javascript:alert(1)",
        "JaVaScRiPt:/console/",
        "data:text/html,/console/",
        " /console/review",
        "\t/console/review",
        "/console/../api/user_info",
        "/consolex/review",
        "/api/user_info",
        "/console/gw/logout",
        "/console/nowhere",
        "/console//evil.example",
        "@evil.example",
    ] {
        assert_eq!(next_href(hostile), None, "{hostile:?}");
    }
}

#[wasm_bindgen_test]
fn only_the_name_of_the_method_is_remembered_and_only_if_wanted() {
    let storage = leptos::prelude::window().local_storage().unwrap().unwrap();
    storage.clear().unwrap();
    remember("");
    assert_eq!(storage.length().unwrap(), 0, "methods without a name");
    remember("corp_ad");
    assert_eq!(last_method().as_deref(), Some("corp_ad"));
    assert_eq!(storage.length().unwrap(), 1);
    // A sign-out clears the storage of this site.
    let kept = take_along();
    storage.clear().unwrap();
    kept.put_back();
    assert_eq!(last_method().as_deref(), Some("corp_ad"));
    set_remembering(false);
    assert_eq!(last_method(), None);
    remember("corp_ad");
    assert_eq!(last_method(), None);
    let kept = take_along();
    storage.clear().unwrap();
    kept.put_back();
    assert!(!remembers(), "the wish outlives a sign-out");
    set_remembering(true);
    storage.clear().unwrap();
}
