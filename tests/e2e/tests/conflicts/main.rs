//! Somebody else committed meanwhile: a refused commit, the decisions place by place, the replay and the next commit.

mod fixtures;
mod journey;
mod keyboard;
