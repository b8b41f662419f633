//! `cargo xtask demo`: the console on a simulated appliance.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Command, ExitCode};

use clap::Args;

use crate::failure::{Failure, Outcome};
use crate::{console, workspace};

/// Options of `cargo xtask demo`.
#[derive(Debug, Args)]
pub struct DemoOptions {
    /// Port of the console; 0 picks a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Port of the bare simulated appliance, for curl and other clients; 0 picks a free one
    #[arg(long, default_value_t = 8443)]
    appliance_port: u16,
    /// Port on which browser and simulated appliance speak TLS directly, for sign-in with a certificate; 0 picks a free one
    #[arg(long, default_value_t = 8444)]
    x509_port: u16,
}

/// Builds what is missing and runs the gateway until Ctrl-C.
///
/// # Errors
/// When a port is taken, or the build fails.
pub fn run(options: &DemoOptions) -> Outcome<ExitCode> {
    // Before the build: nobody should wait minutes to learn that a port is taken.
    check_ports(options)?;
    console::build()?;
    let binary = workspace::build_gateway()?;
    let mut gateway = Command::new(binary);
    gateway
        .arg("--demo")
        .args(["--listen", &loopback(options.port).to_string()])
        .args([
            "--demo-appliance-listen",
            &loopback(options.appliance_port).to_string(),
        ])
        .args(["--x509-port", &options.x509_port.to_string()])
        .arg("--demo-certificates")
        .arg(workspace::demo_certificates());
    become_program(&mut gateway)
}

fn loopback(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

fn check_ports(options: &DemoOptions) -> Outcome {
    let ports = [
        (options.port, "--port", "the console"),
        (
            options.appliance_port,
            "--appliance-port",
            "the simulated appliance",
        ),
        (
            options.x509_port,
            "--x509-port",
            "sign-in with a certificate",
        ),
    ];
    let mut seen = Vec::new();
    for (port, option, user) in ports {
        if port != 0 && seen.contains(&port) {
            return Err(Failure::new(format!(
                "two of the ports are both {port}. Choose another one with `{option} NUMBER`, or `{option} 0` for any free port."
            )));
        }
        seen.push(port);
        check_port(port, option, user)?;
    }
    Ok(())
}

fn check_port(port: u16, option: &str, user: &str) -> Outcome {
    let Err(error) = TcpListener::bind(loopback(port)) else {
        return Ok(());
    };
    let trouble = match error.kind() {
        ErrorKind::AddrInUse => format!("port {port} for {user} is taken by another program"),
        ErrorKind::PermissionDenied => format!("you may not open port {port} for {user}"),
        _ => format!("port {port} for {user} cannot be opened ({error})"),
    };
    Err(Failure::new(format!(
        "{trouble}. Choose another one with `{option} NUMBER`, or `{option} 0` for any free port."
    )))
}

/// Replaces this process by the gateway: Ctrl-C and other signals reach it directly, and its exit code is ours.
#[cfg(unix)]
fn become_program(gateway: &mut Command) -> Outcome<ExitCode> {
    use std::os::unix::process::CommandExt as _;

    let error = gateway.exec();
    Err(Failure::new(format!("cannot start the gateway: {error}")))
}

#[cfg(not(unix))]
fn become_program(gateway: &mut Command) -> Outcome<ExitCode> {
    let status = gateway
        .status()
        .map_err(|error| Failure::new(format!("cannot start the gateway: {error}")))?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_names_the_port_and_the_next_step() {
        let taken = TcpListener::bind(loopback(0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let failure = run(&DemoOptions {
            port,
            appliance_port: 0,
            x509_port: 0,
        })
        .unwrap_err()
        .to_string();
        assert!(failure.contains(&port.to_string()), "{failure}");
        assert!(failure.contains("--port 0"), "{failure}");
        let failure = run(&DemoOptions {
            port: 0,
            appliance_port: port,
            x509_port: 0,
        })
        .unwrap_err()
        .to_string();
        assert!(failure.contains("--appliance-port 0"), "{failure}");
    }

    #[test]
    fn one_port_cannot_serve_two() {
        // Free a moment ago: the first of the two must pass its own check.
        let free = TcpListener::bind(loopback(0)).unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let failure = run(&DemoOptions {
            port,
            appliance_port: 0,
            x509_port: port,
        })
        .unwrap_err()
        .to_string();
        assert!(failure.contains(&format!("both {port}")), "{failure}");
        assert!(failure.contains("--x509-port 0"), "{failure}");
    }

    #[test]
    fn port_zero_is_always_free() {
        assert!(check_port(0, "--port", "the console").is_ok());
    }
}
