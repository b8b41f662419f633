//! What every screen uses.

use super::catalogue;

catalogue! {
    Title = "{page} – {appliance}"
    Loading = "Loading"
    Back = "Back"
    Cancel = "Cancel"
    Close = "Close"
    Name = "Name"
    State = "State"
    Actions = "Actions"
    Value = "Value"
    Yes = "Yes"
    No = "No"
    NotTold = "not told by this appliance"
    NotSet = "not set"
    TryAgain = "Try again"
    Reload = "Reload"
    TechnicalDetails = "Technical details"
    CopyDetails = "Copy the details"
    Copied = "Copied"
    RawJson = "Raw JSON"
    NotFound = "Page not found"
    NotFoundHelp = "There is nothing at this address of the console."
}
