//! Elements of the page, put together step by step.
//!
//! Leptos' `view!` makes a type and its own code of every element and every attribute. Here all elements are of one
//! type, and so are all attributes: a screen is compiled to little more than its data. What is live stays live: a
//! closure given to a `live` method runs again with the signals it has read.

use std::borrow::Cow;

use leptos::{
    ev::{self, Event},
    prelude::*,
    tachys::{
        html::{
            attribute::{
                any_attribute::{AnyAttribute, IntoAnyAttribute},
                custom::custom_attribute,
            },
            element::{Custom, custom},
            event,
            node_ref::node_ref,
            property::prop,
        },
        view::{any_view::AnyView, iterators::StaticVec},
    },
};

use crate::messages::{Msg, text};

/// Leads to an element once it is in the page.
pub type ElementRef = NodeRef<Custom<&'static str>>;

/// An element with its attributes and children.
pub struct Element {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element by its `tagName`, in capitals: by that name Leptos finds it again when it is updated in place.
#[inline(never)]
pub fn element(tag: &'static str) -> Element {
    Element {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }
}

/// A `<div>` of a class.
#[inline(never)]
pub fn div(class: &'static str) -> Element {
    element("DIV").attr("class", class)
}

/// A `<p>` of a class.
#[inline(never)]
pub fn p(class: &'static str) -> Element {
    element("P").attr("class", class)
}

/// A `<span>` of a class.
#[inline(never)]
pub fn span(class: &'static str) -> Element {
    element("SPAN").attr("class", class)
}

/// An element with a text of the catalogue and nothing else.
#[inline(never)]
pub fn words(tag: &'static str, message: Msg) -> Element {
    element(tag).text(message)
}

/// What follows signals: `view` runs again with those it has read.
pub fn live(view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    #[inline(never)]
    fn boxed(view: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
        view.into_any()
    }
    boxed(Box::new(view))
}

/// No element at all.
#[inline(never)]
pub fn nothing() -> AnyView {
    ().into_any()
}

/// A text.
#[inline(never)]
pub fn plain(words: String) -> AnyView {
    words.into_any()
}

/// Several elements side by side.
#[inline(never)]
pub fn together(views: Vec<AnyView>) -> AnyView {
    StaticVec::from(views).into_any()
}

impl Element {
    /// Sets an attribute; an empty class is left out.
    pub fn attr(self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.set(name, value.into())
    }

    #[inline(never)]
    fn set(self, name: &'static str, value: Cow<'static, str>) -> Self {
        if name == "class" && value.is_empty() {
            return self;
        }
        self.with(custom_attribute(name, value).into_any_attr())
    }

    /// Sets an attribute that is there without a value, if `wanted`.
    #[inline(never)]
    pub fn flag(self, name: &'static str, wanted: bool) -> Self {
        if wanted {
            self.set(name, Cow::Borrowed(""))
        } else {
            self
        }
    }

    /// Its words are names or values of the appliance, nothing to translate.
    #[inline(never)]
    pub fn untranslated(self) -> Self {
        self.set("translate", Cow::Borrowed("no"))
    }

    /// An attribute that follows signals; `None` takes it away.
    pub fn live_attr(
        self,
        name: &'static str,
        value: impl Fn() -> Option<Cow<'static, str>> + Send + 'static,
    ) -> Self {
        self.set_live(name, Box::new(value))
    }

    /// An attribute that says `true` or `false`.
    pub fn live_state(self, name: &'static str, is: impl Fn() -> bool + Send + 'static) -> Self {
        self.live_attr(name, move || {
            Some(Cow::Borrowed(if is() { "true" } else { "false" }))
        })
    }

    /// An attribute that is there, without a value, or not.
    pub fn live_flag(self, name: &'static str, is: impl Fn() -> bool + Send + 'static) -> Self {
        self.live_attr(name, move || is().then_some(Cow::Borrowed("")))
    }

    #[inline(never)]
    fn set_live(
        self,
        name: &'static str,
        value: Box<dyn Fn() -> Option<Cow<'static, str>> + Send>,
    ) -> Self {
        self.with(custom_attribute(name, value).into_any_attr())
    }

