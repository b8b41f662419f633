//! Sign-in: the methods of the appliance in its own order (product.md M1, M2).

mod methods;
mod page;
mod password_form;

pub use methods::sign_in_methods;
pub use page::sign_in_page;
