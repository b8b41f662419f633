//! Sign-in: the methods of the appliance in its own order (product.md M1, M2, M10, M11).

mod certificate;
mod certificate_help;
mod certificate_menu;
mod certificate_try;
mod choice;
mod countdown;
mod discovery;
mod finding;
mod methods;
mod not_kept;
mod page;
mod password_answer;
mod password_form;
mod remember;
mod trouble;

pub use discovery::sign_in_methods;
pub use page::sign_in_page;
