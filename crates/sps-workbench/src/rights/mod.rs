//! What the signed-in person may do, told so that it helps (product M9, D9).
//!
//! | module | idea |
//! |---|---|
//! | `privileges` | which area and which page privilege a path belongs to, as data |
//! | `verdict` | may I: yes, no with its reason, or not known yet |
//! | `lacks` | all that an action needs and this person lacks |
//! | `list` | the published rights as a table: by area, filtered by path and verb |
//! | `typed` | the path a person means by what they typed, and suggestions |
//! | `menus` | what this person cannot open: areas of the configuration, and what the firmware has not |
//! | `appliance` | what the appliance tells of itself |
//! | `own_password` | changing the own password, and the rules known before |
//!
//! All of it advises what to offer. The appliance has the last word.

mod appliance;
mod lacks;
mod list;
mod menus;
mod own_password;
mod privileges;
mod typed;
mod verdict;

pub use appliance::{Fact, appliance_facts};
pub use lacks::{
    Call, Lack, change_own_password, commit, create_key, create_object, delete_key, delete_object,
    lacking, roll_back, stage,
};
pub use list::{AreaRows, Filter, RightsRow, VERBS, rows_by_area};
pub use menus::{area_places, closed_areas, predates_api_keys};
pub use own_password::{
    PasswordOutcome, PasswordRule, change_password, keeps_the_password, password_rules,
};
pub use privileges::{Access, Area, Privilege, area_of, privilege_of};
pub use typed::{suggestions, typed_path};
pub use verdict::{Heard, No, Verdict, Yes, ask, judge};
