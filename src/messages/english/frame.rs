//! Header strip and navigation.

use super::catalogue;

catalogue! {
    SkipToContent = "Skip to content"
    Navigation = "Main"
    Breadcrumb = "Place in the configuration"
    Account = "Account"
    ApiKeys = "API keys"
    Configuration = "Configuration"
    Review = "Review"
    Pending = "pending"
    PendingTitle = "Pending changes"
    PendingChange = "{count} pending change"
    PendingChanges = "{count} pending changes"
    ReviewAndCommit = "Review and commit"
    TimeLeft = "{time} left until this session ends without activity"
    TimeLeftLabel = "Time left"
    TimeUnknown = "–:––"
    TimeUnknownMeaning = "Session length unknown"
    TimeEstimated = "about {time} left, an estimate while the appliance cannot be reached"
    TitleEnding = "{page} – {time} left"
    UserMenu = "{name}: session and activity"
    UserMenuTitle = "Session and activity"
    SignedInBy = "signed in with {method}"
    SessionSpan = "The session ends after {time} without activity."
    ClockAhead = "This computer's clock is {count} min ahead of the appliance's. The time left is not touched by it."
    ClockBehind = "This computer's clock is {count} min behind the appliance's. The time left is not touched by it."
    Activity = "Activity in this tab"
    NoActivity = "Nothing yet. What you do here is listed until you sign out."
    DemoStrip = "Demo – a simulated appliance, all data is invented"
}
