//! API keys from the form to the wiped value: shown once, only when it works, and left nowhere (product M4).

mod canary;
mod creating;
mod deleting;
mod leaving;
mod older_firmware;
mod person;
mod saving;
mod token;
mod trouble;
mod waiting;
