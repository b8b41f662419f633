//! A user name and a password on their way into a `Basic` header.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;

/// A user name and a password, exactly as typed: no trimming, no normalisation (`product.md` M1.9, M2.4).
///
/// `Debug` shows the user name only. The memory is not wiped on drop; nothing of the kind is promised.
pub struct Credentials {
    user: String,
    password: String,
}

/// Why a user name cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialsError {
    /// Nothing was typed as user name.
    #[error("the user name is empty")]
    EmptyUser,
    /// `:` separates name and password in a `Basic` header (RFC 7617), so a name cannot contain it.
    #[error("a user name cannot contain a colon")]
    ColonInUser,
    /// Control characters are not allowed in a `Basic` user name (RFC 7617).
    #[error("a user name cannot contain control characters")]
    ControlCharacterInUser,
}

impl Credentials {
    /// Takes a user name and a password.
    ///
    /// # Errors
    /// [`CredentialsError`] if the name cannot be carried by a `Basic` header. Any password can.
    ///
    /// ```
    /// use sps_client::{Credentials, CredentialsError};
    ///
    /// assert!(Credentials::new("müller", "päss:wort ").is_ok());
    /// assert_eq!(
    ///     Credentials::new("corp:müller", "x").err(),
    ///     Some(CredentialsError::ColonInUser)
    /// );
    /// ```
    pub fn new(user: &str, password: &str) -> Result<Self, CredentialsError> {
        if user.is_empty() {
            return Err(CredentialsError::EmptyUser);
        }
        if user.contains(':') {
            return Err(CredentialsError::ColonInUser);
        }
        if user.chars().any(char::is_control) {
            return Err(CredentialsError::ControlCharacterInUser);
        }
        Ok(Self {
            user: user.to_owned(),
            password: password.to_owned(),
        })
    }

    /// The user name as typed.
    ///
    /// ```
    /// let credentials = sps_client::Credentials::new("admin", "secret");
    /// assert_eq!(credentials.as_ref().map(|credentials| credentials.user()), Ok("admin"));
    /// ```
    #[must_use]
    pub fn user(&self) -> &str {
        &self.user
    }

    /// `Basic` and the Base64 of the UTF-8 bytes (seed 001: "Make sure that user credentials are encoded in UTF-8").
    pub(crate) fn basic(&self) -> Option<HeaderValue> {
        let mut header = String::from("Basic ");
        STANDARD.encode_string(format!("{}:{}", self.user, self.password), &mut header);
        // Base64 is visible ASCII, so this is always `Some`; the type system cannot know.
        let mut value = HeaderValue::try_from(header).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}
