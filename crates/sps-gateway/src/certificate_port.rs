//! The certificate port: bytes pass between browser and appliance, which speak TLS with each other.
//!
//! A proxy that ends TLS cannot pass on the proof that a person holds the key of a certificate (security guide §3). So the
//! appliance's own TLS is reachable on a second port under the console's host name; cookies are not bound to ports, and what
//! becomes of the appliance's cookie is [`crate::announced`]'s business.

use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout, timeout_at};

use crate::handshake::{Handshake, Seen, Side};
use crate::router::Gateway;
use crate::seats::Seats;

/// Read and passed on in one piece.
const PIECE: usize = 16 * 1024;
/// After a failed accept, such as no file descriptors left.
const PAUSE: Duration = Duration::from_millis(100);

/// A bound socket in front of the appliance.
pub(crate) struct CertificateListener {
    pub(crate) socket: TcpListener,
    /// `host:port` of the appliance's HTTPS; fixed at start.
    pub(crate) appliance: String,
    /// Whose limits hold, and who is told how far a browser came.
    pub(crate) gateway: Arc<Gateway>,
}

impl CertificateListener {
    /// Passes bytes until `stop` is sent or dropped, then cuts all connections.
    pub(crate) async fn run(self, mut stop: oneshot::Receiver<()>) {
        let seats = Seats::new(self.gateway.limits.certificate_connections_per_address);
        let mut connections = JoinSet::new();
        loop {
            let is_full = connections.len() >= self.gateway.limits.certificate_connections;
            tokio::select! {
                _ = &mut stop => break,
                Some(_ended) = connections.join_next() => {}
                accepted = self.socket.accept(), if !is_full => match accepted {
                    Err(error) => {
                        self.gateway.log.write(&json!({ "event": "accept-failed", "port": "certificate", "reason": error.to_string() }));
                        tokio::time::sleep(PAUSE).await;
                    }
                    Ok((browser, address)) => {
                        // Too many of one peer: closed at once, which browsers try again.
                        if let Some(seat) = seats.take(address.ip()) {
                            let (appliance, gateway) = (self.appliance.clone(), Arc::clone(&self.gateway));
                            connections.spawn(async move {
                                connection(browser, address.ip(), &appliance, gateway).await;
                                drop(seat);
                            });
                        }
                    }
                },
            }
        }
        connections.shutdown().await;
    }
}

async fn connection(browser: TcpStream, address: IpAddr, appliance: &str, gateway: Arc<Gateway>) {
    let limits = &gateway.limits;
    let watch = Watch::new(Arc::clone(&gateway), address);
    // In TLS the client speaks first: who says nothing costs the appliance nothing.
    let spoke = timeout(limits.tls_hello, browser.peek(&mut [0])).await;
    if !matches!(spoke, Ok(Ok(1))) {
        return;
    }
    let connected = timeout(limits.connect, TcpStream::connect(appliance)).await;
    let connected = connected.unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::TimedOut)));
    let appliance = match connected {
        Ok(appliance) => appliance,
        Err(error) => {
            gateway.log.write(&json!({ "event": "certificate-port", "reason": format!("no connection to the appliance: {}", error.kind()) }));
            watch.ended(Side::Appliance);
            return;
        }
    };
    // Small pieces of a handshake must not wait for more; where it cannot be set they are only slower.
    let _best_effort = (browser.set_nodelay(true), appliance.set_nodelay(true));
    pass(browser, appliance, limits.certificate_idle, &watch).await;
}

/// What is seen of one connection's handshake, and whom it is told.
struct Watch {
    handshake: Mutex<Handshake>,
    tell: Box<dyn Fn(Seen) + Send + Sync>,
}

impl Watch {
    fn new(gateway: Arc<Gateway>, browser: IpAddr) -> Self {
        Self::telling(move |seen| {
            gateway
                .announced
                .saw(browser, seen, Instant::now().into_std())
        })
    }

    fn telling(tell: impl Fn(Seen) + Send + Sync + 'static) -> Self {
        Self {
            handshake: Mutex::default(),
            tell: Box::new(tell),
        }
    }

    fn passed(&self, side: Side, bytes: &[u8]) {
        self.look(|handshake| handshake.pass(side, bytes));
    }

    fn ended(&self, first: Side) {
        self.look(|handshake| handshake.end(first));
    }

    fn look(&self, look: impl FnOnce(&mut Handshake) -> Option<Seen>) {
        let mut handshake = self
            .handshake
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        look(&mut handshake).map(&self.tell);
    }
}

