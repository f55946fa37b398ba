//! The format as a JSON schema (draft 2020-12), for editors that know TOML: `assets/pack.schema.json`.
//!
//! It says what can be said of one value by itself: keys, kinds, words, patterns of forms that never change. Whether names are
//! declared, tables complete and targets readable is the reader's to say (`tierdesk policy check`).

use serde_json::{Map, Value, json};

use super::page::plain;
use super::{Key, Kind, Need, PACK_FILE, Table};

/// The schema, in lines.
pub fn pack_schema() -> String {
    let mut defs = Map::new();
    define(&PACK_FILE, &mut defs);
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "tierdesk policy pack, format 1",
        "description": "One edition of one provider's support policy. Generated from the definitions of the format.",
        "$ref": "#/$defs/pack-file",
        "$defs": Value::Object(defs),
    });
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    format!("{text}\n")
}

/// Puts a table and every table in it among the definitions.
fn define(table: &'static Table, defs: &mut Map<String, Value>) {
    if defs.contains_key(table.id) {
        return;
    }
    // Taken before what is in it is looked at, so that a table in itself ends.
    defs.insert(table.id.to_owned(), Value::Null);
    let mut properties = Map::new();
    let mut required = Vec::new();
    for key in table.all_keys() {
        properties.insert(key.name.to_owned(), property(key));
        if key.need == Need::Needed {
            required.push(key.name);
        }
        for table in tables_in(&key.kind) {
            define(table, defs);
        }
    }
    let definition = json!({
        "type": "object",
        "description": plain(table.doc),
        "properties": Value::Object(properties),
        "required": required,
        "additionalProperties": false,
    });
    defs.insert(table.id.to_owned(), definition);
}

fn tables_in(kind: &'static Kind) -> Vec<&'static Table> {
    let (table, inner) = kind.inner();
    table.into_iter().chain(inner.into_iter().flat_map(tables_in)).collect()
}

fn property(key: &Key) -> Value {
    let mut schema = match of(&key.kind) {
        Value::Object(schema) => schema,
        other => return other,
    };
    schema.insert("description".into(), plain(key.doc).into());
    if let Need::Or(value) = key.need
        && let Some(value) = toml_value(value)
    {
        schema.insert("default".into(), value);
    }
    if let Some(example) = toml_value(key.example) {
        schema.insert("examples".into(), json!([example]));
    }
    Value::Object(schema)
}

fn of(kind: &Kind) -> Value {
    match kind {
        Kind::Text(form) => match (form.pattern, form.offered) {
            (Some(pattern), _) => json!({ "type": "string", "pattern": pattern }),
            (None, []) => json!({ "type": "string" }),
            (None, offered) => json!({ "anyOf": [{ "enum": offered }, { "type": "string" }] }),
        },
        Kind::Word(words) => json!({ "enum": words }),
        Kind::YesNo => json!({ "type": "boolean" }),
        Kind::Number { least, most } if least == most => json!({ "const": least }),
        Kind::Number { least, most } => json!({ "type": "integer", "minimum": least, "maximum": most }),
        // TOML's own dates come to a validator as text.
        Kind::Date => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        Kind::List(inner) => json!({ "type": "array", "items": of(inner) }),
        Kind::OneOrMore(inner) => {
            json!({ "anyOf": [of(inner), { "type": "array", "items": of(inner), "minItems": 1 }] })
        }
        Kind::Table(table) => json!({ "$ref": format!("#/$defs/{}", table.id) }),
        Kind::Tables(table) => {
            json!({ "type": "array", "items": { "$ref": format!("#/$defs/{}", table.id) } })
        }
        Kind::Named(form, inner) => {
            let mut schema = json!({ "type": "object", "additionalProperties": of(inner) });
            if let (Some(pattern), Some(schema)) = (form.pattern, schema.as_object_mut()) {
                schema.insert("propertyNames".into(), json!({ "pattern": pattern }));
            }
            schema
        }
        Kind::Either(kinds) => json!({ "anyOf": kinds.iter().map(of).collect::<Vec<_>>() }),
    }
}

/// A value as TOML, in JSON; `None` for none.
fn toml_value(written: &str) -> Option<Value> {
    if written.is_empty() {
        return None;
    }
    let table: toml::Table = format!("value = {written}").parse().ok()?;
    json_of(table.get("value")?)
}

fn json_of(value: &toml::Value) -> Option<Value> {
    Some(match value {
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(yes) => (*yes).into(),
        toml::Value::Datetime(moment) => moment.to_string().into(),
        toml::Value::Array(items) => items.iter().map(json_of).collect::<Option<Vec<_>>>()?.into(),
        toml::Value::Table(table) => {
            let pairs = table.iter().map(|(key, value)| Some((key.clone(), json_of(value)?)));
            Value::Object(pairs.collect::<Option<Map<_, _>>>()?)
        }
    })
}
