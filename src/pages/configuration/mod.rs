//! Configuration: browse by links, open a resource, edit it, stage it (product.md J6).

mod editor;
mod field_box;
mod field_view;
mod form;
mod json_view;
mod landing;
mod list_field;
mod map_field;
mod node_list;
mod page;
mod reference_field;
mod scalar_field;
mod secret_field;
mod union_field;
mod view_only;
mod week_field;

pub use form::{load_catalogue, loaded_catalogue};
pub use page::configuration_page;
