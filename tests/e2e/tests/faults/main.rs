//! The 24 fault cases of product.md §7: {session end, crash of the tab, reload, offline, 401 in the middle of a write, lock,
//! conflict, another tab signs out} × {drafts, staged changes, both}. Each ends with the work present: a draft in its
//! form, a staged change in the transaction.

mod faults;
mod steps;
mod work;
