//! Configuration: browse by links, open a resource, edit it, stage it (product.md J6).

mod delete_object;
mod edit_area;
mod editor;
mod field_box;
mod field_view;
mod form;
mod json_view;
mod list_field;
mod map_field;
mod new_form;
mod new_object;
mod node_list;
mod object_bar;
mod page;
mod reference_field;
mod refused_fields;
mod scalar_field;
mod secret_field;
mod staged_objects;
mod typed_secrets;
mod union_field;
mod uses;
mod view_only;
mod week_field;

pub use new_object::new_object_page;
pub use page::configuration_page;
