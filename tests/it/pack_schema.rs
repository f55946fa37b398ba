//! The schema of packs against every good pack, and against hundreds of bad ones, by a validator of our own: as much of draft
//! 2020-12 as the schema uses.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use tierdesk::calendar::Zones;
use tierdesk::policy::format::{Kind, PACK_FILE, Table, page, schema, tables};
use tierdesk::policy::read_pack;
use toml::Value;

/// The pack that uses every key.
const EVERYTHING: &str = include_str!("../packs/good/everything.toml");

static FILE: Kind = Kind::Table(&PACK_FILE);

/// `tests/packs/good/everything.toml` uses every key.
#[test]
fn the_pack_with_everything_uses_every_key() {
    let mut used = BTreeSet::new();
    let pack: toml::Table = EVERYTHING.parse().unwrap();
    walk(&mut Value::Table(pack), &FILE, &mut |table, value| {
        let tables = std::iter::once(table).chain(table.with.iter().copied());
        for table in tables {
            let here = table.keys.iter().filter(|key| value.contains_key(key.name));
            used.extend(here.map(|key| (table.id, key.name)));
        }
    });
    for table in tables() {
        for key in table.keys {
            assert!(used.contains(&(table.id, key.name)), "`{}` of {} is not used", key.name, table.heading);
        }
    }
}

/// Visits every table of a value that has fixed keys.
fn walk(value: &mut Value, kind: &'static Kind, visit: &mut dyn FnMut(&'static Table, &mut toml::Table)) {
    match (kind, value) {
        (Kind::Table(table), Value::Table(value)) => {
            visit(table, value);
            for key in table.all_keys() {
                if let Some(value) = value.get_mut(key.name) {
                    walk(value, &key.kind, visit);
                }
            }
        }
        (Kind::Tables(table), Value::Array(items)) => {
            let kind: &'static Kind = Box::leak(Box::new(Kind::Table(table)));
            items.iter_mut().for_each(|item| walk(item, kind, visit));
        }
        (Kind::List(inner) | Kind::OneOrMore(inner), Value::Array(items)) => {
            items.iter_mut().for_each(|item| walk(item, inner, visit));
        }
        (Kind::Named(_, inner), Value::Table(value)) => {
            value.iter_mut().for_each(|(_, value)| walk(value, inner, visit));
        }
        (Kind::Either(kinds), value) => {
            let fits = kinds.iter().find(|kind| match kind {
                Kind::Table(table) => {
                    value.as_table().is_some_and(|value| value.keys().all(|key| table.key(key).is_some()))
                }
                Kind::Named(..) => value.is_table(),
                _ => !value.is_table(),
            });
            fits.into_iter().for_each(|kind| walk(value, kind, visit));
        }
        _ => {}
    }
}

/// Packs that load validate against the schema; every one of them with one key misspelt is refused by reader and schema.
#[test]
fn the_schema_takes_good_packs_and_no_misspelt_key() {
    let schema: Json = serde_json::from_str(&schema::pack_schema()).unwrap();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut packs = 0;
    for folder in ["tests/packs/good", "data/policies"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let pack: toml::Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
            let found = validate(&json(&Value::Table(pack)), &schema, &schema);
            assert_eq!(found, Ok(()), "{}", path.display());
            packs += 1;
        }
    }
    assert!(packs >= 12);
}

