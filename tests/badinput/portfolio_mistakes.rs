//! Mistakes in `[portfolio]`, and in what the rows say of one another; and what is accepted with a doubt.
//!
//! Words as in `criteria_mistakes`.

/// What is wrong, the lines after those of a criterion, and what the message must mention.
pub const OF_PORTFOLIO: &[(&str, &str, &str)] = &[
    ("budget missing", "[portfolio]\ncost = 'cost'", "@line5;[portfolio];`budget`"),
    ("budget negative", "[portfolio]\nbudget = -1", "@line6;`budget`;negative"),
    ("budget of one year", "[portfolio]\nbudget = [1, 'x']", "@line6;`budget`;not a text"),
    ("cost of the portfolio", "[portfolio]\nbudget = [1, 2]\ncost = ['cost', 'cost_2']", "@line7;cost_2;[portfolio]"),
    ("size", "[portfolio]\nbudget = 1\nsize = 'people'", "@line7;people;[portfolio]"),
    ("budget of no year", "[portfolio]\nbudget = []", "@line6;`budget`;empty list"),
    ("budget beyond reach", "[portfolio]\nbudget = 1e13", "@line6;`budget`;1,000,000,000,000"),
    ("more years than costs", "[portfolio]\nbudget = [1, 2]\ncost = 'cost'", "@line6;2 amounts, one a year;1 column"),
    ("fewer years than costs", "[portfolio]\nbudget = [1]\ncost = ['cost', 'health']", "@line6;1 amount;2 columns"),
    ("years of the default cost", "[portfolio]\nbudget = [1, 2]", "@line6;2 amounts;1 column"),
    ("no column of costs", "[portfolio]\nbudget = 1\ncost = []", "@line7;`cost`;empty list"),
    (
        "years and streams",
        "[portfolio]\nbudget = [1, 2]\ncost = ['cost', 'health']\nstream = 'name'\n[portfolio.streams]\nCore = 1",
        "@line6;yearly;streams;one `budget`",
    ),
    (
        "costs of years and streams",
        "[portfolio]\ncost = ['cost', 'health']\nstream = 'name'\n[portfolio.streams]\nCore = 1",
        "@line6;yearly;streams",
    ),
    (
        "years and a budget for each value",
        "[portfolio]\ncost = ['cost', 'health']\n[portfolio.budgets]\nNorth = 1",
        "@line8;[portfolio.budgets];2 columns",
    ),
    ("streams without their column", "[portfolio.streams]\nCore = 1", "@line5;[portfolio.streams];stream = \"COLUMN\""),
    ("column of streams alone", "[portfolio]\nbudget = 1\nstream = 'name'", "@line7;`stream`;[portfolio.streams]"),
    ("no stream", "[portfolio]\nstream = 'name'\n[portfolio.streams]", "[portfolio.streams];names no stream"),
    (
        "streams alike",
        "[portfolio]\nstream = 'name'\n[portfolio.streams]\nCore = 1\n'Core ' = 2",
        "@line9;two streams;\"Core\";@line8",
    ),
    ("mandate", "[portfolio]\nbudget = 1\nmandated = 'must'", "@line7;must"),
    ("stream", "[portfolio]\nstream = 'name'\n[portfolio.streams]\n'Core' = -5", "@line8;`Core`;negative"),
    ("stream as text", "[portfolio]\nstream = 'name'\n[portfolio.streams]\n'Core' = 'x'", "@line8;`Core`;a number"),
    (
        "stream without amount",
        "[portfolio]\nstream = 'name'\n[portfolio.streams]\n'Core' = { tops_up = true }",
        "@line8;Core;`amount`",
    ),
    (
        "stream's switch",
        "[portfolio]\nstream = 'name'\n[portfolio.streams]\n'Core' = { amount = 1, tops_up = 1 }",
        "@line8;`tops_up`;true or false",
    ),
    ("budgets", "[portfolio.budgets]\nNorth = -5", "@line6;`North`;negative"),
    ("limit", "[portfolio]\nbudget = 1\n[[portfolio.limits]]\ncolumn = 'wte'\nat_most = 1", "@line8;wte;limit \"wte\""),
    (
        "limit of nothing",
        "[portfolio]\nbudget = 1\n[[portfolio.limits]]\nname = 'Staff'\nat_most = 1",
        "@line7;Staff;`column`;count = true",
    ),
    (
        "limit of two kinds",
        "[portfolio]\nbudget = 1\n[[portfolio.limits]]\ncolumn = 'health'\ncount = true\nat_most = 1",
        "@line7;`column`;`count`",
    ),
    ("limit without bound", "[portfolio]\nbudget = 1\n[[portfolio.limits]]\ncolumn = 'health'", "@line7;no bound;at_most"),
    (
        "limit that nothing could keep",
        "[portfolio]\nbudget = 1\n[[portfolio.limits]]\ncount = true\nat_least = 3\nat_most = 2",
        "@line9;at_least above at_most",
    ),
    (
        "limits alike",
        "[portfolio]\nbudget = 1\n[[portfolio.limits]]\ncount = true\nat_most = 2\n[[portfolio.limits]]\nname = 'count'\ncount = true\nat_most = 2",
        "@line11;two limits;\"count\"",
    ),
    (
        "limit's bound",
        "[portfolio]\nbudget = 1\n[[portfolio.limits]]\ncount = true\nat_most = nan\nat_least = '1'",
        "@line9;`at_most`;finite;@line10;`at_least`;2 errors",
    ),
    (
        "limit's rows",
        "[portfolio]\nbudget = 1\n[[portfolio.limits]]\ncount = true\nat_most = 1\nwhere = { plaice = 'x' }",
        "@line10;plaice",
    ),
];

