//! Making an appliance from something else than a fresh one, and writing it down.

use serde_json::Value;

use super::Appliance;
use crate::generator::Generator;
use crate::objects;
use crate::setup::Setup;
use crate::state_file::{self, ImportError};

impl Appliance {
    /// A freshly installed appliance with `objects` invented objects on top: 10, 1,000 or 100,000, or
    /// any other number. Seeded: the same setup gives the same objects.
    #[must_use]
    pub fn with_objects(setup: Setup, objects: usize) -> Self {
        let mut appliance = Self::new(setup);
        objects::add(&mut appliance.live, objects, appliance.seed);
        appliance.origin.1 = appliance.live.clone();
        appliance
    }

    /// Session ids, tokens and keys come from another seed from now on: whoever has the exported state
    /// must not know them beforehand.
    pub fn reseed(&mut self, seed: u64) {
        self.seed = seed;
        self.generator = Generator::new(seed);
    }

    /// The committed state as JSON: seed, switches and the whole configuration, with secrets as salted
    /// digests; no sessions, no open transactions, no uploads.
    #[must_use]
    pub fn export(&self) -> Value {
        state_file::write(self.seed, &self.switches, &self.catalogue, &self.live)
    }

    /// The appliance whose state [`Appliance::export`] wrote. A reset leads back to this state.
    ///
    /// # Errors
    /// [`ImportError`] if it is no such state, or not a valid one.
    pub fn import(state: &Value) -> Result<Self, ImportError> {
        let mut appliance = Self::new(state_file::setup(state)?);
        state_file::read(state, &appliance.catalogue, &mut appliance.live)?;
        appliance.origin.1 = appliance.live.clone();
        Ok(appliance)
    }
}
