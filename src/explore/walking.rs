//! *Search everything*: reads all of the configuration by its links, a few resources at once, when the person says so.

use leptos::prelude::*;
use sps_client::Error;
use sps_workbench::find::{Unread, Walk};

use super::{Explore, Walking};
use crate::{pages::load_catalogue, reactive::run, route::Route};

impl Explore {
    /// Starts, or goes on where it was stopped. What is out of date is read again from the beginning.
    pub fn search_everything(self) {
        let before = self.walking.get_untracked();
        if before == Walking::Reading {
            return;
        }
        let goes_on = !self.is_outdated.get_untracked()
            && matches!(before, Walking::Stopped | Walking::Lost(_));
        if !goes_on {
            self.walk
                .set_value(Some(Walk::new(&Route::resource_path(&[]))));
            self.is_outdated.set(false);
        }
        let turn = self.next_turn();
        self.walking.set(Walking::Reading);
        self.count_walk();
        self.send(turn);
    }

    /// Stops; what was read stays.
    pub fn stop(self) {
        if self.walking.try_get_untracked() == Some(Walking::Reading) {
            self.next_turn();
            self.walking.try_set(Walking::Stopped);
        }
    }

    /// What could not be read, and why.
    pub fn unread(self) -> Vec<(String, Unread)> {
        self.walk
            .with_value(|walk| walk.as_ref().map(|walk| walk.unread().to_vec()))
            .unwrap_or_default()
    }

    fn next_turn(self) -> u32 {
        let next = self.turn.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        });
        // Nobody is there any more, and no answer is waited for.
        next.unwrap_or_default()
    }

    fn walk<T>(self, act: impl FnOnce(&mut Walk) -> T) -> Option<T> {
        self.walk
            .try_update_value(|walk| walk.as_mut().map(act))
            .flatten()
    }

    fn count_walk(self) {
        if let Some(progress) = self.walk(|walk| walk.progress()) {
            self.progress.try_set(progress);
        }
    }

    /// Sends as many reads as may be on their way.
    fn send(self, turn: u32) {
        while let Some(path) = self.walk(Walk::next_path).flatten() {
            run(self.read_one(turn, path));
        }
        if self.walk(|walk| walk.is_done()) == Some(true) {
            self.next_turn();
            self.walking.try_set(Walking::Done);
        }
    }

    async fn read_one(self, turn: u32, path: String) {
        let client = self.console.client();
        let catalogue = load_catalogue().await;
        let answer = client.resource(&path).await;
        // The person has stopped it, or has gone: the answer is left alone.
        if self.turn.try_get_value() != Some(turn) {
            self.walk(|walk| walk.give_back(path));
            return;
        }
        match self.console.watch(answer) {
            Ok(resource) => {
                self.walk(|walk| walk.took(&resource));
                self.note(&path, &resource.content, &catalogue).await;
            }
            Err(error) => {
                if self.walk(|walk| walk.failed(path, &error)) == Some(false) {
                    self.lose(turn, error);
                }
            }
        }
        self.count_walk();
        if self.turn.try_get_value() == Some(turn) {
            self.send(turn);
        }
    }

    fn lose(self, turn: u32, error: Error) {
        if self.turn.try_get_value() == Some(turn) {
            self.next_turn();
            self.walking.try_set(Walking::Lost(Box::new(error)));
        }
    }
}
