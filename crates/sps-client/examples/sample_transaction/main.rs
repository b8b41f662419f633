//! The sample transaction of the REST guide: sign in, open, read `aaa/settings`, switch the check of password strength,
//! commit with a message (seed 003, "Sample transaction").
//!
//! ```text
//! cargo run -p sps-client --example sample_transaction
//! cargo run -p sps-client --example sample_transaction -- localhost:8443 certificates/ca.pem admin
//! ```
//!
//! Without an address it talks to a simulated appliance in its own memory. With one, it talks HTTPS to whatever is there,
//! trusts the certificate authority in the file and nothing else, and reads the password from `SPS_PASSWORD`.

mod carriers;

use std::error::Error;

use serde_json::Value;
use sps_client::{Client, Credentials, MessageRule, SignOut, Transport};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    match arguments.as_slice() {
        [] => {
            let credentials = Credentials::new("admin", "demo")?;
            runtime.block_on(sample(carriers::InMemory::new(), &credentials))
        }
        [address, authority, user] => {
            let password = std::env::var("SPS_PASSWORD")
                .map_err(|_| "the password is expected in SPS_PASSWORD")?;
            let carrier = carriers::Https::new(address, &std::fs::read(authority)?)?;
            runtime.block_on(sample(carrier, &Credentials::new(user, &password)?))
        }
        _ => Err("usage: sample_transaction [<host:port> <ca.pem> <user>]".into()),
    }
}

async fn sample(carrier: impl Transport, credentials: &Credentials) -> Result<(), Box<dyn Error>> {
    let client = Client::new(carrier);
    let user = client.sign_in_with_password(None, credentials).await?;
    println!("signed in as {}", user.name);

    println!("transaction: {:?}", client.ensure_transaction().await?);
    let path = client.configuration_path(&["aaa", "settings"]).await?;
    let resource = client.resource(&path).await?;
    let mut settings = resource.put_body().ok_or("aaa/settings has no content")?;
    let strength = settings
        .pointer_mut("/backend/cracklib_enabled")
        .ok_or("aaa/settings has no cracklib_enabled")?;
    *strength = Value::Bool(*strength != Value::Bool(true));
    println!("{path}: cracklib_enabled becomes {strength}");

    let verified = client.replace_verified(&path, &settings).await?;
    println!("ignored by the appliance: {:?}", verified.ignored);
    for change in client.changes().await? {
        println!("staged: {:?} {}", change.kind, change.path);
    }
    let state = client.transaction().await?;
    let rule = client.message_rule(&state).await?;
    let needed = if rule == MessageRule::Required {
        "has to"
    } else {
        "may"
    };
    println!("the commit {needed} have a message");
    client.commit(Some("My commit message")).await?;
    println!(
        "committed; transaction: {:?}",
        client.transaction().await?.status
    );

    match client.sign_out().await? {
        SignOut::Ended => println!("signed out"),
        SignOut::NotOffered => println!("no sign-out is offered: the session ends when it is idle"),
    }
    Ok(())
}
