//! Errors: what happened, what it means for the person's work, what to do now.

use super::catalogue;

catalogue! {
    // What happened
    ErrorSessionEnded = "Your session has ended."
    ErrorSignInRefused = "The appliance did not accept this sign-in."
    ErrorNoUsableCredentials = "The appliance found no usable credentials in this sign-in."
    ErrorSessionNotKept = "You signed in, but the session was not kept."
    ErrorLacksRight = "You may not {verb} {path}."
    ErrorNotFound = "There is nothing at {path}."
    ErrorNotAllowed = "The appliance does not offer {verb} on {path}."
    ErrorLocked = "Somebody else is changing the configuration right now."
    ErrorConflict = "Somebody else changed the same place meanwhile."
    ErrorRefused = "The appliance refused this."
    ErrorRefusedBecause = "The appliance refused this: {message}"
    ErrorApplianceFault = "The appliance reported a fault of its own."
    ErrorUpstreamCertificate = "The gateway does not trust the appliance's certificate."
    ErrorUpstreamDown = "The gateway runs, but the appliance does not answer."
    ErrorRefusedLink = "The appliance gave a link that leads out of its API; it was not followed."
    ErrorNotTheApi = "The appliance answered, but not with the API."
    ErrorTimedOut = "The answer took too long."
    ErrorCut = "The answer was incomplete."
    ErrorTooLarge = "The answer was too large to show."
    ErrorUnreachable = "The console cannot reach its gateway."
    ErrorUnknown = "Something went wrong."
    // What it means
    MeaningRead = "Nothing was changed."
    MeaningStage = "Nothing you typed is lost."
    MeaningFinish = "Your staged changes are not lost by this."
    MeaningSignIn = "You are not signed in."
    // What to do
    NextSignIn = "Sign in again to go on."
    NextCheckCredentials = "Check the user name and the password, or use another login method."
    NextCheckClock = "Check that cookies are allowed and that the clock of this computer is right, then try again."
    NextAskForRight = "Ask an administrator for the privilege."
    NextWaitForLock = "Wait until they are done, then try again."
    NextSolveConflict = "Roll back, open the place again, and repeat your change on the new value."
    NextCorrect = "Correct it and try again."
    NextGatewayAdministrator = "Tell the administrator of the gateway; the details below help."
    NextGoBack = "Go back and choose another place."
    NextTryAgain = "Try again in a moment."
}
