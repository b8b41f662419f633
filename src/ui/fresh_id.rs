//! Ids for what is tied together and may stand on a page more than once.

use std::cell::Cell;

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// An id that nothing else on the page has.
pub fn fresh_id() -> String {
    String::from("tied-")
        + &NEXT
            .with(|next| next.replace(next.get().wrapping_add(1)))
            .to_string()
}
