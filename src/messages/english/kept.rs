//! Kept changes: what this tab holds beside the appliance, and their replay.

use super::catalogue;

catalogue! {
    // Keeping
    KeptTooOldOne = "{count} kept change was older than 24 hours and was dropped."
    KeptTooOldMany = "{count} kept changes were older than 24 hours and were dropped."
    KeptDamaged = "What this tab had kept could not be read and was dropped."
    KeptInMemoryToast = "This browser stores nothing for this page, or its storage is full: a copy of your changes is kept in memory only, until the page is reloaded or closed."
    KeptInMemoryMenu = "Copies of your changes are kept in memory only: this browser stores nothing for this page, or its storage is full."
    KeptInMemory = "kept in memory only"
    // In a form
    DraftFromBefore = "You typed this before the page was loaded anew; it is not staged."
    SecretsToTypeAgain = "Secrets are never kept. Type these again before you stage:"
    MovedWhileStaging = "Somebody changed the same values meanwhile; nothing was staged. The form shows their values as what was before. Compare, then stage again."
}
