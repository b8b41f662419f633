//! Finding things by the appliance's links (`sps-api.md` §2: only `/api/authentication` is promised to stay).

use http::Method;
use serde_json::Value;

use crate::client::{Client, Exchange};
use crate::envelope;
use crate::error::Error;
use crate::paths;
use crate::places::{Listing, Place, is_same};
use crate::reply::Reply;
use crate::request::{About, Call};
use crate::resource::{Content, Resource};
use crate::transport::Transport;

/// How many siblings are visited where a node has a `next` and no items.
const MOST_SIBLINGS: usize = 32;

impl<T: Transport> Client<T> {
    /// The path of `place` on this appliance.
    ///
    /// The rule, which all methods of the client keep:
    ///
    /// 1. A link the appliance gave in this session is used: `meta.next` of the sign-in for the root, `meta.transaction`
    ///    and `meta.changes` of any answer for those two.
    /// 2. As long as none of these links differs from the documented path, documented paths are used for the rest, and
    ///    no request is spent on asking. If one is answered with 404, its link is looked for, and the call is sent there
    ///    once: a 404 has done nothing.
    /// 3. After the first link that differs, links are looked for first: the items of the root (or its `next`, and the
    ///    `next` of that), each node read once per session. A documented path is what remains where no link leads.
    ///
    /// A client that has not signed in knows no links and asks for none: it uses the documented paths.
    ///
    /// # Errors
    /// [`Error::SessionEnded`], [`Error::Transport`] and the like, if links had to be asked for.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// use sps_client::{Credentials, Place};
    ///
    /// # pollster::block_on(async {
    /// let client = canned([
    ///     r#"{"meta":{"href":"/api/authentication","next":"/api/v9"}}"#,
    ///     r#"{"items":[{"key":"user_info","meta":{"href":"/api/v9/me"}},
    ///                  {"key":"configuration","meta":{"href":"/api/v9/settings"}}]}"#,
    ///     r#"{"user":{"name":"admin"}}"#,
    /// ]);
    /// let credentials = Credentials::new("admin", "secret")?;
    /// client.sign_in_with_password(None, &credentials).await?;
    /// assert_eq!(client.address(Place::Configuration).await?, "/api/v9/settings");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # }).unwrap();
    /// ```
    pub async fn address(&self, place: Place) -> Result<String, Error> {
        if let Some(link) = self.places().link(place) {
            return Ok(link.to_owned());
        }
        let is_renamed = self.places().is_renamed();
        if is_renamed && let Some(link) = self.look_for(place).await? {
            return Ok(link);
        }
        Ok(place.documented().to_owned())
    }

    /// The path below the configuration to which `keys` lead, such as `["management", "webinterface"]`.
    ///
    /// Found by the rule of [`Client::address`]: on an appliance with documented names nothing is sent.
    ///
    /// # Errors
    /// [`Error::NotFound`] if links were followed and one key is not there, else as for [`Client::address`].
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([]);
    /// assert_eq!(
    ///     client.configuration_path(&["management", "webinterface"]).await?,
    ///     "/api/configuration/management/webinterface"
    /// );
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn configuration_path(&self, keys: &[&str]) -> Result<String, Error> {
        let start = self.address(Place::Configuration).await?;
        if !self.places().is_renamed() {
            return Ok(below(&start, keys));
        }
        Ok(match self.descend(&start, keys).await? {
            Some(path) => path,
            None => below(&start, keys),
        })
    }

