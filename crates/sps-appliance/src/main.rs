//! Serves a simulated SPS appliance over HTTPS.

use std::error::Error;
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use sps_appliance::serve::{ServeOptions, SharedAppliance, serve};
use sps_appliance::{Appliance, Profile, Setup, Switches};

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
    command = command.arg(
        Arg::new("profile")
            .long("profile")
            .value_parser(Profile::ALL.map(Profile::name))
            .default_value(Profile::V8_0.name())
            .help("Generation of the firmware"),
    );
    command = command
        .arg(
            Arg::new("objects")
                .long("objects")
                .default_value("0")
                .value_parser(value_parser!(usize))
                .help("Invented objects on top of the fresh configuration: 10, 1000, 100000"),
        )
        .arg(
            Arg::new("state")
                .long("state")
                .value_parser(value_parser!(PathBuf))
                .help("File with a saved state; loaded if it is there, and then seed, profile, switches and objects are those of the file"),
        )
        .arg(
            Arg::new("save-state")
                .long("save-state")
                .value_parser(value_parser!(PathBuf))
                .help("File that gets the committed state at the end; passwords are in it as salted digests"),
        )
        .arg(
            Arg::new("no-cues")
                .long("no-cues")
                .action(ArgAction::SetTrue)
                .help("Without POST /_demo/cues/<name>"),
        );
    for switch in Switches::TABLE {
        let others = if switch.open_ended { ", …" } else { "" };
        let help = format!(
            "{} [{}{others}]",
            switch.doc.trim(),
            switch.positions.join(", ")
        );
        command = command.arg(
            Arg::new(switch.name)
                .long(switch.option())
                .allow_hyphen_values(true)
                .help(help)
                .help_heading("Switches"),
        );
    }
    let arguments = command.get_matches();

    let mut setup = Setup {
        seed: arguments.get_one("seed").copied().unwrap_or(1),
        ..Setup::default()
    };
    if let Some(profile) = arguments.get_one::<String>("profile") {
        setup.switches = Switches::profile(profile)?;
    }
    for switch in Switches::TABLE {
        if let Some(position) = arguments.get_one::<String>(switch.name) {
            setup.switches.set(switch.name, position)?;
        }
    }
    let mut options = ServeOptions {
        demo_cues: !arguments.get_flag("no-cues"),
        ..ServeOptions::default()
    };
    if let Some(address) = arguments.get_one::<String>("address") {
        options.address = address.parse()?;
    }
    if let Some(names) = arguments.get_many::<String>("host-name") {
        options.host_names = names.cloned().collect();
    }
    let appliance = SharedAppliance::new(appliance(setup, &arguments)?);
    let serving = serve(appliance.clone(), options).await?;
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
    interrupted().await?;
    serving.stop().await;
    if let Some(file) = arguments.get_one::<PathBuf>("save-state") {
        std::fs::write(file, serde_json::to_vec_pretty(&appliance.export())?)?;
    }
    Ok(())
}

/// Ctrl-C, or the termination signal of service managers and containers.
#[cfg(unix)]
async fn interrupted() -> std::io::Result<()> {
    let mut terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        interrupt = tokio::signal::ctrl_c() => interrupt,
        _ = terminated.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn interrupted() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}

/// From the saved state, if there is one, else a fresh appliance.
fn appliance(setup: Setup, arguments: &ArgMatches) -> Result<Appliance, Box<dyn Error>> {
    if let Some(file) = arguments
        .get_one::<PathBuf>("state")
        .filter(|file| file.exists())
    {
        let state = serde_json::from_slice(&std::fs::read(file)?)?;
        return Ok(Appliance::import(&state)?);
    }
    let objects = arguments.get_one("objects").copied().unwrap_or(0);
    Ok(Appliance::with_objects(setup, objects))
}
