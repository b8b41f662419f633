//! Who am I, what may I do, what to ask for: as admin, auditor and helpdesk, on three firmwares (product M9).

mod lists;
mod newest;
mod older;
mod password;
mod person;
