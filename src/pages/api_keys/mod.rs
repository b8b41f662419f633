//! API keys: a key value is shown only when it works, once (product.md M4).

mod create;
mod delete;
mod key_list;
mod page;
mod reveal;

pub use page::api_keys_page;
