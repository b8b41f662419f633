//! Every address leads back to where it came from, and no text leads to a panic.

use sps_console::route::Route;
use wasm_bindgen_test::wasm_bindgen_test;

/// Keys as the appliance uses them, and what else could stand in one.
const SEGMENTS: [&str; 16] = [
    "aaa",
    "8348340645707e2575e3c6",
    "-100",
    "ssh-rsa-10.40.0.28:22",
    "nic1.interfaces.ff75.addresses.1",
    "a/b",
    "50%",
    "%2F",
    "what?",
    "part#2",
    "two words",
    "ügyelő",
    "暗号",
    ".",
    "..",
    "a+b&c=d",
];

#[wasm_bindgen_test]
fn an_address_leads_back_to_its_screen() {
    let fixed = [
        Route::Account,
        Route::ApiKeys,
        Route::Review,
        Route::Search,
        Route::Appliance(Vec::new()),
        Route::Conflicts,
        Route::Replay,
        Route::Configuration(Vec::new()),
        Route::NotFound,
    ];
    let one = SEGMENTS.map(|segment| Route::Configuration(vec![segment.to_owned()]));
    let two = SEGMENTS
        .map(|segment| Route::Configuration(vec![segment.to_owned(), "settings".to_owned()]));
    let three = SEGMENTS.map(|segment| Route::Appliance(vec![segment.to_owned()]));
    for route in fixed.into_iter().chain(one).chain(two).chain(three) {
        let href = route.href();
        assert!(href.starts_with("/console/"), "{href}");
        assert_eq!(Route::parse(&href), route, "{href}");
    }
}

#[wasm_bindgen_test]
fn the_start_of_the_console_is_the_account() {
    for path in [
        "/console",
        "/console/",
        "/console/account",
        "/console/account/",
    ] {
        assert_eq!(Route::parse(path), Route::Account, "{path}");
    }
}

#[wasm_bindgen_test]
fn unknown_addresses_are_answered() {
    for path in [
        "",
        "/",
        "/api",
        "/consolekeys",
        "/console/unknown",
        "/console/review/more",
        "/console//account/x",
        "/console/configuration/a//b",
        "/console/configuration/%ff",
        "\u{0}",
    ] {
        assert_eq!(Route::parse(path), Route::NotFound, "{path:?}");
    }
}

#[wasm_bindgen_test]
fn links_of_the_appliance_become_screens_only_inside_the_configuration() {
    let keys = |names: &[&str]| {
        Some(Route::Configuration(
            names.iter().map(|name| (*name).to_owned()).collect(),
        ))
    };
    for (href, route) in [
        ("/api/configuration", keys(&[])),
        (
            "/api/configuration/aaa/settings",
            keys(&["aaa", "settings"]),
        ),
        ("/api/configuration/aaa/", keys(&["aaa"])),
        (
            "/api/configuration/network/nics/nic1#interfaces/1/addresses/1",
            keys(&["network", "nics", "nic1"]),
        ),
        ("/api/configuration/x/a%2Fb", keys(&["x", "a/b"])),
        ("/api/configurations", None),
        ("/api/info", None),
        ("https://elsewhere.example/api/configuration/aaa", None),
        ("//elsewhere.example/api/configuration", None),
    ] {
        assert_eq!(Route::for_resource(href), route, "{href}");
    }
}

#[wasm_bindgen_test]
fn other_links_of_the_appliance_become_screens_to_read() {
    let appliance = |keys: &[&str]| {
        Some(Route::Appliance(
            keys.iter().map(|key| (*key).to_owned()).collect(),
        ))
    };
    for (link, route) in [
        ("/api/health_status", appliance(&["health_status"])),
        (
            "/api/ssh-host-keys/a%3A22",
            appliance(&["ssh-host-keys", "a:22"]),
        ),
        (
            "/api/configuration/aaa",
            Route::for_resource("/api/configuration/aaa"),
        ),
        ("/apis", None),
        ("//elsewhere.example/api/info", None),
    ] {
        assert_eq!(Route::for_link(link), route, "{link}");
    }
}

#[wasm_bindgen_test]
fn a_key_with_a_slash_stays_one_segment_of_the_appliances_path() {
    let path = Route::resource_path(&["policies".to_owned(), "a/b".to_owned()]);
    assert_eq!(path, "/api/configuration/policies/a%2Fb");
}
