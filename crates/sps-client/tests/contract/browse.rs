//! The whole configuration, by links alone.

use sps_client::document::{cut_references, ignored_members};
use sps_client::{Client, Content, Error};

use crate::carrier::Carrier;

/// Reads everything that is linked from `start`, and counts fixed resources, lists and objects.
pub async fn browse(client: &Client<Carrier>, start: &str, what: &str) -> usize {
    let mut found = 0;
    let mut left = vec![start.to_owned()];
    while let Some(path) = left.pop() {
        let resource = match client.resource(&path).await {
            Ok(resource) => resource,
            // The two write-only collections are linked, and cannot be read.
            Err(Error::NotAllowed(_))
                if path.ends_with("passwords") || path.ends_with("private_keys") =>
            {
                continue;
            }
            Err(error) => panic!("{what}: {path}: {error}"),
        };
        found += 1;
        match &resource.content {
            Content::Node(items) => {
                left.extend(items.iter().map(|item| item.href.clone().unwrap()));
            }
            Content::Body(body) => {
                let put = resource.put_body().unwrap();
                assert_eq!(cut_references(&put), put, "{what}: {path}");
                assert!(ignored_members(&put, body).is_empty(), "{what}: {path}");
            }
            Content::Empty => panic!("{what}: {path} is empty"),
        }
    }
    found
}
