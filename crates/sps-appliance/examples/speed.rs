//! How many GETs a second one core answers, signed in, over a mix of five paths.
//!
//! ```text
//! cargo run --release -p sps-appliance --example speed
//! ```

use std::error::Error;
use std::time::Instant;

use http::{Request, header};
use sps_appliance::{Appliance, Setup, Timestamp};

const NOW: Timestamp = Timestamp(1_700_000_000_000);
const ROUNDS: u32 = 40_000;
const CONNECTIONS: &str = "/api/configuration/ssh/connections";

fn main() -> Result<(), Box<dyn Error>> {
    for objects in [0, 100_000] {
        measure(objects)?;
    }
    Ok(())
}

fn measure(objects: usize) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let mut appliance = Appliance::with_objects(Setup::default(), objects);
    println!("{objects} objects: made in {:.2?}", started.elapsed());

    let sign_in = Request::get("/api/authentication")
        .header(header::AUTHORIZATION, "Basic YWRtaW46ZGVtbw==")
        .body(Vec::new())?;
    let answer = appliance.handle(&sign_in, NOW);
    let cookie = answer
        .headers()
        .get(header::SET_COOKIE)
        .ok_or("no cookie")?;
    let cookie = cookie
        .to_str()?
        .split(';')
        .next()
        .unwrap_or_default()
        .to_owned();
    let get = |path: &str| {
        Request::get(path)
            .header(header::COOKIE, &cookie)
            .body(Vec::new())
    };

    let started = Instant::now();
    let list = appliance.handle(&get(CONNECTIONS)?, NOW);
    println!(
        "{objects} objects: the list of connections ({} bytes) in {:.2?}",
        list.body().len(),
        started.elapsed()
    );
    let list: serde_json::Value = serde_json::from_slice(list.body())?;
    let items = list
        .get("items")
        .and_then(|items| items.as_array())
        .ok_or("no items")?;
    let key = items
        .get(items.len() / 2)
        .and_then(|item| item.get("key")?.as_str());
    let object = format!("{CONNECTIONS}/{}", key.ok_or("no key")?);

    let requests = [
        get("/api/configuration")?,
        get("/api/configuration/management/email")?,
        get(&object)?,
        get("/api/transaction")?,
        get("/api/user_info")?,
    ];
    let mut bytes = 0;
    let started = Instant::now();
    for _ in 0..ROUNDS {
        for request in &requests {
            let answer = appliance.handle(request, NOW);
            if answer.status() != 200 {
                return Err(format!("{} for {}", answer.status(), request.uri()).into());
            }
            bytes += answer.body().len();
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    let count = f64::from(ROUNDS) * 5.0;
    println!(
        "{objects} objects: {:.0} GETs a second, {:.1} MB a second",
        count / seconds,
        bytes as f64 / seconds / 1e6
    );

    let open = Request::post("/api/transaction")
        .header(header::COOKIE, &cookie)
        .header(header::CONTENT_LENGTH, "0")
        .body(Vec::new())?;
    let started = Instant::now();
    appliance.handle(&open, NOW);
    println!(
        "{objects} objects: transaction opened in {:.2?}",
        started.elapsed()
    );
    Ok(())
}
