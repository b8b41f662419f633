//! Who the signed-in user is and what they may do (`sps-api.md` §6.2).

use serde_json::{Map, Value, json};

use crate::configuration::Catalogue;
use crate::reply::Reply;
use crate::route::Route;
use crate::session::Session;
use crate::setup::{
    EndpointsShape, Switches, UserInfoPaths, UserInfoShape, UserPassword, XTokenMember, XTokenRule,
};

/// `GET /api/user_info`, also at `/api/user/info` and `/api/userinfo`.
pub(crate) fn user_info(session: &Session, catalogue: &Catalogue, switches: &Switches) -> Reply {
    let mut body = Map::new();
    match switches.user_info_shape {
        UserInfoShape::LoginMethod => {
            body.insert("login_method".to_owned(), session.method.to_json())
        }
        UserInfoShape::Endpoints => {
            body.insert("endpoints".to_owned(), listed(session, catalogue, switches))
        }
    };
    let mut user = json!({ "name": session.user });
    if switches.xtoken_rule != XTokenRule::Off {
        // ASSUMPTION: `token` at top level (`sps-api.md` §5.4); `xtoken.member` knows other places.
        let token = Value::String(session.x_token.clone());
        match switches.xtoken_member {
            XTokenMember::Token => _ = body.insert("token".to_owned(), token),
            XTokenMember::XToken => _ = body.insert("x_token".to_owned(), token),
            XTokenMember::BodyToken => {
                _ = body.insert("body".to_owned(), json!({ "token": token }));
            }
            XTokenMember::UserToken => user = json!({ "name": session.user, "token": token }),
            XTokenMember::Absent => {}
        }
    }
    body.insert("user".to_owned(), user);
    body.insert(
        "meta".to_owned(),
        json!({ "href": "/api/user_info", "parent": "/api" }),
    );
    Reply::ok(Value::Object(body))
}

/// `GET /api/endpoints`.
///
/// ASSUMPTION: a list of url and methods, by analogy with user information (`sps-api.md` §6.2);
/// `endpoints.shape` knows other forms.
pub(crate) fn endpoints(session: &Session, catalogue: &Catalogue, switches: &Switches) -> Reply {
    let meta = json!({ "href": "/api/endpoints", "parent": "/api" });
    let listed = listed(session, catalogue, switches);
    let rights = || {
        listed
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|right| Some((right.get("url")?.as_str()?, right.get("methods")?)))
    };
    Reply::ok(match switches.endpoints_shape {
        EndpointsShape::List => json!({ "endpoints": listed, "meta": meta }),
        EndpointsShape::Items => {
            let item = |(url, methods): (&str, &Value)| json!({ "key": url, "body": { "methods": methods, "url": url }, "meta": { "href": url } });
            let items: Vec<_> = rights().map(item).collect();
            json!({ "items": items, "meta": meta })
        }
        EndpointsShape::Map => {
            let map: Map<_, _> = rights()
                .map(|(url, methods)| (url.to_owned(), methods.clone()))
                .collect();
            json!({ "endpoints": map, "meta": meta })
        }
    })
}

/// The rights, without the paths that this appliance has not: nobody may do anything there.
fn listed(session: &Session, catalogue: &Catalogue, switches: &Switches) -> Value {
    let exists = |right: &&Value| {
        right
            .get("url")
            .and_then(Value::as_str)
            .is_some_and(|url| Route::at(url, catalogue).under(url, switches) != Route::Unknown)
    };
    let rights = session.rights.endpoints();
    rights
        .as_array()
        .into_iter()
        .flatten()
        .filter(exists)
        .cloned()
        .collect()
}

/// `GET /api/user`: what is below it.
pub(crate) fn node(switches: &Switches) -> Reply {
    let item = |key: &str| json!({ "key": key, "meta": { "href": format!("/api/user/{key}") } });
    let children = [
        ("api_keys", switches.api_keys),
        ("info", switches.user_info_paths != UserInfoPaths::UserInfo),
        ("password", switches.user_password != UserPassword::NotFound),
    ];
    let items: Vec<_> = children
        .into_iter()
        .filter(|(_, exists)| *exists)
        .map(|(key, _)| item(key))
        .collect();
    let meta = json!({ "href": "/api/user", "parent": "/api", "transaction": "/api/transaction" });
    Reply::ok(json!({ "items": items, "meta": meta }))
}
