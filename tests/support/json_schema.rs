//! A validator of draft-07 JSON Schema for the keywords that the schema of the criteria file and draft-07 itself use.
//!
//! A keyword it does not know fails the test, so that nothing is taken as checked that was not.

use serde_json::Value;

/// Keywords that only explain.
const NOTES: [&str; 10] =
    ["$schema", "$id", "$comment", "title", "description", "default", "definitions", "format", "examples", "then"];

/// Whether a value satisfies a schema whose references lead into `root`.
pub fn accepts(root: &Value, schema: &Value, value: &Value) -> bool {
    let Some(keywords) = schema.as_object() else { return schema.as_bool().expect("a schema is an object or true or false") };
    if let Some(reference) = keywords.get("$ref") {
        return accepts(root, resolve(root, reference), value);
    }
    keywords.iter().all(|(keyword, wanted)| holds(root, keywords, keyword, wanted, value))
}

/// What a reference `#/definitions/…` leads to.
pub fn resolve<'a>(root: &'a Value, reference: &Value) -> &'a Value {
    let path = reference.as_str().and_then(|reference| reference.strip_prefix('#')).expect("references stay in the file");
    root.pointer(path).expect("a reference leads somewhere")
}

fn holds(root: &Value, all: &serde_json::Map<String, Value>, keyword: &str, wanted: &Value, value: &Value) -> bool {
    let matching = || branches(wanted).filter(|schema| accepts(root, schema, value)).count();
    match keyword {
        "type" => branches_or_one(wanted).any(|name| is_a(name.as_str().expect("a type is a word"), value)),
        "const" => same(wanted, value),
        "enum" => branches(wanted).any(|one| same(one, value)),
        "allOf" => branches(wanted).all(|schema| accepts(root, schema, value)),
        "anyOf" => matching() > 0,
        "oneOf" => matching() == 1,
        "not" => !accepts(root, wanted, value),
        "if" => !accepts(root, wanted, value) || all.get("then").is_none_or(|then| accepts(root, then, value)),
        "minimum" => value.as_f64().is_none_or(|figure| figure >= number(wanted)),
        "exclusiveMinimum" => value.as_f64().is_none_or(|figure| figure > number(wanted)),
        "maximum" => value.as_f64().is_none_or(|figure| figure <= number(wanted)),
        "pattern" => value.as_str().is_none_or(|text| matches(wanted, text)),
        "minItems" | "maxItems" | "uniqueItems" | "items" => {
            value.as_array().is_none_or(|list| of_list(root, keyword, wanted, list))
        }
        "minProperties" | "required" | "properties" | "additionalProperties" | "propertyNames" | "dependencies" => {
            value.as_object().is_none_or(|table| of_table(root, all, keyword, wanted, table))
        }
        note => {
            assert!(NOTES.contains(&note), "the validator of the tests does not know `{note}`");
            true
        }
    }
}

fn of_list(root: &Value, keyword: &str, wanted: &Value, list: &[Value]) -> bool {
    match keyword {
        "minItems" => list.len() >= size(wanted),
        "maxItems" => list.len() <= size(wanted),
        "uniqueItems" => list.iter().enumerate().all(|(at, item)| !list[..at].contains(item)),
        _ => list.iter().all(|item| accepts(root, wanted, item)),
    }
}

type Table = serde_json::Map<String, Value>;

fn of_table(root: &Value, all: &Table, keyword: &str, wanted: &Value, table: &Table) -> bool {
    let each = || wanted.as_object().expect("a table of schemas").iter();
    let listed = |key: &String| all.get("properties").is_some_and(|properties| properties.get(key).is_some());
    match keyword {
        "minProperties" => table.len() >= size(wanted),
        "required" => branches(wanted).all(|key| table.contains_key(key.as_str().expect("a key is a text"))),
        "properties" => each().all(|(key, schema)| table.get(key).is_none_or(|value| accepts(root, schema, value))),
        "additionalProperties" => table.iter().filter(|(key, _)| !listed(key)).all(|(_, value)| accepts(root, wanted, value)),
        "propertyNames" => table.keys().all(|key| accepts(root, wanted, &Value::from(key.as_str()))),
        _ => each().filter(|(key, _)| table.contains_key(*key)).all(|(_, needs)| {
            let missing = |key: &Value| !table.contains_key(key.as_str().expect("a key is a text"));
            needs.as_array().map_or_else(|| accepts(root, needs, &Value::Object(table.clone())), |keys| !keys.iter().any(missing))
        }),
    }
}

fn branches(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("a list").iter()
}

fn branches_or_one(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice).iter()
}

fn is_a(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|figure| figure.fract().abs() <= 0.0),
        "boolean" => value.is_boolean(),
        _ => {
            assert_eq!(name, "null", "there are seven types");
            value.is_null()
        }
    }
}

/// 1 and 1.0 are one number in JSON.
fn same(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => one.total_cmp(&other).is_eq(),
        _ => one == other,
    }
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a bound is a number")
}

fn size(value: &Value) -> usize {
    value.as_u64().and_then(|size| usize::try_from(size).ok()).expect("a size is a whole number")
}

/// The two patterns there are: the letters of an id, and a fraction.
fn matches(pattern: &Value, text: &str) -> bool {
    let of = |text: &str, known: fn(char) -> bool| !text.is_empty() && text.chars().all(known);
    if pattern == "^ *[0-9.]+ */ *[0-9.]+ *$" {
        let part = |part: &str| of(part.trim_matches(' '), |letter| letter.is_ascii_digit() || letter == '.');
        return text.split_once('/').is_some_and(|(above, below)| part(above) && part(below));
    }
    assert_eq!(pattern, "^[A-Za-z0-9_-]+$", "the validator of the tests knows two patterns only");
    of(text, |letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
}