    /// The value of an input, which follows signals and what is typed.
    pub fn live_value(self, value: impl Fn() -> String + Send + 'static) -> Self {
        let value: Box<dyn Fn() -> String + Send> = Box::new(value);
        self.with(prop("value", value).into_any_attr())
    }

    /// Whether a check box is on.
    pub fn live_checked(self, on: impl Fn() -> bool + Send + 'static) -> Self {
        let on: Box<dyn Fn() -> bool + Send> = Box::new(on);
        self.with(prop("checked", on).into_any_attr())
    }

    /// Whether an option is the chosen one.
    pub fn live_selected(self, chosen: impl Fn() -> bool + Send + 'static) -> Self {
        let chosen: Box<dyn Fn() -> bool + Send> = Box::new(chosen);
        self.with(prop("selected", chosen).into_any_attr())
    }

    /// Runs `handle` with every event of this name.
    pub fn on(self, name: &'static str, handle: impl FnMut(Event) + 'static) -> Self {
        self.listen(name, Box::new(handle))
    }

    #[inline(never)]
    fn listen(self, name: &'static str, handle: Box<dyn FnMut(Event)>) -> Self {
        self.with(event::on(ev::Custom::<Event>::new(name), handle).into_any_attr())
    }

    /// As [`Element::on`], also for what lies within and before it hears of it.
    #[inline(never)]
    pub fn on_way_in(self, name: &'static str, handle: impl FnMut(Event) + 'static) -> Self {
        let handle: Box<dyn FnMut(Event)> = Box::new(handle);
        let event = event::capture(ev::Custom::<Event>::new(name));
        self.with(event::on(event, handle).into_any_attr())
    }

    /// Runs `typed` with the new value of an input.
    pub fn on_input(self, typed: impl Fn(String) + 'static) -> Self {
        self.listen_typed(Box::new(typed))
    }

    #[inline(never)]
    fn listen_typed(self, typed: Box<dyn Fn(String)>) -> Self {
        self.on("input", move |event| typed(event_target_value(&event)))
    }

    /// Has `node` lead to this element.
    #[inline(never)]
    pub fn node(self, node: ElementRef) -> Self {
        self.with(node_ref(node).into_any_attr())
    }

    #[inline(never)]
    fn with(mut self, attribute: AnyAttribute) -> Self {
        self.attributes.push(attribute);
        self
    }

    /// Adds a text of the catalogue.
    #[inline(never)]
    pub fn text(self, message: Msg) -> Self {
        self.add(text(message).into_any())
    }

    /// Adds a text.
    pub fn words(self, words: impl Into<String>) -> Self {
        self.add(plain(words.into()))
    }

    /// Adds a text that follows signals.
    pub fn live_words(self, words: impl Fn() -> String + Send + 'static) -> Self {
        self.add(live(move || plain(words())))
    }

    /// Adds a text of the catalogue that follows signals.
    pub fn live_text(self, message: impl Fn() -> Msg + Send + 'static) -> Self {
        self.live_words(move || text(message()).to_owned())
    }

    /// Adds a child.
    pub fn child(self, child: impl Into<AnyView>) -> Self {
        self.add(child.into())
    }

    /// Adds a child that follows signals.
    pub fn live(self, view: impl Fn() -> AnyView + Send + 'static) -> Self {
        self.add(live(view))
    }

    /// Adds a child, if there is one.
    pub fn maybe<V: Into<AnyView>>(self, child: Option<V>) -> Self {
        match child {
            Some(child) => self.add(child.into()),
            None => self,
        }
    }

    /// Adds children, one after the other.
    pub fn children<V: Into<AnyView>>(self, children: impl IntoIterator<Item = V>) -> Self {
        children
            .into_iter()
            .fold(self, |element, child| element.add(child.into()))
    }

    #[inline(never)]
    fn add(mut self, child: AnyView) -> Self {
        self.children.push(child);
        self
    }

    /// As a view like any other.
    #[inline(never)]
    pub fn view(self) -> AnyView {
        let bare = custom(self.tag).add_any_attr(self.attributes);
        let mut children = self.children.into_iter();
        match children.next() {
            None => bare.into_any(),
            Some(first) => children
                .fold(bare.child(first), |element, child| element.child(child))
                .into_any(),
        }
    }
}

impl From<Element> for AnyView {
    fn from(element: Element) -> Self {
        element.view()
    }
}
