//! The session while somebody works: its countdown, its last minutes, several tabs, and a connection that comes and goes.

mod activity;
mod clock;
mod connection;
mod ending;
mod firmware;
mod spoken;
mod steps;
mod tabs;
