//! Mistakes in data files, and in the two files together; and what is accepted with a doubt.
//!
//! Words as in `criteria_mistakes`.

use super::criteria_mistakes::HEALTH;

/// A cell of the health column on line 2, and what its message must mention.
pub const CELLS: &[(&str, &str)] = &[
    ("", "an empty cell;missing"),
    ("-", "missing"),
    ("n/a", "n/a;missing"),
    ("NULL", "NULL;not a number"),
    ("nan", "nan;finite"),
    ("-inf", "-inf;finite"),
    ("1e400", "1e400;too large"),
    ("2e100", "2e100;too large"),
    ("£80k", "£80k;write it in full: 80000"),
    ("2.5bn", "2.5bn;write it in full: 2500000000"),
    ("€80", "€80;currency"),
    ("≥5", "≥5;bounded"),
    ("22*", "22*;not a number"),
    ("1_000", "1_000;underscores"),
    ("８０", "８０;plain digits|digits 0 to 9"),
    ("٨٠", "digits 0 to 9"),
    ("12/03/2024", "12/03/2024;date"),
    ("2024-03-12", "2024-03-12;date"),
    ("Mar-24", "Mar-24;date"),
    ("12,5", "12,5;write 12.5;decimal"),
    ("1,23", "1,23;write 1.23"),
    ("0x50", "0x50;decimal number"),
    ("1\u{a0}234", "non-breaking space"),
    ("1\u{200b}5", "hidden character"),
    ("--5", "--5;not a number"),
    ("(-5)", "(-5);sign"),
    ("£000", "£000;unit"),
    ("30 GBP", "30 GBP;not a number"),
    ("#REF!", "#REF!;spreadsheet error"),
    ("#VALUE!", "#VALUE!;spreadsheet error"),
    ("%", "not a number"),
    ("1e5e5", "1e5e5;not a number"),
    ("51", "51;outside the scale;worst 0 to best 50"),
    ("-0.1", "-0.1;outside the scale"),
];

pub const HEADER: &str = "id,name,cost,health,quality,equity";

/// Whole data files, ranked by the base criteria.
pub const TABLES: &[(&str, &str, &str)] = &[
    ("title above", "Our round,,,,\n,,,,\nid,cost,health,quality,equity\nA,1,2,3,4\n", "@line3;no header;remove"),
    ("thousands cut in two", "id,cost,health,quality,equity\nA,1,200,2,3,4\n", "@line2;6 fields;1200"),
    ("only delimiters", ",,,\n,,,\n", "@file;empty"),
    ("delimiter beyond ASCII", "sep=é\nidéhealth\nAé1\n", "@file;sep="),
    ("empty", " \n\n", "@file;empty;first line names the columns"),
    ("header alone", "id,name,cost,health,quality,equity\n", "@line1;no row"),
    ("columns unknown", "code,naam\nA,1\n", "@line1;`id`;`code`;5 errors"),
    ("two columns of one name", "id,cost,health,quality,equity,cost\nA,1,2,3,4,5\n", "@line1;`cost`;columns 2 and 6"),
    ("near column", "id,cost,health,quality,equitty\nA,1,2,3,4\n", "equity;criteria.toml;did you mean `equitty`"),
    ("hidden column", "id,cost,\u{200b}health,quality,equity\nA,1,2,3,4\n", "health;hidden character"),
    ("short row", "id,cost,health,quality,equity\nA,1,2,3\n", "@line2;4 fields;5;missing cells"),
    ("long row", "id,cost,health,quality,equity\nA,1,2,3,4,5\n", "@line2;6 fields;5;double quotes"),
    ("quote after a space", "id,cost,health,quality,equity\nA, \"1,2\",2,3,4\n", "@line2;6 fields;right after the delimiter"),
    ("quote never closed", "id,cost,health,quality,equity\n\"A,1,2,3,4\nB,1,2,3,4\n", "@line2;never closed"),
    ("quote closed within", "id,cost,health,quality,equity\n\"A\"x,1,2,3,4\n", "@line2;middle of a cell"),
    (
        "two headers",
        "id,cost,health,quality,equity\nid,cost,health,quality,equity\nA,1,2,3,4\n",
        "@line2;second header;`cost`;`health`;5 errors",
    ),
    ("units row", "id,cost,health,quality,equity\nunits,£000,QALYs,points,points\nA,1,2,3,4\n", "@line2;units;`health`;5 errors"),
    ("total row", "id,cost,health,quality,equity\nA,1,2,3,4\nTotal,1,2,3,4\n", "@line3;total row;`Total`"),
    (
        "total in the name",
        "id,name,cost,health,quality,equity\nA,x,1,2,3,4\n,Grand Total,1,2,3,4\n",
        "@line3;total row;`Grand Total`",
    ),
    ("empty id", "id,cost,health,quality,equity\nA,1,2,3,4\n ,1,2,3,4\n", "@line3;id;empty"),
    ("repeated id", "id,cost,health,quality,equity\nA,1,2,3,4\nB,1,2,3,4\nA,1,2,3,4\n", "@line4;`A`;@line2"),
    (
        "a percentage among numbers",
        "id,cost,health,quality,equity\nA,1,2,3,4\nB,1,20%,3,4\nC,1,2,3,4\n",
        "@line3;20%;percentage;health",
    ),
    (
        "a number among percentages",
        "id,cost,health,quality,equity\nA,1,2%,3,4\nB,1,20,3,4\nC,1,2%,3,4\n",
        "@line3;20;plain number;health",
    ),
    ("cost missing", "id,cost,health,quality,equity\nA,,2,3,4\nB,1,2,3,4\n", "@line2;cost;[portfolio]"),
    ("quoted lines before", "id,cost,health,quality,equity\n\"A\nb\",1,2,3,4\n\n\"B\n\nb\",1,2,x,4\n", "@line7;`x`;quality"),
];

