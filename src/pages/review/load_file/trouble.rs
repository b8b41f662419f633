//! Why a file cannot be loaded, in words.

use sps_workbench::export::LoadProblem;

use crate::messages::{Msg, text, text_with};

/// What is wrong with a file, and that nothing of it was taken on.
pub fn told(problem: &LoadProblem) -> String {
    let number;
    let (message, values): (Msg, Vec<(&str, &str)>) = match problem {
        LoadProblem::TooLarge => (Msg::FileTooLarge, Vec::new()),
        LoadProblem::NotJson { line, .. } => {
            number = line.to_string();
            (Msg::FileNotJson, vec![("line", number.as_str())])
        }
        LoadProblem::OtherFormat => (Msg::FileOtherFormat, Vec::new()),
        LoadProblem::NewerVersion(version) => {
            number = version.to_string();
            (Msg::FileNewer, vec![("version", number.as_str())])
        }
        LoadProblem::TooMany => (Msg::FileTooMany, Vec::new()),
        LoadProblem::Write { number: of, .. } => {
            number = of.to_string();
            (Msg::FileDamaged, vec![("number", number.as_str())])
        }
    };
    text_with(message, &values) + " " + text(Msg::FileNothingDone)
}
