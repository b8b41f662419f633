//! The appliance, the gateway or the way between them fails while somebody works: what is wrong is said, and when it is over
//! the work is where it was.

mod appliance;
mod gateway;
mod moments;
mod steps;
