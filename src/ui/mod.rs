//! Components that know nothing of SPS: one public component a file.

mod clock_ring;
mod dialog;
mod icon;
mod notice;
mod page_title;
mod problem;
mod show;
mod skeleton;
mod toasts;

pub use clock_ring::ClockRing;
pub use dialog::Dialog;
pub use icon::{Icon, Shape};
pub use notice::{Notice, Tone};
pub use page_title::PageTitle;
pub use problem::{Problem, Task};
pub use show::Show;
pub use skeleton::Skeleton;
pub use toasts::ToastList;
