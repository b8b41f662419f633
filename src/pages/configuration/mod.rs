//! Configuration: browse by links, open a resource, edit it, stage it (product.md J6).

mod editor;
mod field_view;
mod list_field;
mod node_list;
mod page;
mod scalar_field;
mod view_only;

pub use page::configuration_page;
