//! The session and its end.

use super::catalogue;

catalogue! {
    EndingSoon = "You will be signed out soon."
    EndingSoonNothing = "Nothing is staged."
    EndingSoonLoses = "{count} staged changes would be deleted by the appliance."
    StaySignedIn = "Stay signed in"
    SessionEndedTitle = "Your session ended"
    SessionEndedIdle = "Its time without activity was over."
    SessionEndedElsewhere = "You signed out in another tab or window of this browser."
    SessionEndedByAppliance = "The appliance ended it before its time: it was restarted, or an administrator ended it."
    SessionEndedUnknown = "The appliance ended it, most likely after a time without activity."
    SessionEndedMeaning = "The open transaction was deleted with its staged changes. What you typed on this page and did not stage is still here."
    SignInAgainAs = "Sign in again as {name} to go on."
    SomebodyElse = "Leave and sign in as somebody else"
}
