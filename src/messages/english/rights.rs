//! Rights: what a person may do, why not, and what to ask for.

use super::catalogue;

catalogue! {
    ShortMenu = "Leave out of the menu what is not available to me"
    // One missing right
    NeedsPrivilege = "Needs {verb} on {path} – privilege {privilege} ({access})."
    NeedsVerb = "Needs {verb} on {path}."
    NotOfferedHere = "This appliance does not offer {verb} on {path}; it offers {verbs}."
    AccessRead = "read"
    AccessReadAndWrite = "read and write"
    // A request to somebody who grants rights
    CopyRequest = "Copy request for my administrator"
    RequestCopied = "Request copied."
    RequestTitle = "Request for rights on an SPS appliance"
    RequestUser = "User: {name}"
    RequestUserBy = "User: {name} (login method: {method})"
    RequestAppliance = "Appliance: {appliance}"
    RequestApplianceWith = "Appliance: {appliance} (firmware {firmware})"
    RequestNeeded = "Needed:"
    RequestNeed = "- {verb} {path}"
    RequestNeedPrivilege = "- {verb} {path}: privilege {privilege}, {access}"
    RequestAfter = "A changed privilege applies after {name} signs in again."
    CopyByHandTitle = "Copy by hand"
    CopyByHandHelp = "The browser refused the clipboard. The text is selected: press Ctrl+C, or Cmd+C on a Mac."
    TextToCopy = "Text to copy"
    CopyNamed = "Copy {label}"
    ValueCopied = "Copied: {label}"
    // A refusal
    RightsMayHaveChanged = "Rights may have changed; privileges apply after you sign in again."
    TokenRenewed = "The write token of this session was out of date and has been renewed. Try once more before you ask for rights."
    SignInAgain = "Sign in again"
    SignInAgainTitle = "Sign in again?"
    SignInAgainLosesOne = "A new sign-in begins a new session: {count} staged change is rolled back, and what you typed is lost."
    SignInAgainLosesMany = "A new sign-in begins a new session: {count} staged changes are rolled back, and what you typed is lost."
    SignInAgainLosesDrafts = "A new sign-in begins a new session: what you typed and did not stage is lost."
    SignInAgainNow = "Go on to sign in"
    // Menus
    NotAvailable = "Not available to you ({count})"
}
