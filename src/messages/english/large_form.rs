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
    FoldLine = "Fold line {line}"
    FoldMembers = "Fold line {line}, members of {name}"
    UnfoldLine = "Unfold line {line}"
    FoldHere = "Fold or unfold here"
    FoldAll = "Fold all"
    UnfoldAll = "Unfold all"
    FoldKeys = "Ctrl+Shift+[ folds what the cursor is in, Ctrl+Shift+] unfolds the line. A folded part is moved or deleted as a whole."
    WasUnfolded = "This part was folded, so it was unfolded first. Nothing was changed."
    WrongMany = "{count} fields need correction"
}
