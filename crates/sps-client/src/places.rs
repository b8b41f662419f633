//! Where things are: the documented paths, and what the appliance's own links say instead.

use crate::paths;

/// Something of the API that the client has to find. Only `/api/authentication` is promised to stay where it is
/// (`sps-api.md` §2); see [`Client::address`](crate::Client::address) for how the rest is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// Where one continues after signing in: `/api`.
    Root,
    /// Where the configuration begins: `/api/configuration`.
    Configuration,
    /// The transaction of the session: `/api/transaction`.
    Transaction,
    /// The changes staged in it: `/api/transaction/changes`.
    Changes,
    /// Who is signed in: `/api/user_info`, or one of its two other spellings.
    UserInfo,
    /// What the user may do where: `/api/endpoints`.
    Endpoints,
    /// The user's own API keys: `/api/user/api_keys`.
    ApiKeys,
    /// Where the user changes the own password: `/api/user/password`.
    OwnPassword,
    /// The appliance's names and versions: `/api/info`.
    Info,
}

impl Place {
    /// Its path in the guides.
    ///
    /// ```
    /// use sps_client::Place;
    ///
    /// assert_eq!(Place::Transaction.documented(), "/api/transaction");
    /// ```
    #[must_use]
    pub fn documented(self) -> &'static str {
        match self {
            Self::Root => paths::ROOT,
            Self::Configuration => paths::CONFIGURATION,
            Self::Transaction => paths::TRANSACTION,
            Self::Changes => paths::CHANGES,
            Self::UserInfo => {
                let [first, ..] = paths::USER_INFO;
                first
            }
            Self::Endpoints => paths::ENDPOINTS,
            Self::ApiKeys => paths::API_KEYS,
            Self::OwnPassword => paths::OWN_PASSWORD,
            Self::Info => paths::INFO,
        }
    }

    /// The keys that lead to it from the root, in all spellings.
    pub(crate) fn ways(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Root | Self::Changes => &[],
            Self::Configuration => &[&["configuration"]],
            Self::Transaction => &[&["transaction"]],
            Self::UserInfo => &[&["user_info"], &["user", "info"], &["userinfo"]],
            Self::Endpoints => &[&["endpoints"]],
            Self::ApiKeys => &[&["user", "api_keys"], &["api_keys"]],
            Self::OwnPassword => &[&["user", "password"]],
            Self::Info => &[&["info"]],
        }
    }
}

/// The children of a node, by key and link.
pub(crate) type Listing = std::rc::Rc<[(String, String)]>;

/// What a session has learnt about where things are. It is forgotten with the session.
#[derive(Default)]
pub(crate) struct Places {
    links: Vec<(Place, String)>,
    listings: Vec<(String, Listing)>,
    /// Whether this session has begun: only then are links asked for at all.
    pub began: bool,
}

impl Places {
    pub fn link(&self, place: Place) -> Option<&str> {
        let found = self.links.iter().find(|(known, _)| *known == place);
        found.map(|(_, link)| link.as_str())
    }

    /// Keeps a link, unless it leaves the API or has a query: what is below a place is found by adding to its path.
    pub fn learn(&mut self, place: Place, link: Option<&str>) {
        let link = link.and_then(paths::followable);
        let Some(link) = link.filter(|link| !link.contains('?')) else {
            return;
        };
        match self.links.iter_mut().find(|(known, _)| *known == place) {
            Some((_, known)) => *known = link,
            None => self.links.push((place, link)),
        }
    }

    /// Whether a link has been seen that is not the documented one: links are followed then, and documented paths are
    /// what is left if there is none.
    pub fn is_renamed(&self) -> bool {
        self.links
            .iter()
            .any(|(place, link)| !place.ways().is_empty() && !is_same(link, place.documented()))
            || self
                .link(Place::Root)
                .is_some_and(|root| !is_same(root, paths::ROOT))
    }

    pub fn listing(&self, path: &str) -> Option<Listing> {
        let found = self.listings.iter().find(|(known, _)| is_same(known, path));
        found.map(|(_, listing)| listing.clone())
    }

    pub fn keep_listing(&mut self, path: &str, listing: Listing) {
        self.listings.push((path.to_owned(), listing));
    }
}

/// Whether two paths are one, doubled and trailing slashes aside.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    one.split('/')
        .filter(|segment| !segment.is_empty())
        .eq(other.split('/').filter(|segment| !segment.is_empty()))
}
