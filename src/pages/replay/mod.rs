//! Replay: kept changes of a transaction that is gone, staged again in a fresh one (product.md M3.9).

mod choice;
mod item;
mod item_place;
mod memory;
mod page;
mod report;
mod sentences;

pub use page::{question as replay_question, replay_page};
