//! The configuration: what resources there are (catalogue), what they may look like (shapes), what
//! they hold (store), how a body is checked, shown, and tied to others by references.
//!
//! Nothing here knows about HTTP, sessions or transactions.

mod answer;
mod catalogue;
mod check;
mod references;
mod shape;
mod store;

pub(crate) use answer::{View, show};
pub(crate) use catalogue::{Catalogue, Entry, KeyForm, ListEntry};
pub(crate) use check::{Fault, Problem, check};
pub(crate) use references::{check_references, dangling, users_of};
pub(crate) use store::{Address, Objects, Store};
