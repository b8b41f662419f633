//! The answer to a staging write was lost: what reading the resource said (M5.8).

use sps_workbench::StageError;

use crate::messages::Msg;

/// What to say above the error; nothing where the appliance answered.
pub fn lost_write(error: &StageError) -> Option<Msg> {
    match error {
        StageError::NotStaged(_) => Some(Msg::LostNotStaged),
        StageError::Unknown(_) => Some(Msg::LostUnknown),
        StageError::ReadBack(_) => Some(Msg::LostReadBack),
        StageError::Open(_) | StageError::Write(_) => None,
    }
}
