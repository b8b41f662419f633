//! Moments in the person's own time, and in names of files.

use wasm_bindgen::JsValue;

fn date(at_ms: u64) -> js_sys::Date {
    js_sys::Date::new(&JsValue::from_f64(at_ms as f64))
}

/// Local time of day of this browser, as its language writes it.
pub fn local_time(at_ms: u64) -> String {
    String::from(date(at_ms).to_locale_time_string("default"))
}

/// As [`local_time`], without seconds.
pub fn time_of_day(at_ms: u64) -> String {
    let options = js_sys::Object::new();
    for (part, how) in [("hour", "numeric"), ("minute", "2-digit")] {
        // A plain object takes what it is given.
        js_sys::Reflect::set(&options, &part.into(), &how.into()).unwrap_or_default();
    }
    let time = date(at_ms).to_locale_time_string_with_options("default", &options);
    String::from(time)
}

/// The moment in UTC, `2026-11-23T05:01:02Z`: for what leaves this computer.
pub fn utc(at_ms: u64) -> String {
    let iso = String::from(date(at_ms).to_iso_string());
    iso.split('.').next().unwrap_or_default().to_owned() + "Z"
}

/// The moment in UTC as a part of a file's name: no system objects to digits and hyphens.
pub fn in_file_name(at_ms: u64) -> String {
    utc(at_ms).replace(':', "-")
}
