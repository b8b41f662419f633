//! How well something can be undone, in words; nothing is promised that the appliance cannot keep.

use sps_workbench::undo::{Limits, Reason};

use crate::messages::{Msg, text, text_with};

/// In what the result differs from how it was before; empty if in nothing.
pub fn limits_text(limits: &Limits) -> String {
    let parts = [
        (limits.needs_secret, Msg::UndoNeedsSecret),
        (limits.new_key, Msg::UndoNewKey),
        (limits.loses_place, Msg::UndoLosesPlace),
        (limits.changed_since, Msg::UndoChangedSince),
    ];
    let mut told = String::new();
    for (applies, message) in parts {
        if applies {
            if !told.is_empty() {
                told.push(' ');
            }
            told.push_str(text(message));
        }
    }
    told
}

/// Why something cannot be undone.
pub fn reason_text(reason: &Reason) -> String {
    let message = match reason {
        Reason::UnknownKind(kind) => return text_with(Msg::ReasonUnknownKind, &[("kind", kind)]),
        Reason::NoPlace => Msg::ReasonNoPlace,
        Reason::OldUntold => Msg::ReasonOldUntold,
        Reason::NotRead => Msg::ReasonNotRead,
        Reason::Gone => Msg::ReasonGone,
        Reason::OrderFixed => Msg::ReasonOrderFixed,
        Reason::WriteOnly => Msg::ReasonWriteOnly,
        Reason::ShownOnce => Msg::ReasonShownOnce,
        Reason::Circular => Msg::ReasonCircular,
    };
    text(message).to_owned()
}
