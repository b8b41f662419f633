//! Order that counts: SPS evaluates rules from the top, first hit wins (`sps-api.md` §8.4).

use serde_json::Value;

use super::{Draft, ORDER, Pointer};

impl Draft {
    /// Moves an item of a list to another position; false, and nothing changed, if there is no such list or position.
    pub fn move_item(&mut self, list: &Pointer, from: usize, to: usize) -> bool {
        match list.find_mut(&mut self.current) {
            Some(Value::Array(items)) if from < items.len() && to < items.len() => {
                let item = items.remove(from);
                items.insert(to, item);
            }
            _ => return false,
        }
        self.relocate(|at| Some(at.after_move(list, from, to)));
        true
    }

    /// The names of an ordered map's members in their order; `None` if the place holds no ordered map.
    pub fn order(&self, map: &Pointer) -> Option<Vec<String>> {
        let order = map.find(&self.current)?.get(ORDER)?.as_array()?;
        order
            .iter()
            .map(|name| name.as_str().map(str::to_owned))
            .collect()
    }

    /// Moves a member of an ordered map to another position of its `@order`; false, and nothing changed, if there is no
    /// such map or position.
    pub fn move_member(&mut self, map: &Pointer, from: usize, to: usize) -> bool {
        let order = map
            .find_mut(&mut self.current)
            .and_then(|map| map.get_mut(ORDER)?.as_array_mut());
        match order {
            Some(order) if from < order.len() && to < order.len() => {
                let name = order.remove(from);
                order.insert(to, name);
                true
            }
            _ => false,
        }
    }

    /// Takes a member out of an ordered map, and its name out of the order; false if there is none.
    pub fn remove_member(&mut self, map: &Pointer, name: &str) -> bool {
        let Some(Value::Object(members)) = map.find_mut(&mut self.current) else {
            return false;
        };
        if !members.contains_key(ORDER) || members.shift_remove(name).is_none() {
            return false;
        }
        if let Some(Value::Array(order)) = members.get_mut(ORDER) {
            order.retain(|known| known != name);
        }
        let gone = map.child(name);
        self.relocate(|at| (!at.is_within(&gone)).then(|| at.clone()));
        true
    }
}
