//! Signing in: with one method and with several, refused and waited for, with a certificate, and when nobody answers.

#![allow(
    clippy::indexing_slicing,
    reason = "prepared states are edited by name"
)]

mod certificate;
mod clicks;
mod clocks;
mod ended;
mod every_firmware;
mod methods;
mod password;
mod stand_ins;
mod throttle;
mod trouble;
mod worlds;
