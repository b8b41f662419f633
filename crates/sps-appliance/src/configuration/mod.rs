//! The configuration: what resources there are (catalogue), what they may look like (shapes), what
//! they hold (store), how a body is checked, shown, and tied to others by references.
//!
//! Nothing here knows about HTTP, sessions or transactions.

mod alternatives;
mod answer;
mod catalogue;
mod check;
mod leniency;
mod references;
mod shape;
mod store;
mod text;

pub(crate) use alternatives::other_values;
pub(crate) use answer::{View, show};
pub(crate) use catalogue::{Catalogue, Entry, KeyForm, ListEntry};
pub(crate) use check::{Fault, Problem, check, check_with};
pub(crate) use leniency::Leniency;
pub(crate) use references::{check_references, dangling, users_of};
pub(crate) use shape::Shape;
pub(crate) use store::{Address, Objects, Store};
