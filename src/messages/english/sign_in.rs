//! Sign-in and sign-out.

use super::catalogue;

catalogue! {
    SignIn = "Sign in"
    SignInWith = "Sign in – {method}"
    SignInWithCertificate = "Sign in with certificate"
    UserName = "User name"
    Password = "Password"
    ShowPassword = "Show password"
    Rejected = "{method} did not accept this name and password."
    UserNameEmpty = "Enter your user name."
    UserNameColon = "A user name cannot contain a colon."
    UserNameControl = "A user name cannot contain control characters."
    OtherPerson = "You signed in as somebody else. Only the person whose session ended can go on here."
    NoLoginMethods = "This appliance offers no login method."
    CertificateElsewhere = "{title} needs a connection with your certificate, which this gateway does not offer. Use the appliance's own sign-in page."
    OpensElsewhere = "{title} opens the appliance's own sign-in page; this console cannot carry it out."
    DemoAccounts = "Demo accounts"
    DemoAccountsHelp = "This is a demo. Sign in with any of these user names and passwords."
    SignOut = "Sign out"
    SignOutQuestion = "Sign out and roll back?"
    SignOutLosesOne = "{count} staged change is not committed. Signing out rolls the transaction back and throws it away."
    SignOutLosesMany = "{count} staged changes are not committed. Signing out rolls the transaction back and throws them away."
    RollBackAndSignOut = "Roll back and sign out"
    SignedOutHere = "You are signed out here. On the appliance the session ends by itself after its time of inactivity."
    SignedOutUnconfirmed = "You are signed out on this page, but the gateway did not confirm it. Close the browser to be safe; the session ends by itself after its time of inactivity."
}
