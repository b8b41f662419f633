//! Search, favourites, what refers to what, neighbours, the appliance's own state.

use super::catalogue;

catalogue! {
    Search = "Search"
    SearchHelp = "Looks through the names, keys, labels and values of what was read in this tab. Secrets are not searched."
    SearchFor = "Search the configuration"
    SearchResults = "Results"
    FoundOne = "{count} found among {resources} read so far."
    FoundMany = "{count} found among {resources} read so far."
    FoundNothing = "Nothing found for “{words}” in the names, keys, labels and values of {resources} read so far."
    FoundNothingOfAll = "Nothing found for “{words}” in the names, keys, labels and values of all of {resources} that could be read."
    NothingReadYet = "Nothing was read in this tab yet. What you open can be found here, or search everything."
    TypeToSearch = "This looks through {resources} read in this tab so far."
    OneResource = "the one resource"
    ManyResources = "the {count} resources"
    ShowMore = "Show {count} more"
    MatchesSecret = "secret, not shown"

    // Search everything
    SearchEverything = "Search everything"
    SearchEverythingHelp = "Reads all of the configuration that you may read, link by link. Nothing is changed."
    GoOnReading = "Go on"
    ReadAgain = "Read everything again"
    ReadOf = "Read {read} of about {known}"
    ReadOfWithout = "Read {read} of about {known}, {unread} not readable"
    ReadingStarted = "Reading all of the configuration."
    ReadingStopped = "Stopped. What was read stays searchable."
    ReadingLost = "Reading could not go on. What was read stays searchable."
    ReadAll = "All of the configuration is read: {read} resources."
    ReadAllWithout = "All of the configuration that could be read is read: {read} resources, {unread} not readable."
    UnreadTitle = "Not readable ({count})"
    UnreadNoRight = "you lack the right to read it"
    UnreadNotShown = "the appliance does not let it be read"
    UnreadGone = "not there any more"
    UnreadFailed = "the appliance did not answer as it should"
    IndexOutdated = "Something was committed or rolled back since this was read. Read everything again to search the present configuration."

    // Favourites and recent
    Favourite = "Favourite"
    Favourites = "Favourites"
    FavouritesStay = "Kept in this browser, also after you sign out: names and addresses, no values."
    FavouritesNotKept = "This browser keeps nothing for this site. Favourites last until you sign out or reload."
    RemoveFavourite = "Remove {name} from the favourites"
    RecentlyVisited = "Recently visited"
    AllOfConfiguration = "All areas"

    // Around an object
    UsedBy = "Used by"
    UsedByOne = "{count} place refers to this, among {resources} read so far."
    UsedByMany = "{count} places refer to this, among {resources} read so far."
    UsedByNone = "Nothing among {resources} read so far refers to this."
    UsedByNoneOfAll = "Nothing refers to this in all of {resources} that could be read."
    Neighbours = "Neighbours"
    PreviousNamed = "Previous: {name}"
    NextNamed = "Next: {name}"
    UpNamed = "Up: {name}"
    AllIn = "All in {name}"

    // Lists
    FilterNodes = "Filter these entries by name or key"
    EntriesOne = "{count} entry"
    EntriesMany = "{count} entries"
    EntriesOf = "{count} of {total} entries"
    NoEntryMatches = "No entry has this in its name or key."

    // The appliance's own state
    ApplianceHelp = "What the appliance tells of itself, to be read only: its state, versions and keys."
    ReadOnlyHelp = "Read only, as the appliance answered."
    ReadAgainNow = "Read again"
    KeyColumn = "Key"
    NumberColumn = "No."
    FurtherColumn = "Further"
    EntriesNone = "none"
}
