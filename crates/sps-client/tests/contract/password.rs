//! The user's own password, where the appliance offers to change it.

use pollster::block_on;
use sps_appliance::{Profile, Switches};
use sps_client::{Credentials, Error};

use crate::walk::Walk;

fn walk(profile: Profile, position: &str, renamed: &str) -> Walk {
    let mut switches = Switches::of(profile);
    switches.set("user.password", position).unwrap();
    switches.set("endpoints.renamed", renamed).unwrap();
    let what = format!("{} user.password={position} {renamed}", profile.name());
    Walk::new(&what, switches)
}

/// Up to 6.0 the root does not list what there is: nothing leads to it there.
fn has_a_list(profile: Profile) -> bool {
    Switches::of(profile).root_shape != sps_appliance::RootShape::NextOnly
}

#[test]
fn it_is_changed_in_a_transaction_and_works_after_the_commit() {
    for profile in Profile::ALL.into_iter().filter(|it| has_a_list(*it)) {
        for renamed in ["off", "on"] {
            let walk = walk(profile, "put", renamed);
            let (what, client) = (&walk.what, &walk.client);
            block_on(async {
                walk.sign_in(None).await;
                let path = client.own_password().await.unwrap();
                let path = path.unwrap_or_else(|| panic!("{what}: nothing leads there"));
                assert_eq!(client.offers_own_password(&path).await, Ok(true), "{what}");
                client.ensure_transaction().await.unwrap();
                let wrong = client.change_own_password(&path, "wrong", "n3w:pass").await;
                let Err(Error::Refused(refusal)) = wrong else {
                    panic!("{what}: {wrong:?}");
                };
                assert!(!format!("{refusal:?}").contains("n3w"), "{what}");
                let changed = client.change_own_password(&path, "demo", "n3w:pass").await;
                changed.unwrap_or_else(|error| panic!("{what}: {error}"));
                client.commit(Some("own password")).await.unwrap();

                client.forget();
                let old = Credentials::new("admin", "demo").unwrap();
                let refused = client.sign_in_with_password(None, &old).await;
                assert!(
                    matches!(refused, Err(Error::SignInRefused(_))),
                    "{what}: {refused:?}"
                );
                let new = Credentials::new("admin", "n3w:pass").unwrap();
                client.sign_in_with_password(None, &new).await.unwrap();
            });
        }
    }
}

#[test]
fn where_it_is_not_offered_nothing_is_said_of_it() {
    for profile in Profile::ALL {
        let (absent, fixed) = (walk(profile, "404", "off"), walk(profile, "405", "off"));
        block_on(async {
            absent.sign_in(None).await;
            assert_eq!(
                absent.client.own_password().await,
                Ok(None),
                "{}",
                absent.what
            );
            fixed.sign_in(None).await;
            let path = fixed.client.own_password().await.unwrap();
            assert_eq!(path.is_some(), has_a_list(profile), "{}", fixed.what);
            if let Some(path) = path {
                let offers = fixed.client.offers_own_password(&path).await;
                assert_eq!(offers, Ok(false), "{}", fixed.what);
            }
        });
    }
}
