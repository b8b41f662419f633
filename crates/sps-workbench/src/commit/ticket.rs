//! The ticket in front of a commit message: `[CHG-1234] …` (product M5.3).

/// So many characters a ticket has at most.
const LONGEST: usize = 40;

/// The name of a ticket, without brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket(String);

/// Why a text is no name of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TicketProblem {
    /// More than 40 characters.
    #[error("the ticket is longer than 40 characters")]
    TooLong,
    /// A character other than ASCII letters, digits, and `-`, `_`, `.`, `#`, `/`, `:` within.
    #[error("a ticket has letters, digits and - _ . # / : only, not {0:?}")]
    Character(char),
    /// No digit: it is a word, and no number of a ticket.
    #[error("a ticket has a number")]
    NoNumber,
}

impl Ticket {
    /// Reads what was typed, with or without brackets; `None` if nothing was.
    ///
    /// # Errors
    /// [`TicketProblem`] if it is no name of a ticket.
    pub fn read(typed: &str) -> Result<Option<Self>, TicketProblem> {
        let trimmed = typed.trim();
        let name = trimmed
            .strip_prefix('[')
            .and_then(|inner| inner.strip_suffix(']'))
            .unwrap_or(trimmed)
            .trim();
        if name.is_empty() {
            return Ok(None);
        }
        let is_good = |c: char| c.is_ascii_alphanumeric() || "-_.#/:".contains(c);
        if let Some(wrong) = name.chars().find(|c| !is_good(*c)) {
            return Err(TicketProblem::Character(wrong));
        }
        if name.len() > LONGEST {
            return Err(TicketProblem::TooLong);
        }
        if !name.bytes().any(|byte| byte.is_ascii_digit()) {
            return Err(TicketProblem::NoNumber);
        }
        Ok(Some(Self(name.to_owned())))
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// The message with the ticket in front; a message that names this ticket there already stays as it is.
    pub fn in_front_of(&self, message: &str) -> String {
        let prefix = format!("[{}]", self.0);
        let message = message.trim();
        if message.starts_with(&prefix) {
            message.to_owned()
        } else if message.is_empty() {
            prefix
        } else {
            format!("{prefix} {message}")
        }
    }

    /// The ticket in front of a message, and the rest.
    pub fn split(message: &str) -> (Option<Self>, &str) {
        let found = message.trim_start().strip_prefix('[').and_then(|rest| {
            let (name, rest) = rest.split_once(']')?;
            let ticket = Self::read(name).ok().flatten()?;
            Some((ticket, rest.trim_start()))
        });
        match found {
            Some((ticket, rest)) => (Some(ticket), rest),
            None => (None, message),
        }
    }
}