/// The first lines of a criteria file for [`ROWS`]: what stands after them starts on line 9.
pub const RULES: &str = "[[criteria]]\nid = 'health'\nbetter = 'higher'\nswing = 100\n[portfolio]\nmandated = 'must'\n\
    exclusive = 'label'\nrequires = 'needs'\n";

/// What is wrong, the lines after [`RULES`], the rows `id,cost,health,must,label,needs,fund`, and what the message must mention.
pub const OF_ROWS: &[(&str, &str, &str, &str)] = &[
    (
        "neither yes nor no",
        "budget = 9",
        "A,1,1,YES,,,\nB,2,2,maybe,,,\nC,3,3,-,,,\nD,3,3,0,,,\n",
        "@line3;`maybe`;`must`;yes or no;@line4;`-`;2 errors",
    ),
    ("needs nobody", "budget = 9", "A,1,1,,,B1;C,\nB,2,2,,,,\nC,3,3,,,,\n", "@line2;`B1`;no id in;`needs`;did you mean `B`"),
    ("needs itself", "budget = 9", "A,1,1,,,,\nB,2,2,,,A; B,\n", "@line3;`A; B`;own id;`needs`"),
    (
        "needs in a circle",
        "budget = 9",
        "A,1,1,,,C,\nB,2,2,,,A,\nC,3,3,,,B;D,\nD,3,4,,,E,\nE,3,5,,,D,\n",
        "@line2;circle: `A` (line 2) → `C` (line 4) → `B` (line 3) → `A`;@line5;`D` (line 5) → `E` (line 6) → `D`;2 errors",
    ),
    (
        "mandates that exclude each other",
        "budget = 9",
        "A,1,1,y,X;Z,,\nB,2,2,no,X,,\nC,3,3,TRUE, Z ,,\n",
        "@line4;`Z`;`label`;`A` (line 2, mandated) and `C` (line 4, mandated);`must`",
    ),
    (
        "mandates whose needs exclude each other",
        "budget = 9",
        "A,1,1,1,,B,\nB,2,2,,,C,\nC,3,3,,X,,\nD,4,4,1,X,,\n",
        "@line5;`X`;`C` (line 4: `A` (line 2) is mandated and requires `B`, which requires it) and `D` (line 5, mandated)",
    ),
    (
        "unknown streams",
        "stream = 'fund'\n[portfolio.streams]\nCore = 1\nCare = 2\n",
        "A,1,1,,,,Cor\nB,2,2,,,,Care\nC,3,3,,,,Cor\nD,4,4,,,,Core\nE,4,5,,,,other\n",
        "@line2;`Cor`;`fund`;[portfolio.streams]: `A` (line 2) and `C` (line 4);did you mean `Core`;@line6;`other`;2 errors",
    ),
    (
        "figures missing from a limit",
        "budget = 9\n[[portfolio.limits]]\ncolumn = 'must'\nat_most = 1\nwhere = { label = ['x', 'y'] }",
        "A,1,1,,x,,\nB,,2,0,,,\nC,3,3,1,y,,\nD,3,3,,,,\n",
        "@line2;`must`;missing;limit;@line3;`cost`;2 errors",
    ),
    ("costs beyond reach", "budget = 9", "A,-2e12,1,,,,\nB,2,2,,,,\n", "@line2;`-2e12`;`cost`;over 1,000,000,000,000"),
    (
        "all of it",
        "stream = 'fund'\n[portfolio.streams]\nCore = 1\n",
        "A,1,1,perhaps,,F,Cor\nB,,2,,,C,Core\nC,3,3,,,B,Core\nD,x,3,,,D,Core\n",
        "`perhaps`;`F`;`Cor`;circle;own id;`x`;missing;7 errors",
    ),
];

/// What is accepted with a word: the lines after [`RULES`], the rows, the code and words.
pub const DOUBTS_OF_ROWS: &[(&str, &str, &str, &str)] = &[
    (
        "stream of nobody",
        "stream = 'fund'\n[portfolio.streams]\nCore = 3\nCare = { amount = 2, tops_up = true }\nCor = 1\n",
        "A,1,1,,,,Core\nB,2,2,,,,\n",
        "unused-stream;`Cor`;`fund`;did you mean `Core`;@line13",
    ),
    (
        "limit of nobody",
        "budget = 9\n[[portfolio.limits]]\nname = 'North'\ncount = true\nat_least = 0\nwhere = { label = ['xx', 'y'] }",
        "A,1,1,,xy,,\nB,2,2,,y,,\n",
        "empty-limit;\"North\";label = xx;did you mean `xy`;@line14",
    ),
];
