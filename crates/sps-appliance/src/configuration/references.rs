//! References between resources: do they lead anywhere, and who refers to an object?

use serde_json::{Map, Value};

use super::catalogue::{Catalogue, Entry};
use super::check::{Problem, below};
use super::shape::{Members, Shape, chosen_members};
use super::store::{Address, Store};

/// A reference found in a body.
struct Found<'v> {
    /// Absolute path of the list referred to, `None` for an address on a network card.
    list: Option<String>,
    key: &'v str,
    /// Place in the body, dotted.
    property: String,
}

fn collect<'v>(shape: &Shape, value: &'v Value, property: &str, found: &mut Vec<Found<'v>>) {
    match (shape, value) {
        (Shape::Nullable(inner), _) if !value.is_null() => collect(inner, value, property, found),
        (Shape::Reference { to, .. }, Value::String(key)) => {
            found.push(Found {
                list: Some(format!("/api/configuration/{to}")),
                key,
                property: property.to_owned(),
            });
        }
        (Shape::AddressReference, Value::String(key)) => {
            found.push(Found {
                list: None,
                key,
                property: property.to_owned(),
            });
        }
        (Shape::List(item), Value::Array(items)) => {
            for (place, value) in items.iter().enumerate() {
                collect(item, value, &below(property, &place.to_string()), found);
            }
        }
        (Shape::OrderedMap(item), Value::Object(members)) => {
            for (id, value) in members.iter().filter(|(id, _)| *id != "@order") {
                collect(item, value, &below(property, id), found);
            }
        }
        (Shape::Object(members), Value::Object(object)) => {
            collect_members(members.iter(), object, property, found)
        }
        (
            Shape::Union {
                discriminator,
                variants,
                common,
            },
            Value::Object(object),
        ) => {
            if let Some(members) = chosen_members(discriminator, variants, common, object) {
                collect_members(members, object, property, found);
            }
        }
        _ => {}
    }
}

fn collect_members<'s, 'v>(
    members: impl Iterator<Item = &'s <Members as IntoIterator>::Item>,
    object: &'v Map<String, Value>,
    property: &str,
    found: &mut Vec<Found<'v>>,
) {
    for (name, shape) in members {
        if let Some(value) = object.get(name) {
            collect(shape, value, &below(property, name), found);
        }
    }
}

fn leads_somewhere(store: &Store, found: &Found<'_>) -> bool {
    match &found.list {
        Some(list) => store
            .list(list)
            .is_some_and(|objects| objects.contains_key(found.key)),
        None => {
            let (card, place) = found.key.split_once('.').unwrap_or((found.key, ""));
            let pointer = format!("/{}", place.replace('.', "/"));
            store
                .resource(&format!("/api/configuration/network/nics/{card}"))
                .and_then(|body| body.pointer(&pointer))
                .is_some_and(Value::is_string)
        }
    }
}

/// Calls `visit` with every resource and object of the store.
fn for_each<'s>(
    catalogue: &'s Catalogue,
    store: &'s Store,
    mut visit: impl FnMut(Address, &'s Shape, &'s Value),
) {
    for (path, entry) in catalogue.entries() {
        match entry {
            Entry::Resource(entry) => {
                if let Some(body) = store.resource(path) {
                    visit(Address::resource(path), &entry.shape, body);
                }
            }
            Entry::List(entry) => {
                for (key, body) in store.list(path).into_iter().flatten() {
                    visit(Address::object(path, key), &entry.shape, body);
                }
            }
        }
    }
}

/// Everything in `store` that refers to the object at `target`.
pub(crate) fn users_of(catalogue: &Catalogue, store: &Store, target: &Address) -> Vec<Address> {
    let mut users = Vec::new();
    for_each(catalogue, store, |address, shape, body| {
        let mut found = Vec::new();
        collect(shape, body, "", &mut found);
        let refers = |found: &Found<'_>| {
            found.list.as_ref() == Some(&target.path) && Some(found.key) == target.key.as_deref()
        };
        if found.iter().any(refers) {
            users.push(address);
        }
    });
    users
}

/// Checks the references of one body that is about to be stored at `address`.
///
/// # Errors
/// A [`Problem`] if one leads nowhere, or to an object that may be referenced only once and is
/// referenced already.
pub(crate) fn check_references(
    catalogue: &Catalogue,
    store: &Store,
    address: &Address,
    shape: &Shape,
    body: &Value,
) -> Result<(), Problem> {
    let mut found = Vec::new();
    collect(shape, body, "", &mut found);
    for (place, reference) in found.iter().enumerate() {
        let refused = |reason| {
            Problem::semantic(
                &reference.property,
                Value::String(reference.key.to_owned()),
                reason,
            )
        };
        if !leads_somewhere(store, reference) {
            return Err(refused("refers to an object that does not exist"));
        }
        let Some(list) = &reference.list else {
            continue;
        };
        if !matches!(catalogue.entry(list), Some(Entry::List(entry)) if entry.referenced_once) {
            continue;
        }
        let twice_here = found
            .iter()
            .take(place)
            .any(|other| other.list.as_ref() == Some(list) && other.key == reference.key);
        let target = Address::object(list, reference.key);
        if twice_here
            || users_of(catalogue, store, &target)
                .iter()
                .any(|user| user != address)
        {
            return Err(refused(
                "refers to an object that is in use elsewhere and may be used only once",
            ));
        }
    }
    Ok(())
}

/// A reference that leads nowhere: who refers, and to what.
pub(crate) struct Dangling {
    pub(crate) user: Address,
    pub(crate) property: String,
    pub(crate) key: String,
}

/// All references in `store` that lead nowhere.
pub(crate) fn dangling(catalogue: &Catalogue, store: &Store) -> Vec<Dangling> {
    let mut dangling = Vec::new();
    for_each(catalogue, store, |address, shape, body| {
        let mut found = Vec::new();
        collect(shape, body, "", &mut found);
        dangling.extend(
            found
                .into_iter()
                .filter(|found| !leads_somewhere(store, found))
                .map(|found| Dangling {
                    user: address.clone(),
                    property: found.property,
                    key: found.key.to_owned(),
                }),
        );
    });
    dangling
}

#[cfg(test)]
mod tests {
    use super::dangling;
    use crate::configuration::Catalogue;
    use crate::{Setup, Switches};

    #[test]
    fn the_data_files_are_sound_in_every_position_of_the_switches() {
        for location in ["accounting", "aaa_settings"] {
            let mut switches: Switches = Setup::default().switches;
            switches.set("commitlog-location", location).unwrap();
            let (catalogue, store) = Catalogue::read(&switches).unwrap();
            assert!(dangling(&catalogue, &store).is_empty());
            for (path, entry) in catalogue.entries() {
                let check = |body| {
                    let checked = crate::configuration::check::check(entry.shape(), body, "");
                    assert_eq!(checked.as_ref(), Ok(body), "{path}");
                };
                match store.resource(path) {
                    Some(body) => check(body),
                    None => store
                        .list(path)
                        .unwrap()
                        .values()
                        .for_each(|body| check(body)),
                }
            }
        }
    }
}