/// Passes bytes both ways until both sides ended, one broke off, or nothing came from either for `idle`.
async fn pass(
    browser: impl AsyncRead + AsyncWrite,
    appliance: impl AsyncRead + AsyncWrite,
    idle: Duration,
    watch: &Watch,
) {
    let (from_browser, to_browser) = tokio::io::split(browser);
    let (from_appliance, to_appliance) = tokio::io::split(appliance);
    let activity = Activity::new(idle);
    // Whatever the reason of the end, both connections close and the peers see it.
    let _ended = tokio::try_join!(
        one_way(
            from_browser,
            to_appliance,
            &activity,
            (watch, Side::Browser)
        ),
        one_way(
            from_appliance,
            to_browser,
            &activity,
            (watch, Side::Appliance)
        ),
    );
}

/// One direction. A side that has finished sending may still receive (half-closed), as long as there is activity.
async fn one_way(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    activity: &Activity,
    (watch, side): (&Watch, Side),
) -> io::Result<()> {
    let mut piece = vec![0; PIECE];
    loop {
        let deadline = activity.deadline();
        let length = match timeout_at(deadline, from.read(&mut piece)).await {
            Err(_) if activity.deadline() > deadline => continue,
            Err(_) => return Err(io::ErrorKind::TimedOut.into()),
            // Reset: the same end, less politely.
            Ok(Err(error)) => {
                watch.ended(side);
                return Err(error);
            }
            Ok(Ok(length)) => length,
        };
        if length == 0 {
            watch.ended(side);
            return to.shutdown().await;
        }
        activity.now();
        let piece = piece.get(..length).unwrap_or_default();
        // Before it goes on, so that what one side says is seen before what the other answers.
        watch.passed(side, piece);
        // A side that takes nothing is as silent as one that sends nothing.
        timeout(activity.idle, to.write_all(piece))
            .await
            .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
        activity.now();
    }
}

/// When something last moved in either direction.
struct Activity {
    last: Mutex<Instant>,
    idle: Duration,
}

impl Activity {
    fn new(idle: Duration) -> Self {
        Self {
            last: Mutex::new(Instant::now()),
            idle,
        }
    }

    fn now(&self) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn deadline(&self) -> Instant {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) + self.idle
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::DuplexStream;

    use super::*;

    async fn pass_unseen(browser: DuplexStream, appliance: DuplexStream) {
        let watch = Watch::telling(|_| {});
        pass(browser, appliance, Duration::from_secs(10), &watch).await;
    }

    #[tokio::test(start_paused = true)]
    async fn a_half_closed_side_still_receives() {
        let (mut browser, left) = tokio::io::duplex(64);
        let (right, mut appliance) = tokio::io::duplex(64);
        let passing = tokio::spawn(pass_unseen(left, right));
        browser.write_all(b"hello").await.unwrap();
        browser.shutdown().await.unwrap();
        let mut heard = Vec::new();
        appliance.read_to_end(&mut heard).await.unwrap();
        assert_eq!(heard, b"hello");
        appliance.write_all(b"answer").await.unwrap();
        appliance.shutdown().await.unwrap();
        let mut heard = Vec::new();
        browser.read_to_end(&mut heard).await.unwrap();
        assert_eq!(heard, b"answer");
        passing.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn silence_of_both_ends_it_and_a_word_of_one_keeps_it() {
        let (mut browser, left) = tokio::io::duplex(64);
        let (right, mut appliance) = tokio::io::duplex(64);
        let started = Instant::now();
        let passing = tokio::spawn(pass_unseen(left, right));
        for _ in 0..3 {
            tokio::time::sleep(Duration::from_secs(8)).await;
            appliance.write_all(b"x").await.unwrap();
            assert_eq!(browser.read_u8().await.unwrap(), b'x');
        }
        passing.await.unwrap();
        let lasted = started.elapsed();
        assert!(
            lasted >= Duration::from_secs(34) && lasted < Duration::from_secs(35),
            "{lasted:?}"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_side_that_takes_nothing_ends_it() {
        let (mut browser, left) = tokio::io::duplex(64);
        let (right, _appliance) = tokio::io::duplex(1);
        let passing = tokio::spawn(pass_unseen(left, right));
        browser.write_all(&[7; 64]).await.unwrap();
        timeout(Duration::from_secs(60), passing)
            .await
            .expect("it stays open")
            .unwrap();
    }
}