#[test]
fn every_misspelt_key_is_refused_by_reader_and_schema() {
    let schema: Json = serde_json::from_str(&schema::pack_schema()).unwrap();
    let zones = Zones::embedded();
    let whole: toml::Table = EVERYTHING.parse().unwrap();
    let text = toml::to_string(&whole).unwrap();
    assert!(read_pack(text.as_bytes(), "whole.toml", &zones).is_ok(), "written anew it loads as before");
    let mut places = 0;
    walk(&mut Value::Table(whole.clone()), &FILE, &mut |_, value| places += value.len());
    assert!(places > 150, "{places}");
    let ways: [fn(&str) -> String; 3] =
        [|key| format!("{key}x"), |key| key[1..].to_owned(), |key| key.to_uppercase()];
    for (place, misspell) in (0..places).flat_map(|place| ways.map(|way| (place, way))) {
        let mut at = 0;
        let mut name = String::new();
        let mut pack = Value::Table(whole.clone());
        let mut could_be_a_tier = false;
        walk(&mut pack, &FILE, &mut |table, value| {
            let here = usize::checked_sub(place, at).and_then(|here| value.clone().into_iter().nth(here));
            if let Some((key, held)) = here {
                name = misspell(&key);
                could_be_a_tier = table.id == "cell" && key == "target" && name != "TARGET";
                value.remove(&key);
                value.insert(name.clone(), held);
            }
            at += value.len();
        });
        assert!(!name.is_empty());
        // Without its `target` a cell reads as a row with a column for each tier: only the reader knows the tiers.
        let refused = validate(&json(&pack), &schema, &schema).is_err();
        assert!(refused || could_be_a_tier, "the schema takes `{name}`");
        // The reader takes its time in a debug build: it is asked about one way a key.
        if misspell as usize != ways[place % ways.len()] as usize {
            continue;
        }
        let text = toml::to_string(&pack).unwrap();
        let errors = read_pack(text.as_bytes(), "misspelt.toml", &zones).expect_err(&name);
        assert!(errors.iter().any(|error| error.render().contains(&name)), "{name}: {errors:#?}");
    }
}

/// The reference tells every key there is.
#[test]
fn the_reference_names_every_key() {
    let page = page::packs_md();
    for key in tables().into_iter().flat_map(|table| table.keys) {
        assert!(page.contains(&format!("`{}`", key.name)), "{}", key.name);
    }
}

fn json(value: &Value) -> Json {
    match value {
        Value::Datetime(moment) => moment.to_string().into(),
        Value::Table(table) => {
            Json::Object(table.iter().map(|(key, value)| (key.clone(), json(value))).collect())
        }
        Value::Array(items) => items.iter().map(json).collect::<Vec<_>>().into(),
        other => serde_json::to_value(other).unwrap(),
    }
}

/// As much of draft 2020-12 as the schema uses; a word that is not known here is a mistake of the test's.
fn validate(value: &Json, schema: &Json, root: &Json) -> Result<(), String> {
    for (word, rule) in schema.as_object().unwrap() {
        let good = match word.as_str() {
            "$schema" | "title" | "description" | "$defs" | "default" | "examples" => true,
            "$ref" => {
                let at = rule.as_str().unwrap().strip_prefix('#').unwrap();
                validate(value, root.pointer(at).ok_or(format!("{at} is not there"))?, root)?;
                true
            }
            "type" => match rule.as_str().unwrap() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "integer" => value.is_i64(),
                other => panic!("type {other}"),
            },
            "enum" => rule.as_array().unwrap().contains(value),
            "const" => rule == value,
            "minimum" => value.as_i64().is_none_or(|number| number >= rule.as_i64().unwrap()),
            "maximum" => value.as_i64().is_none_or(|number| number <= rule.as_i64().unwrap()),
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().unwrap()),
            "pattern" => value.as_str().is_none_or(|text| matches(rule.as_str().unwrap(), text)),
            "anyOf" => {
                let each = rule.as_array().unwrap().iter().map(|rule| validate(value, rule, root));
                let each: Vec<_> = each.collect();
                if each.iter().all(Result::is_err) {
                    return Err(format!("none of: {each:?}"));
                }
                true
            }
            "items" => match value.as_array() {
                Some(items) => return_first(items.iter().map(|item| validate(item, rule, root)))?,
                None => true,
            },
            "required" => {
                let names = rule.as_array().unwrap().iter().map(|name| name.as_str().unwrap());
                value.as_object().is_none_or(|value| names.into_iter().all(|name| value.contains_key(name)))
            }
            "properties" => match value.as_object() {
                Some(value) => {
                    let each = value.iter().filter_map(|(key, value)| Some((key, value, rule.get(key)?)));
                    return_first(each.map(|(key, value, rule)| {
                        validate(value, rule, root).map_err(|error| format!("{key}: {error}"))
                    }))?
                }
                None => true,
            },
            "propertyNames" => value.as_object().is_none_or(|value| {
                value.keys().all(|key| validate(&key.as_str().into(), rule, root).is_ok())
            }),
            "additionalProperties" => match value.as_object() {
                Some(value) => {
                    let known = schema.get("properties");
                    let more =
                        value.iter().filter(|(key, _)| known.is_none_or(|known| known.get(*key).is_none()));
                    match rule {
                        Json::Bool(false) => match more.map(|(key, _)| key).next() {
                            Some(key) => return Err(format!("no key {key}")),
                            None => true,
                        },
                        rule => return_first(more.map(|(key, value)| {
                            validate(value, rule, root).map_err(|error| format!("{key}: {error}"))
                        }))?,
                    }
                }
                None => true,
            },
            other => panic!("{other} is not known here"),
        };
        if !good {
            return Err(format!("{value} against {word}: {rule}"));
        }
    }
    Ok(())
}

