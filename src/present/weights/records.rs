//! The weights as records for CSV: every figure at full precision, one row a criterion.

use crate::analysis::rank::Shown;
use crate::analysis::weights::{Swing, WeightsResult};
use crate::export::csv::{Field, Records};
use crate::model::decision::Decision;
use crate::present::frame::Part;

/// `criterion,name,group,weight,judged,from,to,unit`, `group_weight` where there are groups, and with stakeholders `equal_groups,equal_person,min,median,max`, a
/// column `group.…` for each of their groups and `person.…` for each person shown; the `--by` column first.
#[must_use]
pub fn records(parts: &[Part<'_, WeightsResult>], by: Option<&str>) -> Records {
    let mut records = Records::default();
    let Some((_, first)) = parts.iter().find_map(Part::analysed) else { return records };
    records.header.extend(by.map(str::to_owned));
    records.header.extend(header(first));
    for part in parts {
        let Some((decision, result)) = part.analysed() else { continue };
        for (index, swing) in result.swings.iter().enumerate() {
            let mut fields: Vec<Field> = part.value.map(Field::from).into_iter().collect();
            fields.extend(row(decision, result, index, swing));
            records.rows.push(fields);
        }
    }
    records
}

fn header(result: &WeightsResult) -> Vec<String> {
    let mut header = ["criterion", "name", "group", "weight", "judged", "from", "to", "unit"].map(str::to_owned).to_vec();
    header.extend((!result.group_weights.entries().is_empty()).then(|| "group_weight".to_owned()));
    if result.spread.is_some() {
        header.extend(["equal_groups", "equal_person", "min", "median", "max"].map(str::to_owned));
    }
    header.extend(result.groups.iter().map(|group| format!("group.{}", group.group)));
    header.extend(result.stakeholders.iter().flatten().map(|person| format!("person.{}", person.stakeholder)));
    header
}

fn row(decision: &Decision, result: &WeightsResult, index: usize, swing: &Swing) -> Vec<Field> {
    let criterion = &decision.criteria[index];
    let end = |shown: &Option<Shown>| match shown {
        Some(Shown::Number(x)) => Field::Number(*x),
        Some(Shown::Text(text)) => Field::from(text.as_str()),
        Some(Shown::Absent(_)) | None => Field::Empty,
    };
    let mut fields = vec![
        Field::Text(criterion.id.clone()),
        Field::from(criterion.name.as_str()),
        criterion.group.map_or(Field::Empty, |group| Field::Text(decision.groups[group].id.clone())),
        Field::Number(result.weights.entries()[index]),
        Field::from(swing.judged),
        end(&swing.from),
        end(&swing.to),
        swing.unit.as_deref().map_or(Field::Empty, Field::from),
    ];
    let group = criterion.group.map(|group| decision.weights.groups[group]);
    fields.extend((!result.group_weights.entries().is_empty()).then(|| Field::from(group)));
    if let (Some(groups), Some(person), Some(spread)) = (&result.equal_groups, &result.equal_person, &result.spread) {
        let spread = spread.entries()[index];
        fields
            .extend([groups.entries()[index], person.entries()[index], spread.min, spread.median, spread.max].map(Field::Number));
    }
    fields.extend(result.groups.iter().map(|group| Field::from(group.weights.entries()[index])));
    fields.extend(result.stakeholders.iter().flatten().map(|person| Field::from(person.weights.entries()[index])));
    fields
}
