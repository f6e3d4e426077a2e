//! Rounds to open in a browser, random points for them, and what the program prints at those points.

use serde_json::{Value, json};

use crate::program::{Place, said};

/// A round, and which of its points stand side by side.
pub struct Round {
    pub place: Place,
    pub sets: &'static [&'static [&'static str]],
    /// Options that both the paper and the ranking understand.
    pub options: &'static [&'static str],
}

/// Groups in groups, one of which only heads its criteria, a criterion without any, one on which all perform alike, figures
/// beyond a scale, a size, missing figures, ties, losses and odd costs.
const TREE: &str = r#"title = "A tree"
[[groups]]
id = "care"
name = "Care"
swing = 100
[[groups]]
id = "wide"
swing = 70
[[groups]]
id = "heading"
parent = "wide"
[[groups]]
id = "deep"
parent = "care"
swing = 30
[[criteria]]
id = "health"
group = "care"
better = "higher"
worst = -7
best = 50
nothing = 0
swing = 100
missing = "range"
[[criteria]]
id = "flat"
group = "care"
better = "higher"
flat = "ignore"
swing = 20
[[criteria]]
id = "wait"
group = "deep"
better = "lower"
worst = 97
best = 3
swing = 33.3
outside = "extrapolate"
[[criteria]]
id = "safety"
group = "deep"
better = "higher"
worst = 0
best = 9
value = { midpoint = 3 }
swing = 66.7
[[criteria]]
id = "equity"
group = "heading"
better = "higher"
swing = 55
[[criteria]]
id = "access"
group = "heading"
value = { levels = { "low" = 0, "middle" = 40, "high" = 100 } }
swing = 45
missing = "worst"
[[criteria]]
id = "alone"
better = "higher"
worst = 0
best = 10
swing = 25
[portfolio]
cost = "cost"
size = "people"
budget = 200000
"#;

const TREE_DATA: &str = "id,name,cost,people,health,flat,wait,safety,equity,access,alone\n\
    A,Falls clinic,1200.55,30,6,1,40,4,3,high,5\nB,Coaching,80000,22.5,,1,110,6,8,low,10\n\
    C,Wards,0,45,45,1,3,5,3,middle,0\nD,Closure,-5000,10,-7,1,97,0,1,low,0\nE,Twin of F,999.99,10,20,1,50,4.5,5,high,5\n\
    F,Twin of E,999.99,10,20,1,50,4.5,5,high,5\nG,Ward at home,2500,12,33,1,20,9,9,,7\nH,Small,12.5,0,10,1,60,1,2,low,1\n\
    I,Large,150000,1000,49,1,5,8,9,middle,9\nJ,Middling,30000,100,,1,55,3,4,middle,5\n";

pub fn tree() -> Round {
    let place = Place::new();
    place.write("criteria.toml", TREE);
    place.write("data.csv", TREE_DATA);
    let sets: &[&[&str]] = &[&["alone", "care", "wide"], &["health", "deep"], &["equity", "access"], &["wait", "safety"]];
    Round { place, sets, options: &["--precision", "3"] }
}

/// The example round.
pub fn board() -> Round {
    let place = Place::new();
    let example = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/board-round");
    for (file, name) in
        [("interventions.csv", "data.csv"), ("criteria.toml", "criteria.toml"), ("stakeholders.csv", "returns.csv")]
    {
        place.write(name, std::fs::read(example.join(file)).expect("the example"));
    }
    Round { place, sets: &[&["health_outcomes", "quality_of_care", "equity"]], options: &[] }
}

/// A hundred interventions on ten criteria, on whose scores many ties and exact halves fall.
pub fn large() -> Round {
    const NAMES: [&str; 10] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    let place = Place::new();
    let entry = |name: &&str| format!("[[criteria]]\nid = \"{name}\"\nbetter = \"higher\"\nworst = 0\nbest = 8\nswing = 50\n");
    place.write("criteria.toml", NAMES.iter().map(entry).collect::<String>());
    let mut chance = Chance(7);
    let row = |row: usize| {
        let cells: Vec<_> = NAMES.iter().map(|_| (chance.next() % 9).to_string()).collect();
        format!("R{row},{},{}\n", 1000 * (1 + chance.next() % 50), cells.join(","))
    };
    place.write("data.csv", format!("id,cost,{}\n{}", NAMES.join(","), (0..100).map(row).collect::<String>()));
    Round { place, sets: &[&NAMES], options: &["--precision", "0"] }
}

