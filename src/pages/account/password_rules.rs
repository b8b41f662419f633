//! What the appliance wants of a password, shown before anything is typed.

use leptos::prelude::*;
use sps_client::{Content, Error};
use sps_workbench::rights::{PasswordRule, Verdict, password_rules};

use crate::{
    messages::{Msg, text, text_with},
    rights::MyRights,
    state::{Reading, use_console},
    ui::{element, live, nothing, p, together},
};

/// The rules, as far as they are known. They are only read where this person may read them.
pub fn rules(rights: MyRights) -> AnyView {
    let console = use_console();
    let read = Reading::new(move || {
        Box::pin(async move {
            let client = console.client();
            let path = client.configuration_path(&["aaa", "settings"]).await?;
            if matches!(untrack(|| rights.verdict("GET", &path)), Verdict::No(_)) {
                return Ok(None);
            }
            match client.resource(&path).await {
                Ok(settings) => Ok(match &settings.content {
                    Content::Body(body) => password_rules(body),
                    Content::Node(_) | Content::Empty => None,
                }),
                Err(error @ Error::SessionEnded(_)) => Err(error),
                // Why it cannot be read does not matter here: then the rules are not known.
                Err(_) => Ok(None),
            }
        })
    });
    live(move || {
        read.with(|found| match found {
            None => nothing(),
            Some(Ok(Some(rules))) if rules.is_empty() => {
                p("help").text(Msg::PasswordRulesNone).view()
            }
            Some(Ok(Some(rules))) => {
                let rules = rules.iter().map(|rule| element("LI").words(in_words(rule)));
                together(vec![
                    p("help").text(Msg::PasswordRules).view(),
                    element("UL").attr("class", "rules").children(rules).view(),
                ])
            }
            Some(Ok(None) | Err(_)) => p("help").text(Msg::PasswordRulesUnknown).view(),
        })
    })
}

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
