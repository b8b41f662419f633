//! Probes of the envelope and of what is where.

use crate::Probe;
use crate::requests::{TIME_POLICIES, WEB, get, members, statuses};

pub const PROBES: &[Probe] = &[
    Probe {
        name: "meta.remaining_seconds",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            desk.get(&admin, WEB).json["meta"]["remaining_seconds"].to_string()
        },
        expected: &[("on", "600"), ("off", "null")],
    },
    Probe {
        name: "payload.wrap",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let state = members(&desk.get(&admin, "/api/transaction").json);
            let settings = members(&desk.get(&admin, "/api/configuration/aaa/settings").json);
            format!("{state} {settings}")
        },
        expected: &[
            ("body", "body,key,meta body,key,meta"),
            ("name", "key,transaction,meta settings,key,meta"),
        ],
    },
    Probe {
        name: "list.items_body",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            members(&desk.get(&admin, TIME_POLICIES).json["items"][0])
        },
        expected: &[("on", "key,body,meta"), ("off", "key,meta")],
    },
    Probe {
        name: "root.shape",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            members(&desk.get(&admin, "/api").json)
        },
        expected: &[("next_only", "meta"), ("items", "items,meta")],
    },
    Probe {
        name: "meta.sibling",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let meta = desk.get(&admin, WEB).json["meta"].clone();
            let before = "/api/configuration/management/";
            let told = ["previous", "prev"].into_iter().filter(|name| {
                let link = meta[*name].as_str();
                link.is_some_and(|link| link.starts_with(before))
            });
            told.collect::<Vec<_>>().join(" ")
        },
        expected: &[
            ("previous", "previous"),
            ("prev", "prev"),
            ("both", "previous prev"),
            ("missing", ""),
        ],
    },
    Probe {
        name: "allow_header",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let answer = desk.get(&admin, WEB);
            answer.header("allow").unwrap_or("-").to_owned()
        },
        expected: &[
            ("present", "GET, PUT"),
            ("missing", "-"),
            ("incomplete", "GET"),
        ],
    },
    Probe {
        name: "endpoints.shape",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let answer = desk.get(&admin, "/api/endpoints").json;
            let methods = [
                answer.pointer("/endpoints/0/methods/0"),
                answer.pointer("/items/0/body/methods/0"),
                answer.pointer("/endpoints/~1api/0"),
            ];
            methods.map(|method| method.is_some().to_string()).join(" ")
        },
        expected: &[
            ("list", "true false false"),
            ("items", "false true false"),
            ("map", "false false true"),
        ],
    },
    Probe {
        name: "endpoints.renamed",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let old = desk.get(&admin, TIME_POLICIES);
            let new = "/api/x-configuration/x-policies/x-time_policies";
            let new = desk.get(&admin, new);
            let link = new.json["items"][0]["meta"]["href"].clone();
            let methods = get(desk, "/api/authentication/login_methods", &[]);
            format!("{} {link}", statuses(&[&old, &new, &methods]))
        },
        expected: &[
            ("off", "200 404 200 null"),
            (
                "on",
                "404 200 200 \"/api/x-configuration/x-policies/x-time_policies/-100\"",
            ),
        ],
    },
    Probe {
        name: "aaa.children",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let items = desk.get(&admin, "/api/configuration/aaa").json["items"].clone();
            let keys = items.as_array().unwrap().iter();
            let keys: Vec<_> = keys.map(|item| item["key"].as_str().unwrap()).collect();
            let methods = get(desk, "/api/authentication/login_methods", &[]).json;
            let count = methods["login_methods"].as_array().unwrap().len();
            format!("{} {count}", keys.join(","))
        },
        expected: &[
            ("three", "acls,local_database,settings 4"),
            (
                "six",
                "acls,ldap_servers,local_database,login_methods,saml2,settings 4",
            ),
        ],
    },
    Probe {
        name: "mssql",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            desk.get(&admin, "/api/configuration/mssql")
                .status
                .to_string()
        },
        expected: &[("on", "200"), ("off", "404")],
    },
    Probe {
        name: "health_status",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let listed = desk.get(&admin, "/api").text.contains("health_status");
            format!("{} {listed}", desk.get(&admin, "/api/health_status").status)
        },
        expected: &[("on", "200 true"), ("off", "404 false")],
    },
    Probe {
        name: "commitlog.location",
        with: &[],
        observe: |desk| {
            let admin = desk.sign_in("admin");
            let mut holds = |path: &str| {
                let path = format!("/api/configuration/{path}");
                desk.get(&admin, &path).json["body"]["require_commitlog"].to_string()
            };
            ["aaa/settings", "management/accounting"]
                .map(&mut holds)
                .join(" ")
        },
        expected: &[("aaa_settings", "false null"), ("accounting", "null false")],
    },
];