/// Both files, for what only the two together can get wrong.
pub const BOTH: &[(&str, &str, &str, &str)] = &[
    (
        "no figure at all",
        "[[criteria]]\nid = 'health'\nbetter = 'higher'\nswing = 1\nmissing = 'worst'",
        "id,health\nA,\nB,NA\n",
        "@line2;health;no intervention has a figure",
    ),
    ("all alike", HEALTH, "id,health\nA,5\nB,5\n", "@line2;health;alike;worst and best;ignore"),
    (
        "all alike, ignored",
        "[[criteria]]\nid = 'health'\nbetter = 'higher'\nswing = 1\nflat = 'ignore'",
        "id,health\nA,5\nB,5\n",
        "every weighed criterion",
    ),
    ("one row", HEALTH, "id,health\nA,5\n", "@line2;health;alike"),
    (
        "divided by nothing",
        "[[criteria]]\nid = 'health'\nper = 'cost'\nbetter = 'higher'\nswing = 1",
        "id,cost,health\nA,0,5\nB,1,5\n",
        "@line2;`cost`;divisor of 0",
    ),
    (
        "product too large",
        "[[criteria]]\nid = 'health'\ntimes = 'cost'\nbetter = 'higher'\nswing = 1",
        "id,cost,health\nA,1e90,1e90\nB,1,5\n",
        "@line2;too large a performance",
    ),
    (
        "relative below 0",
        "[[criteria]]\nid = 'health'\nvalue = 'relative'\nbetter = 'higher'\nswing = 1",
        "id,health\nA,-1\nB,5\n",
        "@line2;health;relative;negative",
    ),
    (
        "relative of nothing",
        "[[criteria]]\nid = 'health'\nvalue = 'relative'\nbetter = 'higher'\nswing = 1",
        "id,health\nA,0\nB,0\n",
        "@line2;health;0 or missing",
    ),
    (
        "nothing left",
        "[[criteria]]\nid = 'health'\nbetter = 'higher'\nswing = 1\nmissing = 'drop'",
        "id,health\nA,\nB,NA\n",
        "every intervention lacks;range",
    ),
    ("missing without policy", HEALTH, "id,health\nA,\nB,3\nC,4\n", "@line2;health;missing;\"range\";\"worst\";\"drop\""),
    (
        "decimal point",
        "data = { decimal = ',' }\ncriteria = [{ id = 'health', better = 'higher', swing = 1 }]",
        "id;health\nA;1,5\nB;2.5\n",
        "@line3;2.5;comma",
    ),
    (
        "stated delimiter",
        "data = { delimiter = ';' }\ncriteria = [{ id = 'health', better = 'higher', swing = 1 }]",
        "id,health\nA,5\nB,6\n",
        "@line1;id,health;2 errors",
    ),
    (
        "nothing too far",
        "[[criteria]]\nid = 'health'\nbetter = 'higher'\nswing = 1\nnothing = 1e300",
        "id,health\nA,0\nB,1e-100\n",
        "@line5;`nothing`;too far",
    ),
];

