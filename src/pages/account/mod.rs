//! Who am I, by which method, what may I do (product.md M9.7).

mod may_i;
mod page;
mod password;
mod password_form;
mod password_rules;
mod rights_table;
mod who;

pub use page::account_page;
