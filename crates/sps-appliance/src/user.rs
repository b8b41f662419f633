//! Who the signed-in user is and what they may do (`sps-api.md` §6.2).

use serde_json::{Map, Value, json};

use crate::reply::Reply;
use crate::session::Session;
use crate::setup::{Switches, UserInfoShape, XTokenRule};

/// `GET /api/user_info`, also at `/api/user/info`.
pub(crate) fn user_info(session: &Session, switches: &Switches) -> Reply {
    let mut body = Map::new();
    match switches.user_info_shape {
        UserInfoShape::LoginMethod => {
            body.insert("login_method".to_owned(), session.method.to_json())
        }
        UserInfoShape::Endpoints => body.insert("endpoints".to_owned(), session.rights.endpoints()),
    };
    body.insert("user".to_owned(), json!({ "name": session.user }));
    if switches.xtoken_rule != XTokenRule::Off {
        // ASSUMPTION: `token` at top level (`sps-api.md` §5.4).
        body.insert("token".to_owned(), Value::String(session.x_token.clone()));
    }
    body.insert(
        "meta".to_owned(),
        json!({ "href": "/api/user_info", "parent": "/api" }),
    );
    Reply::ok(Value::Object(body))
}

/// `GET /api/endpoints`.
///
/// ASSUMPTION: a list of url and methods, by analogy with user information (`sps-api.md` §6.2).
pub(crate) fn endpoints(session: &Session) -> Reply {
    let meta = json!({ "href": "/api/endpoints", "parent": "/api" });
    Reply::ok(json!({ "endpoints": session.rights.endpoints(), "meta": meta }))
}

/// `GET /api/user`: what is below it.
pub(crate) fn node() -> Reply {
    let item = |key: &str| json!({ "key": key, "meta": { "href": format!("/api/user/{key}") } });
    let meta = json!({ "href": "/api/user", "parent": "/api", "transaction": "/api/transaction" });
    Reply::ok(json!({ "items": [item("api_keys"), item("info")], "meta": meta }))
}
