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
    DemoStrip = "Demo – a simulated appliance, all data is invented"
}
