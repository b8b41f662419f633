//! The catalogue in English: one file per screen.

mod account;
mod api_keys;
mod changelog;
mod configuration;
mod conflict;
mod everywhere;
mod explore;
mod frame;
mod kept;
mod large_form;
mod lock;
mod objects;
mod problems;
mod review;
mod rights;
mod session;
mod sign_in;

/// Makes a constant [`super::Msg`] of every line, and `ALL` of the file.
macro_rules! catalogue {
    ($($name:ident = $text:literal)*) => {
        #[allow(non_upper_case_globals, reason = "read like the variants of one enumeration")]
        impl $crate::messages::Msg {
            $(#[doc = $text] pub const $name: Self = Self::new($text);)*
        }

        /// The names and messages of this file.
        pub(super) const ALL: &[(&str, $crate::messages::Msg)] =
            &[$((stringify!($name), $crate::messages::Msg::$name),)*];
    };
}
use catalogue;

/// All messages by name, file by file.
pub(super) const ALL: &[&[(&str, super::Msg)]] = &[
    account::ALL,
    api_keys::ALL,
    changelog::ALL,
    configuration::ALL,
    conflict::ALL,
    everywhere::ALL,
    explore::ALL,
    frame::ALL,
    kept::ALL,
    lock::ALL,
    large_form::ALL,
    objects::ALL,
    problems::ALL,
    review::ALL,
    rights::ALL,
    session::ALL,
    sign_in::ALL,
];
