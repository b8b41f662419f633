//! Names of API keys: checked before they are sent.

/// The longest name this client sends.
// ASSUMPTION: no guide gives a limit; a refusal of a shorter name would prove it wrong.
const LONGEST_NAME: usize = 128;

/// A name that the appliance accepts for an API key: no white space and no special characters (seed 004).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKeyName(String);

/// Why a text is no name for an API key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ApiKeyNameError {
    /// Nothing was typed.
    #[error("the name is empty")]
    Empty,
    /// There is white space in it.
    #[error("the name contains white space")]
    WhiteSpace,
    /// There is a character that is no ASCII letter, no digit and neither `_` nor `-`.
    #[error("the name contains {0:?}")]
    SpecialCharacter(char),
    /// It has more than 128 characters.
    #[error("the name is too long")]
    TooLong,
}

impl ApiKeyName {
    /// Takes a name exactly as it is.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    ///
    /// ```
    /// use sps_client::{ApiKeyName, ApiKeyNameError};
    ///
    /// assert!(ApiKeyName::parse("ci_key").is_ok());
    /// assert_eq!(ApiKeyName::parse("ci key"), Err(ApiKeyNameError::WhiteSpace));
    /// ```
    pub fn parse(name: &str) -> Result<Self, ApiKeyNameError> {
        if name.is_empty() {
            return Err(ApiKeyNameError::Empty);
        }
        if name.chars().any(char::is_whitespace) {
            return Err(ApiKeyNameError::WhiteSpace);
        }
        // ASSUMPTION: "special characters" are all but these; the guide does not list them.
        if let Some(special) = name.chars().find(|character| !is_plain(*character)) {
            return Err(ApiKeyNameError::SpecialCharacter(special));
        }
        if name.len() > LONGEST_NAME {
            return Err(ApiKeyNameError::TooLong);
        }
        Ok(Self(name.to_owned()))
    }

    /// The nearest name to what was typed; `None` if nothing of it can be kept.
    ///
    /// ```
    /// use sps_client::ApiKeyName;
    ///
    /// let name = ApiKeyName::suggest("build server");
    /// assert_eq!(name.as_ref().map(ApiKeyName::as_str), Some("build-server"));
    /// ```
    #[must_use]
    pub fn suggest(typed: &str) -> Option<Self> {
        if let Ok(name) = Self::parse(typed) {
            return Some(name);
        }
        let mut name = String::new();
        for character in typed.chars() {
            if is_plain(character) {
                name.push(character);
            } else if !name.is_empty() && !name.ends_with('-') {
                name.push('-');
            }
        }
        name.truncate(LONGEST_NAME);
        Self::parse(name.trim_end_matches('-')).ok()
    }

    /// The name.
    ///
    /// ```
    /// let name = sps_client::ApiKeyName::parse("ci_key");
    /// assert_eq!(name.as_ref().map(|name| name.as_str()), Ok("ci_key"));
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-')
}
