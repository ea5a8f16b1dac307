//! Attributes of nodes, column by column, and of edges the weight.

use super::document::Source;
use super::{FileColumn, FileValues};
use crate::Result;
use std::collections::HashMap;

/// Whole numbers up to this are kept to the last digit as floats.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// What an attribute is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Nodes,
    Edges,
    /// GraphML's `all`.
    Both,
    /// Of the graph, ports, ...: passed over.
    Else,
}

/// Kind of value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Whole,
}

impl Kind {
    /// Of the names that GraphML and GEXF have.
    pub(super) fn of(name: &str) -> Kind {
        match name.to_ascii_lowercase().as_str() {
            "double" | "float" | "decimal" => Kind::Number,
            "int" | "integer" | "long" | "short" | "byte" => Kind::Whole,
            _ => Kind::Text,
        }
    }
}

/// A declared attribute.
pub(super) struct Key {
    pub(super) name: String,
    pub(super) of: Of,
    pub(super) kind: Kind,
    pub(super) default: Option<String>,
}

/// All attributes and their values.
pub(super) struct Columns<'w> {
    pub(super) keys: Vec<Key>,
    /// By id; those of edges apart where the format keeps them apart.
    ids: HashMap<(bool, String), usize>,
    /// Of each key: node and value.
    values: Vec<Vec<(u32, String)>>,
    /// Name of the attribute that is the weight.
    weight: Option<&'w str>,
}

impl<'w> Columns<'w> {
    pub(super) fn new(weight: Option<&'w str>) -> Columns<'w> {
        Columns { keys: Vec::new(), ids: HashMap::new(), values: Vec::new(), weight }
    }

    /// Adds an attribute and returns its place; `None` if the id is taken.
    pub(super) fn declare(&mut self, of_edges: bool, id: &str, key: Key) -> Option<usize> {
        if self.ids.insert((of_edges, id.to_owned()), self.keys.len()).is_some() {
            return None;
        }
        self.keys.push(key);
        self.values.push(Vec::new());
        Some(self.keys.len() - 1)
    }

    /// The place of the attribute of an id.
    pub(super) fn find(&self, of_edges: bool, id: &str) -> Option<usize> {
        self.ids.get(&(of_edges, id.to_owned())).copied()
    }

    /// The value of a node, or the default of all.
    pub(super) fn set(
        &mut self,
        source: Source<'_>,
        at: usize,
        key: usize,
        node: Option<u32>,
        value: String,
    ) -> Result<()> {
        let Some(declared) = self.keys.get_mut(key) else { return Ok(()) };
        let number = declared.kind == Kind::Text || value.trim().parse::<f64>().is_ok();
        if !number && !value.trim().is_empty() {
            return Err(source.fault(at, Some(&declared.name), &value, "a number, as its type says"));
        }
        match (node, self.values.get_mut(key)) {
            (Some(node), Some(values)) => values.push((node, value)),
            _ => declared.default = Some(value),
        }
        Ok(())
    }

    /// Whether an attribute is the weight of edges.
    pub(super) fn is_weight(&self, key: usize) -> bool {
        self.keys.get(key).is_some_and(|key| {
            matches!(key.of, Of::Edges | Of::Both) && self.weight == Some(key.name.as_str())
        })
    }

    /// The weight of edges that have none.
    pub(super) fn default_weight(&self, source: Source<'_>, at: usize) -> Result<f64> {
        let default = (0..self.keys.len()).filter(|&key| self.is_weight(key));
        let mut default = default.filter_map(|key| self.keys[key].default.as_deref());
        default.next().map_or(Ok(1.0), |text| self.weight(source, at, text))
    }

    /// The weight that a text is.
    pub(super) fn weight(&self, source: Source<'_>, at: usize, text: &str) -> Result<f64> {
        let weight = text.trim().parse().ok().filter(|weight: &f64| weight.is_finite() && *weight >= 0.0);
        weight.ok_or_else(|| source.fault(at, self.weight, text, "a number of 0 or more"))
    }

    /// The columns of so many nodes. Attributes of one name are one column, of numbers where all of them are; the first
    /// value of a node counts. Those without any value are left out.
    pub(super) fn of_nodes(self, nodes: usize) -> Vec<FileColumn> {
        let mut names: Vec<&str> = Vec::new();
        for key in self.keys.iter().filter(|key| matches!(key.of, Of::Nodes | Of::Both)) {
            if !names.contains(&key.name.as_str()) {
                names.push(&key.name);
            }
        }
        let mut columns = Vec::new();
        for name in names {
            let mut texts = vec![String::new(); nodes];
            let mut kinds = Vec::new();
            let named = self.keys.iter().zip(&self.values);
            for (key, values) in
                named.filter(|(key, _)| key.name == name && matches!(key.of, Of::Nodes | Of::Both))
            {
                for (node, value) in values {
                    if let Some(text) = texts.get_mut(*node as usize).filter(|text| text.is_empty()) {
                        text.clone_from(value);
                    }
                }
                if let Some(default) = &key.default {
                    texts.iter_mut().filter(|text| text.is_empty()).for_each(|text| text.clone_from(default));
                }
                kinds.push(key.kind);
            }
            if texts.iter().all(String::is_empty) {
                continue;
            }
            let number = |text: &String| text.trim().parse().unwrap_or(f64::NAN);
            let exact = || {
                let whole = kinds.contains(&Kind::Whole);
                !whole || texts.iter().map(number).all(|number: f64| number.is_nan() || number.abs() <= EXACT)
            };
            // A whole number that a float cannot hold is an id: it stays as it is written.
            let values = if !kinds.contains(&Kind::Text) && exact() {
                FileValues::Number(texts.iter().map(number).collect())
            } else {
                FileValues::Text(texts)
            };
            columns.push(FileColumn { name: name.to_owned(), values });
        }
        columns
    }
}
