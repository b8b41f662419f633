//! Components that know nothing of SPS.

mod button;
mod clock_ring;
mod connection_test;
mod copy;
mod dialog;
mod element;
mod focus;
mod fresh_id;
mod icon;
mod long_list;
mod notice;
mod page_title;
mod problem;
mod secret_input;
mod show;
mod skeleton;
mod toasts;

pub use button::{actions, button, link, submit_button, trouble};
pub use clock_ring::{clock_ring, minutes_and_seconds};
pub use connection_test::connection_test;
pub use copy::{copy_button, copy_button_named, copy_shown, copy_value};
pub use dialog::{dialog, open_modal};
pub use element::{
    Element, ElementRef, div, element, live, nothing, p, plain, span, together, words,
};
pub use focus::focus;
pub use fresh_id::fresh_id;
pub use icon::{Shape, icon};
pub use long_list::{LongList, Rows};
pub use notice::{Tone, banner, notice, notice_text};
pub use page_title::page_title;
pub use problem::{Locked, Refused, Task, details, disclosed, failure, problem, technical};
pub use secret_input::secret_input;
pub use show::show;
pub use skeleton::skeleton;
pub use toasts::toast_list;
