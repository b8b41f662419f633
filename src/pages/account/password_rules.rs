//! What the appliance wants of a password, shown before anything is typed.

use leptos::prelude::*;
use sps_client::Content;
use sps_workbench::rights::{PasswordRule, Verdict, password_rules};

use crate::{
    messages::{Msg, text, text_with},
    rights::MyRights,
    state::{Reading, use_console},
    ui::{div, element, live, nothing, p},
};

/// The rules, as far as they are known. They are only read where this person may read them.
pub fn rules(rights: MyRights) -> AnyView {
    let unknown = || p("help").text(Msg::PasswordRulesUnknown).view();
    if matches!(untrack(|| rights.verdict("GET", SETTINGS)), Verdict::No(_)) {
        return unknown();
    }
    let console = use_console();
    let settings = Reading::new(move || {
        Box::pin(async move { console.client().configuration(&["aaa", "settings"]).await })
    });
    live(move || {
        settings.with(|found| {
            let rules = match found {
                None => return nothing(),
                // Why they cannot be read does not matter here.
                Some(Err(_)) => None,
                Some(Ok(settings)) => match &settings.content {
                    Content::Body(body) => password_rules(body),
                    Content::Node(_) | Content::Empty => None,
                },
            };
            match rules {
                None => unknown(),
                Some(rules) if rules.is_empty() => p("help").text(Msg::PasswordRulesNone).view(),
                Some(rules) => {
                    let rules = rules.iter().map(|rule| element("LI").words(in_words(rule)));
                    div("field")
                        .child(p("help").text(Msg::PasswordRules))
                        .child(element("UL").attr("class", "rules").children(rules))
                        .view()
                }
            }
        })
    })
}

/// Where the rules are by the guide. On an appliance with other names only those read them who may read everything.
const SETTINGS: &str = "/api/configuration/aaa/settings";

fn in_words(rule: &PasswordRule) -> String {
    let counted = |message: Msg, count: &u64| text_with(message, &[("count", &count.to_string())]);
    match rule {
        PasswordRule::MinimumLength(count) => counted(Msg::RuleLength, count),
        PasswordRule::MinimumStrength(strength) => {
            text_with(Msg::RuleStrength, &[("strength", strength)])
        }
        PasswordRule::NotGuessable => text(Msg::RuleNotGuessable).to_owned(),
        PasswordRule::NotOneOfTheLast(count) => counted(Msg::RuleHistory, count),
        PasswordRule::ExpiresAfterDays(days) => counted(Msg::RuleExpires, days),
    }
}
