//! The configuration: browse, edit, stage.

use super::catalogue;

catalogue! {
    ConfigurationHelp = "Every setting of the appliance. Changes are staged in a transaction and become active when you commit it."
    EmptyList = "This list is empty."
    EmptyResource = "The appliance shows nothing here."
    ItemNumber = "Item {number}"
    Add = "Add"
    AddTo = "Add to {list}"
    Remove = "Remove"
    RemoveItem = "Remove item {number} of {list}"
    SecretSet = "Set, never shown"
    SecretNotSet = "Not set"
    SecretHidden = "secret, not shown"
    ViewOnly = "View only"
    DraftOutdated = "You typed this earlier, and the appliance's value has changed since. Compare before you stage, or reset."
    MembersIgnored = "The appliance did not keep these values:"
    StageOne = "Stage {count} change"
    StageMany = "Stage {count} changes"
    Staging = "Staging…"
    Staged = "Staged: {path}"
    NothingChanged = "Nothing changed yet."
    CorrectFirst = "Correct the marked fields first."
    Reset = "Reset"
    Was = "was"
    Now = "now"
    PutBack = "Put back"
    PutBackNamed = "Put back {field}"
    NotAnInteger = "Enter a whole number."
    NotANumber = "Enter a number."
}
