//! How often something may be tried: so many times in a window that moves with time (security guide §7).

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

/// Keys kept at most; the one whose last try is longest ago makes room.
const CAPACITY: usize = 10_000;

/// Who tries what; a hash, so that no name is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key([u8; 32]);

impl Key {
    /// A key of several parts, each with its length, so that no two lists of parts are alike.
    pub(crate) fn of(parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Self(hash.finalize().into())
    }
}

/// The tries of the last while.
#[derive(Debug)]
pub(crate) struct Throttle {
    tries: Mutex<HashMap<Key, VecDeque<Instant>>>,
    most: usize,
    window: Duration,
}

impl Throttle {
    /// At most `most` tries of one key in any `window`.
    pub(crate) fn new(most: usize, window: Duration) -> Self {
        Self {
            tries: Mutex::new(HashMap::new()),
            most,
            window,
        }
    }

    /// Counts a try.
    ///
    /// # Errors
    /// When there were too many: the time until the next one is possible. It does not count then.
    pub(crate) fn count(&self, key: Key, now: Instant) -> Result<(), Duration> {
        let mut all = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= CAPACITY && !all.contains_key(&key) {
            self.make_room(&mut all, now);
        }
        let tries = all.entry(key).or_default();
        while tries
            .front()
            .is_some_and(|first| now.saturating_duration_since(*first) >= self.window)
        {
            tries.pop_front();
        }
        if tries.len() >= self.most {
            let oldest = tries.front().copied().unwrap_or(now);
            return Err(self
                .window
                .saturating_sub(now.saturating_duration_since(oldest)));
        }
        tries.push_back(now);
        Ok(())
    }

    /// A try that decided nothing is taken back.
    pub(crate) fn take_back(&self, key: Key) {
        let mut all = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tries) = all.get_mut(&key) {
            tries.pop_back();
        }
    }

    /// Forgets all tries of a key.
    pub(crate) fn clear(&self, key: Key) {
        self.tries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&key);
    }

    fn make_room(&self, all: &mut HashMap<Key, VecDeque<Instant>>, now: Instant) {
        let is_over = |tries: &VecDeque<Instant>| {
            tries
                .back()
                .is_none_or(|last| now.saturating_duration_since(*last) >= self.window)
        };
        all.retain(|_, tries| !is_over(tries));
        if all.len() >= CAPACITY {
            let first = all
                .iter()
                .min_by_key(|(_, tries)| tries.back().copied())
                .map(|(key, _)| *key);
            first.map(|key| all.remove(&key));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Duration = Duration::from_secs(300);

    fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    #[test]
    fn the_window_moves_with_time() {
        let throttle = Throttle::new(3, WINDOW);
        let (key, start) = (Key::of(&[b"admin"]), Instant::now());
        for second in [0, 10, 20] {
            assert_eq!(throttle.count(key, start + seconds(second)), Ok(()));
        }
        assert_eq!(throttle.count(key, start + seconds(30)), Err(seconds(270)));
        assert_eq!(throttle.count(key, start + seconds(299)), Err(seconds(1)));
        assert_eq!(throttle.count(key, start + seconds(300)), Ok(()));
        assert_eq!(throttle.count(key, start + seconds(301)), Err(seconds(9)));
        assert_eq!(
            throttle.count(Key::of(&[b"other"]), start + seconds(301)),
            Ok(())
        );
    }

    #[test]
    fn success_clears_and_an_undecided_try_is_taken_back() {
        let throttle = Throttle::new(2, WINDOW);
        let (key, now) = (Key::of(&[b"admin"]), Instant::now());
        throttle.count(key, now).unwrap();
        throttle.count(key, now).unwrap();
        throttle.take_back(key);
        throttle.count(key, now).unwrap();
        assert!(throttle.count(key, now).is_err());
        throttle.clear(key);
        assert_eq!(throttle.count(key, now), Ok(()));
    }

    #[test]
    fn memory_is_bounded_and_the_newest_stay() {
        let throttle = Throttle::new(1, WINDOW);
        let start = Instant::now();
        let key = |number: usize| Key::of(&[&number.to_be_bytes()]);
        for number in 0..CAPACITY + 10 {
            let now = start + Duration::from_millis(number as u64);
            throttle.count(key(number), now).unwrap();
        }
        assert_eq!(throttle.tries.lock().unwrap().len(), CAPACITY);
        let now = start + seconds(11);
        assert!(throttle.count(key(CAPACITY + 9), now).is_err());
        assert_eq!(throttle.count(key(0), now), Ok(()), "it made room");
        // What is over goes first, all at once.
        throttle
            .count(key(CAPACITY + 99), start + seconds(1000))
            .unwrap();
        assert_eq!(throttle.tries.lock().unwrap().len(), 1);
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(Key::of(&[b"ab", b"c"]), Key::of(&[b"a", b"bc"]));
    }
}
