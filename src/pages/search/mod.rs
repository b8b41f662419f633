//! Search in the configuration: the field, the results, *Search everything*, favourites and what was visited last
//! (product.md J6).

mod address;
mod everything;
mod field;
mod page;
mod remembered;
mod results;
mod seeking;

pub use everything::everything;
pub use field::search_field;
pub use page::search_page;
pub use remembered::{favourite_button, remembered};
pub use results::{hit_link, place_in, place_of, resources};