/// Chance that is the same in every run.
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// Points as people give them, and as they do not: nothing, whole ones, and with many decimals.
    fn points(&mut self) -> String {
        match self.next() % 5 {
            0 => "0".to_owned(),
            1 => format!("0.{:03}", 1 + self.next() % 999),
            2 => format!("{}.{}", self.next() % 100, self.next() % 1_000_000),
            _ => (1 + self.next() % 100).to_string(),
        }
    }
}

impl Round {
    /// The paper as a page.
    pub fn page(&self, name: &str, options: &[&str]) -> String {
        // Without --top a long paper shows the first few.
        let paper = ["report", "data.csv", "-n", "100", "--top", "200", "-o", name];
        self.place.done(&[&paper, self.options, options].concat());
        self.place.path(name).to_string_lossy().into_owned()
    }

    /// What the page must show at the adopted points, then at so many others.
    pub fn views(&self, count: usize, seed: u64) -> Vec<Value> {
        let mut chance = Chance(seed);
        // Two alike and the others nothing: scores of eighths make values that lie exactly between two whole numbers.
        let halves = self.sets.iter().flat_map(|set| set.iter().enumerate());
        let halves: Vec<_> = halves.map(|(at, name)| (*name, if at < 2 { "1" } else { "0" }.to_owned())).collect();
        let mut views = vec![self.view(&[]), self.view(&halves)];
        for _ in 0..count {
            let mut chosen = Vec::new();
            for set in self.sets {
                let mut points: Vec<_> = set.iter().map(|name| (*name, chance.points())).collect();
                if points.iter().all(|(_, points)| points == "0") {
                    "17".clone_into(&mut points[0].1);
                }
                chosen.append(&mut points);
            }
            views.push(self.view(&chosen));
        }
        views
    }

    fn view(&self, points: &[(&str, String)]) -> Value {
        let swings: Vec<_> = points.iter().map(|(name, points)| format!("{name}={points}")).collect();
        let mut options: Vec<_> = swings.iter().flat_map(|swing| ["--swing", swing.as_str()]).collect();
        options.extend(self.options);
        let by_value = self.printed(&options);
        let by_money = self.printed(&[&options[..], &["--sort", "value-for-money"]].concat());
        let cost = if by_value.contains("Net cost") { "Net cost" } else { "Cost a year" };
        let fragment: Vec<_> = points.iter().map(|(name, points)| format!("{name}:{points}")).collect();
        let precise = self.options.contains(&"--precision");
        let weights = columns(&by_value, &["Weight %", "From worst to best"]).into_iter().map(|row| format!("{}%", row[0]));
        json!({
            "fragment": if points.is_empty() { String::new() } else { format!("#swings={}", fragment.join(",")) },
            "ranking": columns(&by_value, &["Rank", "ID", "Value", "Intervention", cost, "Per £m"]),
            "money": columns(&by_money, &["Order", "ID", "Per £m", "Intervention", cost, "Running total", "Value", "By value"]),
            "open": by_value.lines().find(|line| line.starts_with("≈ Figures")).unwrap_or(""),
            // The table beside a ranking has one decimal.
            "weights": if precise { Value::Null } else { weights.collect() },
        })
    }

    fn printed(&self, options: &[&str]) -> String {
        let output = self.place.run(&[&["rank", "data.csv", "-f", "markdown"], options].concat());
        assert!(output.status.success(), "{options:?}: {}", said(&output));
        String::from_utf8(output.stdout).expect("a text").replace('\\', "")
    }
}

/// The columns under some headings, of the first table of a Markdown document that has them all.
pub fn columns(markdown: &str, headings: &[&str]) -> Vec<Vec<String>> {
    let cells = |line: &str| -> Vec<String> { line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect() };
    let mut lines = markdown.lines();
    let places = lines.by_ref().filter(|line| line.starts_with('|')).find_map(|line| {
        let found = cells(line);
        headings.iter().map(|heading| found.iter().position(|cell| cell == heading)).collect::<Option<Vec<_>>>()
    });
    let Some(places) = places else { return Vec::new() };
    let rows = lines.skip(1).take_while(|line| line.starts_with('|')).map(cells);
    rows.map(|row| places.iter().map(|&place| row[place].clone()).collect()).collect()
}