    /// Reads the resource below the configuration to which `keys` lead; all of it with `&[]`.
    ///
    /// # Errors
    /// As for [`Client::resource`] and [`Client::configuration_path`].
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"key":"webinterface","body":{"timeout":10}}"#]);
    /// let found = client.configuration(&["management", "webinterface"]).await?;
    /// assert_eq!(found.path, "/api/configuration/management/webinterface");
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn configuration(&self, keys: &[&str]) -> Result<Resource, Error> {
        let path = self.configuration_path(keys).await?;
        let missing = match self.resource(&path).await {
            Err(Error::NotFound(refusal)) if self.places().began => refusal,
            other => return other,
        };
        let start = match self.look_for(Place::Configuration).await? {
            Some(start) => start,
            None => Place::Configuration.documented().to_owned(),
        };
        match self.descend(&start, keys).await? {
            Some(other) if !is_same(&other, &path) => self.resource(&other).await,
            _ => Err(Error::NotFound(missing)),
        }
    }

    /// Sends a call to a place, and once more to where its link leads if the first path is not there.
    ///
    /// Boxed for the same reason as [`Client::exchange`].
    pub(crate) fn exchange_at<'a>(
        &'a self,
        place: Place,
        method: Method,
        content: Option<&'a Value>,
        about: About,
    ) -> Exchange<'a> {
        Box::pin(self.send_to(place, method, content, about))
    }

    async fn send_to(
        &self,
        place: Place,
        method: Method,
        content: Option<&Value>,
        about: About,
    ) -> Result<Reply, Error> {
        let path = self.address(place).await?;
        let call = |path| Call {
            about,
            ..Call::write(method.clone(), path, content)
        };
        match self.exchange(call(&path)).await {
            Err(Error::NotFound(refusal)) => match self.look_elsewhere(place, &path).await {
                Some(other) => self.exchange(call(&other)).await,
                None => Err(Error::NotFound(refusal)),
            },
            other => other,
        }
    }

    /// Another path for a place that was not at `tried`.
    pub(crate) async fn look_elsewhere(&self, place: Place, tried: &str) -> Option<String> {
        if !self.places().began {
            return None;
        }
        // Why links could not be read does not matter here: the answer of the call itself is the one to report.
        let link = self.look_for(place).await.ok().flatten()?;
        (!is_same(&link, tried)).then_some(link)
    }

    /// Where the links of this appliance lead to a place; `None` if none does. Unlike [`Client::address`] it asks in any
    /// case, and never answers with a documented path alone.
    ///
    /// # Errors
    /// [`Error::SessionEnded`], [`Error::Transport`] and the like, if the links cannot be read.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// use sps_client::Place;
    ///
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"items":[{"key":"info","meta":{"href":"/api/info"}}]}"#]);
    /// assert_eq!(client.linked(Place::ApiKeys).await?, None);
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn linked(&self, place: Place) -> Result<Option<String>, Error> {
        self.look_for(place).await
    }

    /// Looks for a place by links, and remembers it.
    pub(crate) async fn look_for(&self, place: Place) -> Result<Option<String>, Error> {
        let mut found = None;
        if place == Place::Changes {
            let transaction = Box::pin(self.address(Place::Transaction)).await?;
            // Its answer may link the change list; `exchange` remembers that.
            self.readable(self.exchange(Call::get(&transaction)).await)?;
            let linked = self.places().link(place).map(str::to_owned);
            found = linked.or_else(|| Some(paths::child(&transaction, "changes")));
        } else {
            let root = self.places().link(Place::Root).map(str::to_owned);
            let root = root.unwrap_or_else(|| paths::ROOT.to_owned());
            for way in place.ways() {
                found = self.descend(&root, way).await?;
                if found.is_some() {
                    break;
                }
            }
        }
        self.learn(place, found.as_deref());
        Ok(self.places().link(place).map(str::to_owned))
    }

    /// Follows `keys` from node to node, without reading the last.
    async fn descend(&self, start: &str, keys: &[&str]) -> Result<Option<String>, Error> {
        let mut path = start.to_owned();
        for key in keys {
            let listing = self.listing(&path).await?;
            let Some((_, link)) = listing.iter().find(|(name, _)| name == key) else {
                return Ok(None);
            };
            path.clone_from(link);
        }
        Ok(Some(path))
    }

    /// The children of a node: its items, or what its `next` leads to, sibling by sibling.
    async fn listing(&self, path: &str) -> Result<Listing, Error> {
        if let Some(listing) = self.places().listing(path) {
            return Ok(listing);
        }
        let mut children = Vec::new();
        if let Some(mut reply) = self.readable(self.exchange(Call::get(path)).await)? {
            let members = reply.members();
            let next = envelope::meta(&members).next;
            match envelope::into_content(members).1 {
                Content::Node(items) => children.extend(
                    items
                        .into_iter()
                        .filter_map(|item| Some((item.key, paths::followable(&item.href?)?))),
                ),
                // Up to 6.0 the root only tells where to go on (seed 000).
                Content::Body(_) | Content::Empty => self.siblings(next, &mut children).await?,
            }
        }
        let listing: Listing = children.into();
        self.keep_listing(path, listing.clone());
        Ok(listing)
    }

    async fn siblings(
        &self,
        mut next: Option<String>,
        children: &mut Vec<(String, String)>,
    ) -> Result<(), Error> {
        while let Some(link) = next.as_deref().and_then(paths::followable) {
            if children.len() == MOST_SIBLINGS || children.iter().any(|(_, seen)| *seen == link) {
                return Ok(());
            }
            let Some(mut reply) = self.readable(self.exchange(Call::get(&link)).await)? else {
                return Ok(());
            };
            let members = reply.members();
            next = envelope::meta(&members).next;
            let key = envelope::into_content(members).0.unwrap_or_else(|| {
                if children.is_empty() {
                    // A node does not tell its key; the first `next` leads to the configuration (seed 000).
                    "configuration".to_owned()
                } else {
                    paths::last_segment(&link)
                }
            });
            children.push((key, link));
        }
        Ok(())
    }

    /// A node that may be missing or forbidden: then nothing is listed there.
    fn readable(&self, answer: Result<Reply, Error>) -> Result<Option<Reply>, Error> {
        match answer {
            Ok(reply) => Ok(Some(reply)),
            Err(
                Error::NotFound(_)
                | Error::LacksRight(_)
                | Error::NotAllowed(_)
                | Error::Refused(_)
                | Error::RefusedLink { .. },
            ) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn below(start: &str, keys: &[&str]) -> String {
    keys.iter()
        .fold(start.to_owned(), |path, key| paths::child(&path, key))
}
