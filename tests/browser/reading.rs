//! What a screen reads: once more by itself where the answer broke off, and again on a word.

use std::{cell::Cell, rc::Rc};

use sps_client::{Error, TransportError};
use sps_console::{
    state::{Console, Reading, Toasts},
    ui::plain,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::mounted::{Mounted, settle};

fn cut() -> Error {
    Error::Transport(TransportError::Cut {
        detail: "half".to_owned(),
    })
}

/// A screen whose reads end as `answer` says of their number, and how many there were.
fn screen(answer: fn(u32) -> Result<String, Error>) -> (Mounted, Rc<Cell<u32>>) {
    let asked = Rc::new(Cell::new(0));
    let count = asked.clone();
    let page = Mounted::new(move || {
        Toasts::provide();
        Console::provide();
        let reading = Reading::new(move || {
            count.set(count.get() + 1);
            let answer = answer(count.get());
            Box::pin(async move { answer })
        });
        move || reading.show(3, |found| plain(found.clone()))
    });
    (page, asked)
}

#[wasm_bindgen_test]
async fn what_broke_off_is_read_once_more() {
    let (page, asked) = screen(|turn| {
        if turn == 1 {
            Err(cut())
        } else {
            Ok("all of it".to_owned())
        }
    });
    settle().await;
    assert_eq!((page.text().as_str(), asked.get()), ("all of it", 2));
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_is_told_with_a_way_to_try_again() {
    let (page, asked) = screen(|turn| {
        if turn < 4 {
            Err(cut())
        } else {
            Ok("here".to_owned())
        }
    });
    settle().await;
    assert!(page.text().contains("The answer was incomplete."));
    assert_eq!(asked.get(), 2, "once more, and not again and again");
    page.one(".actions button").click();
    settle().await;
    assert_eq!((page.text().as_str(), asked.get()), ("here", 4));

    let (page, asked) = screen(|_| Err(Error::Transport(TransportError::TimedOut)));
    settle().await;
    assert_eq!(asked.get(), 1, "a minute was long enough");
    page.one(".actions button").click();
    settle().await;
    assert_eq!(asked.get(), 2);
}
