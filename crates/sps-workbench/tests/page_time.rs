//! The page's time: right after a sleep and after a changed wall clock, whoever of the two clocks is wrong.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;
use sps_workbench::session::{Clocks, Moment, PageTime, SessionClock, Standing};

/// A machine with its clocks, and a server that is never asked about anything but the time.
struct Machine {
    clocks: Clocks,
    true_ms: f64,
    time: PageTime,
}

/// The server's clock is 23 minutes away from the machine's, which does not matter.
const SERVER_AHEAD_MS: f64 = 1_380_000.0;
const EPOCH_MS: f64 = 1_700_000_000_400.0;

impl Machine {
    fn new() -> Self {
        let clocks = Clocks {
            monotonic_ms: 77.0,
            wall_ms: EPOCH_MS,
        };
        let mut machine = Self {
            clocks,
            true_ms: 0.0,
            time: PageTime::new(clocks),
        };
        machine.ask_server();
        machine
    }

    fn run(&mut self, seconds: f64) {
        let ticks = seconds as u32;
        for _ in 0..ticks {
            self.clocks.monotonic_ms += 1000.0;
            self.clocks.wall_ms += 1000.0;
            self.true_ms += 1000.0;
            self.time.read(self.clocks);
        }
    }

    fn sleep(&mut self, seconds: f64, steady_stands_still: bool) {
        if !steady_stands_still {
            self.clocks.monotonic_ms += seconds * 1000.0;
        }
        self.clocks.wall_ms += seconds * 1000.0;
        self.true_ms += seconds * 1000.0;
    }

    fn set_wall_clock(&mut self, seconds: f64) {
        self.clocks.wall_ms += seconds * 1000.0;
    }

    /// `Date` has whole seconds, and the answer needs its time.
    fn ask_server(&mut self) {
        self.clocks.monotonic_ms += 120.0;
        self.clocks.wall_ms += 120.0;
        self.true_ms += 120.0;
        self.time.read(self.clocks);
        let server = EPOCH_MS + SERVER_AHEAD_MS + self.true_ms;
        self.time.hear_date((server / 1000.0).floor() * 1000.0);
    }

    fn error_ms(&self) -> f64 {
        (self.time.now().0 - self.true_ms).abs()
    }
}

#[test]
fn two_hours_of_sleep_and_half_an_hour_of_a_set_clock_cost_less_than_a_second() {
    // (what happens, whether it leaves a doubt)
    type Event = fn(&mut Machine);
    let table: [(&str, Event, bool); 7] = [
        (
            "sleep, the steady clock goes on",
            |m| m.sleep(7200.0, false),
            false,
        ),
        (
            "sleep, the steady clock stands still",
            |m| m.sleep(7200.0, true),
            true,
        ),
        (
            "the wall clock is set forward",
            |m| m.set_wall_clock(1800.0),
            true,
        ),
        (
            "the wall clock is set back",
            |m| m.set_wall_clock(-1800.0),
            true,
        ),
        (
            "a sleep and a clock set back",
            |m| {
                m.sleep(7200.0, true);
                m.set_wall_clock(-1800.0);
            },
            true,
        ),
        (
            "a sleep hidden by a clock set back",
            |m| {
                m.sleep(600.0, true);
                m.set_wall_clock(-1800.0);
            },
            true,
        ),
        ("nothing", |_| (), false),
    ];
    for (what, happens, leaves_doubt) in table {
        let mut machine = Machine::new();
        machine.run(1800.0);
        happens(&mut machine);
        machine.run(1.0);
        assert_eq!(machine.time.is_in_doubt(), leaves_doubt, "{what}");
        if leaves_doubt {
            machine.ask_server();
        }
        assert!(!machine.time.is_in_doubt(), "{what}");
        // Where both clocks lie the server's whole seconds are all there is.
        let limit = if what.contains("set back") && what.contains("sleep") {
            1500.0
        } else {
            1000.0
        };
        assert!(
            machine.error_ms() <= limit,
            "{what}: {}",
            machine.error_ms()
        );
    }
}

#[test]
fn in_doubt_the_later_time_counts() {
    let mut machine = Machine::new();
    let mut clock = SessionClock::new();
    clock.observe(Some(600), machine.time.now());
    machine.set_wall_clock(1800.0);
    machine.run(1.0);
    assert!(machine.time.is_in_doubt());
    assert_eq!(
        clock.standing(machine.time.now()),
        Standing::Ended,
        "the session may be over, so nothing else is said"
    );
    machine.ask_server();
    assert!(matches!(
        clock.standing(machine.time.now()),
        Standing::Active {
            left_seconds: 598..=600
        }
    ));
}

#[test]
fn without_a_server_the_later_time_stays() {
    let start = Clocks {
        monotonic_ms: 0.0,
        wall_ms: EPOCH_MS,
    };
    let mut time = PageTime::new(start);
    time.read(Clocks {
        monotonic_ms: 1000.0,
        wall_ms: EPOCH_MS + 601_000.0,
    });
    time.settle();
    assert_eq!(time.now(), Moment(601_000.0));
    assert!(!time.is_in_doubt());
}

#[test]
fn a_slowly_corrected_wall_clock_is_no_doubt() {
    let mut machine = Machine::new();
    for _ in 0..3600 {
        // 500 ppm, the fastest a clock is slewed, over the minute of a throttled timer.
        machine.clocks.monotonic_ms += 60_000.0;
        machine.clocks.wall_ms += 60_030.0;
        machine.true_ms += 60_000.0;
        machine.time.read(machine.clocks);
        assert!(!machine.time.is_in_doubt());
    }
    assert!(machine.error_ms() < 1.0);
}

proptest! {
    #[test]
    fn time_never_runs_slower_than_the_steady_clock(
        steps in proptest::collection::vec((0.0..100_000.0_f64, -4_000_000.0..8_000_000.0_f64, any::<bool>()), 1..40)
    ) {
        let mut clocks = Clocks { monotonic_ms: 0.0, wall_ms: EPOCH_MS };
        let mut time = PageTime::new(clocks);
        let mut steady = 0.0;
        for (advance, jump, asks) in steps {
            clocks.monotonic_ms += advance;
            clocks.wall_ms += advance + jump;
            steady += advance;
            let now = time.read(clocks);
            prop_assert!(now.0 >= steady - 0.5);
            if asks {
                time.hear_date(clocks.wall_ms);
                prop_assert!(!time.is_in_doubt());
                prop_assert!(time.now().0 >= steady - 0.5);
            }
        }
    }
}
