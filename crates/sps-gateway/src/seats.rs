//! How many connections one peer may hold (security guide §7): nobody takes all places.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

/// The places taken, by peer.
#[derive(Clone, Debug)]
pub(crate) struct Seats {
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
    each: usize,
}

/// One place; dropping it frees it.
#[derive(Debug)]
pub(crate) struct Seat {
    seats: Seats,
    peer: IpAddr,
}

impl Seats {
    /// At most `each` places for one peer.
    pub(crate) fn new(each: usize) -> Self {
        Self {
            taken: Arc::default(),
            each,
        }
    }

    /// Takes a place; `None` when the peer holds all of its own.
    pub(crate) fn take(&self, address: IpAddr) -> Option<Seat> {
        let peer = peer(address);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(peer).or_default();
        if *count >= self.each {
            return None;
        }
        *count += 1;
        Some(Seat {
            seats: self.clone(),
            peer,
        })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self
            .seats
            .taken
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.peer) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                taken.remove(&self.peer);
            }
        }
    }
}

/// Who counts as one peer: an IPv4 address, or the 64 bits of an IPv6 network, within which one host chooses its
/// addresses freely.
pub(crate) fn peer(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) if !address.is_loopback() => {
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64))
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_peer_has_its_own_places_and_gets_them_back() {
        let seats = Seats::new(2);
        let (here, there): (IpAddr, IpAddr) =
            ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let first = seats.take(here).unwrap();
        let _second = seats.take(here).unwrap();
        assert!(seats.take(here).is_none());
        assert!(seats.take("::ffff:192.0.2.1".parse().unwrap()).is_none());
        let _other = seats.take(there).unwrap();
        drop(first);
        let _third = seats.take(here).unwrap();
        assert!(seats.take(here).is_none());
    }

    #[test]
    fn an_ipv6_network_is_one_peer() {
        let seats = Seats::new(1);
        let _seat = seats.take("2001:db8::1".parse().unwrap()).unwrap();
        assert!(seats.take("2001:db8::2".parse().unwrap()).is_none());
        assert!(seats.take("2001:db8:0:1::2".parse().unwrap()).is_some());
    }
}
