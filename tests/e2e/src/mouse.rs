//! The mouse, where a click is not enough.

use fantoccini::actions::{InputSource as _, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};

use crate::control::Control;
use crate::failure::{Failure, Outcome};
use crate::page::Page;
use crate::scope::Scope as _;

/// Where the first line of an element's text begins and ends.
const LINE: &str = "
    const element = arguments[0];
    element.scrollIntoView({ block: 'nearest' });
    const range = document.createRange();
    range.selectNodeContents(element);
    const box = range.getClientRects()[0];
    return [box.left + 1, box.right - 1, box.top + box.height / 2];";

impl Page {
    /// Drags the mouse over the text of a control, and tells what is selected then.
    ///
    /// # Errors
    /// When it is not there, or the browser does not answer.
    pub async fn select_by_mouse(&self, control: &Control<'_>) -> Outcome<String> {
        control.seen().await?;
        let line = control.read(LINE).await?;
        let number = |index: usize| line.get(index).and_then(serde_json::Value::as_f64);
        let (Some(from), Some(to), Some(y)) = (number(0), number(1), number(2)) else {
            return Err(Failure::new(format!("{control} has no text: {line}")));
        };
        let point = |x| PointerAction::MoveTo {
            duration: None,
            x,
            y,
        };
        let button = MOUSE_BUTTON_LEFT;
        let drag = MouseActions::new("mouse".to_owned())
            .then(point(from))
            .then(PointerAction::Down { button })
            .then(point(to))
            .then(PointerAction::Up { button });
        let dragged = self.browser().client().perform_actions(drag).await;
        dragged.map_err(|error| Failure::while_doing("dragging the mouse", error))?;
        let selected = self.evaluate("return String(getSelection())").await?;
        Ok(selected.as_str().unwrap_or_default().to_owned())
    }
}