/// What is accepted with a word: both files, and the code and words of the doubt or note.
pub const DOUBTS: &[(&str, &str, &str, &str)] = &[
    ("ids alike", HEALTH, "id,health\nA1,5\na1 ,6\n", "similar-ids;`A1`;`a1 `;@line3"),
    ("accents alike", HEALTH, "id,health\nCaf\u{e9},5\nCafe\u{301},6\n", "similar-ids;@line3"),
    (
        "names alike",
        "criteria = [{ id = 'health', name = 'Gain', better = 'higher', swing = 1 }, { id = 'cost', name = 'Gain', better = 'lower', swing = 1 }]",
        "id,health,cost\nA,1,1\nB,2,2\n",
        "repeated-name;Gain",
    ),
    ("no name", HEALTH, "id,name,health\nA,,5\nB,x,6\n", "empty-name;@line2"),
    ("cost missing", HEALTH, "id,cost,health\nA,,5\nB,1,6\n", "missing-values;`cost`;@line2"),
    ("column without a name", HEALTH, "id,health,\nA,5,note\nB,6,\n", "unnamed-column;column 3"),
    ("empty column", HEALTH, "id,health,\nA,5,\nB,6,\n", "empty-columns;1 empty"),
    ("empty rows", HEALTH, "id,health\n,\nA,5\n\nB,6\n,\n", "empty-rows;3 empty rows"),
    ("semicolons", HEALTH, "id;health\nA;5\nB;6\n", "delimiter;semicolons"),
    (
        "pounds",
        HEALTH,
        "id,health\nA,\"£1,234\"\nB,(6)\nC,7\n",
        "number-form;`£1,234` read as 1,234;`(6)` read as -6|`(6)` read as \u{2212}6",
    ),
    ("percentages", HEALTH, "id,health\nA,5%\nB,6 %\n", "number-form;2 figures with a per cent sign;read as 5"),
    (
        "clamped",
        "[[criteria]]\nid = 'health'\nbetter = 'higher'\nswing = 1\nworst = 0\nbest = 5\noutside = 'clamp'",
        "id,health\nA,6\nB,3\n",
        "clamped;A (6);@line2",
    ),
    (
        "clamped loss",
        "[[criteria]]\nid = 'health'\nbetter = 'higher'\nswing = 1\nworst = 0\nbest = 5\noutside = 'clamp'",
        "id,cost,health\nA,-9,-6\nB,1,3\n",
        "clamped-loss;`A`;-6|\u{2212}6;`worst`",
    ),
    (
        "extrapolated",
        "[[criteria]]\nid = 'health'\nbetter = 'higher'\nswing = 1\nworst = 0\nbest = 5\noutside = 'extrapolate'",
        "id,health\nA,6\nB,3\n",
        "extrapolated;A (6);@line2",
    ),
    (
        "missing counts as worst",
        "[[criteria]]\nid = 'health'\nbetter = 'higher'\nswing = 1\nmissing = 'worst'",
        "id,health\nA,\nB,3\nC,4\n",
        "missing-values;scored as the worst;@line2",
    ),
    (
        "missing may be anything",
        "[[criteria]]\nid = 'health'\nbetter = 'higher'\nswing = 1\nmissing = 'range'",
        "id,health\nA,\nB,3\nC,4\n",
        "missing-values;from worst to best;@line2",
    ),
    (
        "missing is dropped",
        "[[criteria]]\nid = 'health'\nbetter = 'higher'\nswing = 1\nmissing = 'drop'",
        "id,health\nA,\nB,3\nC,4\n",
        "missing-values;ranked 2, set aside 1;@line2",
    ),
    (
        "rescaled",
        "[weights]\non_range_change = 'rescale'\n[[criteria]]\nid = 'health'\nbetter = 'higher'\nswing = 1\nworst = 0\nbest = 5\nswing_for = [0, 10]",
        "id,health\nA,5\nB,3\n",
        "range-changed;from 1 to 0.5;@line9",
    ),
    (
        "flat is left out",
        "criteria = [{ id = 'health', better = 'higher', swing = 1, flat = 'ignore' }, { id = 'cost', better = 'lower', swing = 1 }]",
        "id,health,cost\nA,5,1\nB,5,2\n",
        "flat-ignored;`health`",
    ),
];
