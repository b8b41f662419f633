//! The session and its end.

use super::catalogue;

catalogue! {
    EndingSoon = "You will be signed out soon."
    EndingSoonNothing = "Nothing is staged."
    EndingSoonLoses = "{count} staged changes would be deleted by the appliance."
    StaySignedIn = "Stay signed in"
    SessionEndedTitle = "Your session ended"
    SessionEndedMeaning = "The appliance ended it, most likely after a time without activity, and deleted the open transaction with its staged changes. What you typed on this page and did not stage is still here."
    SignInAgainAs = "Sign in again as {name} to go on."
    SomebodyElse = "Leave and sign in as somebody else"
}
