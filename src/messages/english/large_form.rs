//! Forms of many fields: groups that open and close, windows of long lists, the search for a field.

use super::catalogue;

catalogue! {
    FieldsOne = "{count} field"
    FieldsMany = "{count} fields"
    ItemsOne = "{count} item"
    ItemsMany = "{count} items"
    ChangedInside = "Changed"
    PartsOf = "Parts of {list}"
    FirstPart = "First"
    PreviousPart = "Previous"
    NextPart = "Next"
    LastPart = "Last"
    WindowOf = "{from} to {to} of {count}"
    GoOnWith = "Go on with"
    FindField = "Find a field"
    FieldsFoundOne = "{count} field found."
    FieldsFoundMany = "{count} fields found."
    FieldsFoundFirst = "{count} fields found, the first ones are below. More words find fewer."
    GoToWrong = "Go to the first:"
    WrongOne = "{count} field needs correction"
    WrongMany = "{count} fields need correction"
}
