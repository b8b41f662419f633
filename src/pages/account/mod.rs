//! Who am I, by which method, what may I do (product.md M9.7).

mod page;
mod rights_table;

pub use page::account_page;