fn return_first(mut each: impl Iterator<Item = Result<(), String>>) -> Result<bool, String> {
    each.find(Result::is_err).map_or(Ok(true), |error| error.map(|()| true))
}

/// The few patterns that the schema uses, matched by hand: `^`, `$`, classes with `{a,b}` or `*`, `(..|..)` and `(..)?`.
fn matches(pattern: &str, text: &str) -> bool {
    let inner = pattern.strip_prefix('^').and_then(|inner| inner.strip_suffix('$')).unwrap();
    let (but, inner) = match inner.strip_prefix("(?!") {
        Some(rest) => rest.split_once("$)").unwrap(),
        None => ("", inner),
    };
    if text == but {
        return but.is_empty();
    }
    parts(inner)
        .iter()
        .fold(vec![text], |rests, part| rests.iter().flat_map(|rest| part_of(part, rest)).collect())
        .contains(&"")
}

/// What is left of a text after one part of a pattern, each way that it fits.
fn part_of<'t>((unit, least, most): &(String, usize, usize), text: &'t str) -> Vec<&'t str> {
    let mut found = if *least == 0 { vec![text] } else { Vec::new() };
    let mut rests = vec![text];
    for count in 1..=*most {
        rests = rests.iter().flat_map(|rest| once(unit, rest)).collect();
        if rests.is_empty() {
            break;
        }
        if count >= *least {
            found.extend(&rests);
        }
    }
    found
}

fn once<'t>(unit: &str, text: &'t str) -> Vec<&'t str> {
    if let Some(group) = unit.strip_prefix('(') {
        let choices = group.strip_suffix(')').unwrap().split('|');
        let fits = |choice: &str| {
            parts(choice).iter().fold(vec![text], |rests, part| {
                rests.iter().flat_map(|rest| part_of(part, rest)).collect::<Vec<_>>()
            })
        };
        return choices.flat_map(fits).collect();
    }
    let Some(first) = text.chars().next() else { return Vec::new() };
    let fits = match unit.strip_prefix('[').and_then(|class| class.strip_suffix(']')) {
        Some(class) => in_class(&class.chars().collect::<Vec<_>>(), first),
        None => unit.chars().eq([first]),
    };
    if fits { vec![&text[first.len_utf8()..]] } else { Vec::new() }
}

fn in_class(class: &[char], c: char) -> bool {
    match class {
        [from, '-', to, rest @ ..] => (*from..=*to).contains(&c) || in_class(rest, c),
        [one, rest @ ..] => *one == c || in_class(rest, c),
        [] => false,
    }
}

/// A pattern as units with how often each may stand.
fn parts(pattern: &str) -> Vec<(String, usize, usize)> {
    let chars: Vec<char> = pattern.chars().collect();
    let mut parts = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let end = match chars[at] {
            '[' => at + chars[at..].iter().position(|c| *c == ']').unwrap() + 1,
            '(' => at + chars[at..].iter().position(|c| *c == ')').unwrap() + 1,
            _ => at + 1,
        };
        let unit: String = chars[at..end].iter().collect();
        at = end;
        let (least, most) = match chars.get(at) {
            Some('*') => (0, 99),
            Some('?') => (0, 1),
            Some('{') => {
                let close = at + chars[at..].iter().position(|c| *c == '}').unwrap();
                let bounds: String = chars[at + 1..close].iter().collect();
                at = close;
                match bounds.split_once(',') {
                    Some((least, most)) => (least.parse().unwrap(), most.parse().unwrap()),
                    None => (bounds.parse().unwrap(), bounds.parse().unwrap()),
                }
            }
            _ => {
                parts.push((unit, 1, 1));
                continue;
            }
        };
        at += 1;
        parts.push((unit, least, most));
    }
    parts
}
