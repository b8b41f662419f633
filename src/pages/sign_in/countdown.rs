//! Times that are short.

use crate::{
    messages::{Msg, text_with},
    ui::minutes_and_seconds,
};

/// `12 s`, from two minutes on `02:05`.
pub fn countdown(seconds: u64) -> String {
    if seconds < 120 {
        text_with(Msg::CountdownSeconds, &[("count", &seconds.to_string())])
    } else {
        minutes_and_seconds(seconds)
    }
}
