//! *May I …?* Two interactions: the path, the verb. The answer stands there at once.

use leptos::prelude::*;
use sps_client::Error;
use sps_workbench::rights::{Lack, No, VERBS, Verdict, Yes, suggestions, typed_path};

use crate::{
    messages::{Msg, text, text_with},
    rights::{MyRights, copy_request, reason, verb_name},
    state::{Sending, use_console},
    ui::{
        Element, Shape, Task, actions, button, div, element, failure, icon, live, nothing, p, span,
        together, words,
    },
};

/// The question and its answer.
pub fn may_i(rights: MyRights) -> AnyView {
    let typed = RwSignal::new(String::new());
    let verb = RwSignal::new("GET");
    // Empty while what is typed is no path.
    let path = Memo::new(move |_| typed.with(|typed| typed_path(typed)).unwrap_or_default());
    let field = element("INPUT")
        .attr("type", "text")
        .attr("id", "may-i-path")
        .attr("list", "may-i-paths")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("aria-describedby", "may-i-help")
        .live_value(move || typed.get())
        .on_input(move |words| typed.set(words));
    let named = div("field")
        .child(
            words("LABEL", Msg::MayIPath)
                .attr("class", "label")
                .attr("for", "may-i-path"),
        )
        .child(field)
        .child(known_paths(rights))
        .child(p("help").attr("id", "may-i-help").text(Msg::MayIPathHelp));
    let verbs = element("FIELDSET")
        .attr("class", "segments")
        .child(words("LEGEND", Msg::MayIVerb).attr("class", "label"))
        .child(div("segment-row").children(VERBS.map(|name| verb_choice(name, verb))));
    let answer = div("answer")
        .attr("role", "status")
        .live(move || match path.get() {
            path if !path.is_empty() => answer(rights, verb.get(), &path),
            _ if typed.with(|typed| typed.trim().is_empty()) => nothing(),
            _ => p("muted").text(Msg::MayINoPath).view(),
        });
    element("SECTION")
        .attr("class", "card may-i")
        .attr("aria-labelledby", "may-i")
        .child(words("H2", Msg::MayI).attr("id", "may-i"))
        .child(p("muted").text(Msg::MayIHelp))
        .child(div("may-i-form").child(named).child(verbs))
        .child(answer)
        .view()
}

fn known_paths(rights: MyRights) -> AnyView {
    // One path a line, so that it is compared as a whole.
    let known = Memo::new(move |_| {
        let learnt = rights.learnt();
        rights.with(|published| {
            let published = published.and_then(|published| published.as_ref().ok());
            let endpoints = published.map(|rights| rights.endpoints.as_slice());
            suggestions(endpoints.unwrap_or_default(), &learnt).join("\n")
        })
    });
    live(move || {
        let known = known.get();
        let options = known.lines().map(str::to_owned);
        element("DATALIST")
            .attr("id", "may-i-paths")
            .children(options.map(|path| element("OPTION").attr("value", path)))
            .view()
    })
}

fn verb_choice(name: &'static str, verb: RwSignal<&'static str>) -> Element {
    let input = element("INPUT")
        .attr("type", "radio")
        .attr("name", "may-i-verb")
        .attr("value", name)
        .live_checked(move || verb.get() == name)
        .on("change", move |_| verb.set(name));
    element("LABEL")
        .attr("class", "segment")
        .child(input)
        .child(span("").live_words(move || verb_name(name).map(text).unwrap_or(name).to_owned()))
        .child(
            element("SMALL")
                .untranslated()
                .words(String::from(" ") + name),
        )
}

/// The answer about one path and verb, which follows what is learnt meanwhile.
fn answer(rights: MyRights, verb: &'static str, path: &str) -> AnyView {
    let path = StoredValue::new(path.to_owned());
    let verdict = Memo::new(move |_| path.with_value(|path| rights.verdict(verb, path)));
    let failed = RwSignal::new(None::<Error>);
    let looking = Sending::new();
    live(move || {
        path.with_value(|path| {
            let fill = [("verb", verb), ("path", path.as_str())];
            let verdict = verdict.get();
            let (class, shape, headline) = match &verdict {
                Verdict::Yes(_) => ("verdict yes", Shape::Success, Msg::MayIYes),
                Verdict::No(_) => ("verdict no", Shape::Removed, Msg::MayINo),
                Verdict::Unknown => ("verdict unknown", Shape::Info, Msg::MayIUnknown),
            };
            let headline = p(class)
                .child(icon(shape))
                .child(element("STRONG").words(text_with(headline, &fill)));
            let rest = match verdict {
                Verdict::Yes(why) => p("").text(for_it(why)).view(),
                Verdict::No(no) => against(verb, path, no, looking, failed),
                Verdict::Unknown => together(vec![
                    p("muted").text(Msg::LookHelp).view(),
                    actions(vec![look(path, looking, failed)]).view(),
                ]),
            };
            together(vec![headline.view(), rest, failure(failed, Task::Read)])
        })
    })
}

fn for_it(why: Yes) -> Msg {
    match why {
        Yes::Published => Msg::BecausePublished,
        Yes::LeadsThere => Msg::BecauseLeadsThere,
        Yes::Allowed => Msg::BecauseAllowed,
    }
}

fn against(
    verb: &str,
    path: &str,
    no: No,
    looking: Sending,
    failed: RwSignal<Option<Error>>,
) -> AnyView {
    let named = |allow: &[String]| match allow {
        [] => text(Msg::NoVerbs).to_owned(),
        verbs => verbs.join(", "),
    };
    let because = match &no {
        No::NotGranted { endpoint } => text_with(
            Msg::BecauseNotGranted,
            &[("endpoint", endpoint), ("verb", verb)],
        ),
        No::NotListed => text(Msg::BecauseNotListed).to_owned(),
        No::NotAllowed { allow } => text_with(Msg::BecauseNotAllowed, &[("verbs", &named(allow))]),
        No::NotOffered { allow } => text_with(Msg::BecauseNotOffered, &[("verbs", &named(allow))]),
        No::WasRefused => text(Msg::BecauseRefused).to_owned(),
    };
    let is_settled = matches!(no, No::NotAllowed { .. } | No::NotOffered { .. });
    let is_grantable = !matches!(no, No::NotOffered { .. });
    let lack = Lack::of_no(verb, path, no);
    let ask = is_grantable.then(|| {
        element("P").words(reason(std::slice::from_ref(&lack)) + " " + text(Msg::RightsApplyLater))
    });
    let look = (!is_settled).then(|| look(path, looking, failed));
    let ways = div("actions").child(copy_request(vec![lack])).maybe(look);
    together(vec![
        element("P").words(because).view(),
        ask.map_or_else(nothing, Element::view),
        ways.view(),
    ])
}

/// One GET, which learns the verbs.
fn look(path: &str, looking: Sending, failed: RwSignal<Option<Error>>) -> Element {
    let console = use_console();
    let path = path.to_owned();
    let go = move |_| {
        if looking.pending_now() {
            return;
        }
        let path = path.clone();
        looking.start(async move {
            failed.try_set(None);
            let found = console.client().resource(&path).await;
            match console.watch(found) {
                // A refusal is an answer: the verdict tells it, and 405 comes with the verbs.
                Ok(_) | Err(Error::LacksRight(_) | Error::NotAllowed(_)) => {}
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    button("", Msg::Look, go).live_state("aria-disabled", move || looking.pending())
}
