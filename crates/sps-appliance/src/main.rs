//! Serves a simulated SPS appliance over HTTPS.

use std::error::Error;
use std::path::PathBuf;

use clap::{Arg, Command, value_parser};
use sps_appliance::serve::{ServeOptions, SharedAppliance, serve};
use sps_appliance::{Appliance, Setup, Switches};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut command = Command::new("sps-appliance")
        .about("Serves a simulated SPS appliance over HTTPS. Not a product of One Identity.")
        .arg(
            Arg::new("address")
                .long("address")
                .default_value("127.0.0.1:8443")
                .help("Address and port to listen on"),
        )
        .arg(
            Arg::new("host-name")
                .long("host-name")
                .num_args(1..)
                .help("Names in the server's certificate"),
        )
        .arg(
            Arg::new("seed")
                .long("seed")
                .default_value("1")
                .value_parser(value_parser!(u64)),
        )
        .arg(
            Arg::new("write-certificates")
                .long("write-certificates")
                .value_parser(value_parser!(PathBuf))
                .help("Directory for ca.pem, user.pem and user.key"),
        );
    for &name in Switches::NAMES {
        command = command.arg(Arg::new(name).long(name).help_heading("Switches"));
    }
    let arguments = command.get_matches();

    let mut setup = Setup {
        seed: arguments.get_one("seed").copied().unwrap_or(1),
        ..Setup::default()
    };
    for &name in Switches::NAMES {
        if let Some(position) = arguments.get_one::<String>(name) {
            setup.switches.set(name, position)?;
        }
    }
    let mut options = ServeOptions::default();
    if let Some(address) = arguments.get_one::<String>("address") {
        options.address = address.parse()?;
    }
    if let Some(names) = arguments.get_many::<String>("host-name") {
        options.host_names = names.cloned().collect();
    }
    let serving = serve(SharedAppliance::new(Appliance::new(setup)), options).await?;
    if let Some(directory) = arguments.get_one::<PathBuf>("write-certificates") {
        std::fs::create_dir_all(directory)?;
        std::fs::write(directory.join("ca.pem"), &serving.ca_pem)?;
        std::fs::write(directory.join("user.pem"), &serving.user_certificate_pem)?;
        std::fs::write(directory.join("user.key"), &serving.user_key_pem)?;
    }
    println!(
        "appliance: https://localhost:{}/api",
        serving.address.port()
    );
    tokio::signal::ctrl_c().await?;
    serving.stop().await;
    Ok(())
}
