//! API keys: a key value is shown only when it works, once (product.md M4).

mod activation;
mod card;
mod clipboard;
mod dead_keys;
mod deep_link;
mod delete;
mod deletion;
mod ended;
mod flow;
mod form;
mod guard;
mod key_list;
mod leave;
mod lifecycle;
mod message_field;
mod page;
mod save;
mod use_it;
mod waiting;

pub use dead_keys::{dead_keys, dead_with_session};
pub use page::api_keys_page;
