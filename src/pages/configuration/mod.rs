//! Configuration: browse by links, open a resource, edit it, stage it (product.md J6).

mod editor;
mod field_box;
mod field_view;
mod find_field;
mod form;
mod group;
mod items;
mod json_edit;
mod json_find;
mod json_layers;
mod json_problem;
mod json_view;
mod keep;
mod landing;
mod list_field;
mod map_field;
mod neighbours;
mod node_list;
mod object_field;
mod page;
mod progress;
mod reference_field;
mod scalar_field;
mod secret_field;
mod tables;
mod union_field;
mod used_by;
mod view_only;
mod week_field;
mod window;

pub use form::{load_catalogue, loaded_catalogue};
pub use json_problem::json_problem;
pub use page::configuration_page;
pub use scalar_field::select;
pub use tables::{children_table, record};
