//! The console by keyboard alone.

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde_json::Value;

use crate::control::Control;
use crate::failure::{Failure, Outcome, ensure};
use crate::page::Page;
use crate::scope::Scope as _;

/// More stops than any screen of the console has.
const MOST_STOPS: usize = 150;

/// Whether the focus is there, and whether a person sees that: marked, and with no bar above it.
const FOCUS: &str = "
    const control = arguments[0];
    if (document.activeElement !== control) return null;
    const { left, top, width, height } = control.getBoundingClientRect();
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    return {
        marked: control.matches(':focus-visible'),
        inSight: control === above || control.contains(above) || [...(control.labels ?? [])].some((label) => label.contains(above)),
    };";

impl Page {
    /// Brings the focus to a control with the Tab key alone.
    ///
    /// # Errors
    /// When Tab does not lead there, or when the focus cannot be seen there.
    pub async fn tab_to(&self, control: &Control<'_>) -> Outcome {
        control.seen().await?;
        for _ in 0..MOST_STOPS {
            let focus = control.read(FOCUS).await?;
            if !focus.is_null() {
                let is = |name: &str| focus.get(name) == Some(&Value::Bool(true));
                ensure(
                    is("marked"),
                    format!("nothing marks the focus on {control}"),
                )?;
                return ensure(
                    is("inSight"),
                    format!("something covers {control}, which has the focus"),
                );
            }
            self.tab().await?;
        }
        Err(Failure::new(format!("Tab does not lead to {control}")))
    }

    /// Presses Tab: as a key and not as a text, because what has the focus may be a field for files.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn tab(&self) -> Outcome {
        self.keys(&[Key::Tab]).await
    }

    /// Presses Tab with Shift.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn tab_back(&self) -> Outcome {
        self.keys(&[Key::Shift, Key::Tab]).await
    }

    /// Presses keys together.
    async fn keys(&self, keys: &[Key]) -> Outcome {
        let keys: Vec<char> = keys.iter().copied().map(char::from).collect();
        let mut chord = KeyActions::new("keyboard".to_owned());
        for value in keys.iter().copied() {
            chord = chord.then(KeyAction::Down { value });
        }
        for value in keys.into_iter().rev() {
            chord = chord.then(KeyAction::Up { value });
        }
        self.browser()
            .client()
            .perform_actions(chord)
            .await
            .map_err(|error| Failure::while_doing("pressing keys", error))
    }

    /// Brings the focus to a control with the Tab key alone, and presses a key there.
    ///
    /// # Errors
    /// As [`Page::tab_to`].
    pub async fn tab_and_press(&self, control: &Control<'_>, key: Key) -> Outcome {
        self.tab_to(control).await?;
        self.press(key).await
    }
}
