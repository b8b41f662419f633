//! The changelog told in words (product M6).
//!
//! The guide leaves open how the appliance writes it: one entry per leaf or per object, paths absolute, relative or with
//! `#`, secrets masked or not (`sps-api.md` §7.6, product Q11). All of it is read here and told in one form. Invariant:
//! no secret leaves this module, neither in words nor in the raw entry.

mod group;
mod leaves;
mod location;
mod order;
mod resources;
mod shown;
mod tell;

pub use group::{Group, by_place};
pub(crate) use location::Location;
pub use shown::Shown;
pub use tell::{Effect, Told, tell};
