//! The account page.

use super::catalogue;

catalogue! {
    AccountHelp = "Who you are on this appliance and what you may do."
    LoginMethod = "Login method"
    AuthenticatedBy = "Authenticated by"
    AuthenticationLocal = "Local database"
    AuthenticationX509 = "X.509 certificate"
    Credential = "Credential"
    CredentialPassword = "Password"
    CredentialX509 = "Certificate"
    Appliance = "Appliance"
    Firmware = "Firmware"
    Rights = "Endpoints and methods"
    RightsNotPublished = "This appliance does not publish a list of rights; the console learns them page by page."
    FilterByPath = "Filter by path"
    Endpoint = "Endpoint"
    EndpointsOne = "{count} endpoint"
    EndpointsMany = "{count} endpoints"
    VerbRead = "Read"
    VerbCreate = "Create"
    VerbChange = "Change"
    VerbDelete = "Delete"
}
