//! Mistakes in criteria files: one smallest file for each message of the reader that the corpus does not reach.
//!
//! Words that a message must mention are parted by `;`, alternatives by `|`; `@lineN` is line N of the file that is wrong.

/// Four lines that are a whole criteria file; what stands after them starts on line 5 and belongs to the criterion.
pub const HEALTH: &str = "[[criteria]]\nid = 'health'\nbetter = 'higher'\nswing = 100\n";

/// What is wrong, the lines after [`HEALTH`], and what the message must mention.
pub const OF_A_CRITERION: &[(&str, &str, &str)] = &[
    ("text for a number", "worst = '0'\nbest = 50", "@line5;`worst`;criterion `health`;a number;'0';worst = 0 without quotes"),
    ("number for a text", "unit = 5", "@line5;`unit`;a text in quotes;5"),
    ("table for a text", "name = { en = 'x' }", "@line5;`name`;a table"),
    ("list for a number", "nothing = [1]", "@line5;`nothing`;a list"),
    ("infinite end", "worst = -inf\nbest = 50", "@line5;`worst`;finite"),
    ("no number at all", "nothing = nan", "@line5;`nothing`;finite"),
    ("float too large", "worst = 0\nbest = 1e999", "@line6;`best`;too large"),
    ("integer too large", "worst = 0\nbest = 99999999999999999999", "@line6;`best`;too large"),
    ("negative bound", "swing_low = -1", "@line5;`swing_low`;negative"),
    ("misspelt word", "outside = 'clmap'", "@line5;`outside`;clmap;did you mean `clamp`"),
    ("no word", "missing = true", "@line5;`missing`;\"range\";true or false"),
    ("unknown word", "flat = 'drop'", "@line5;`flat`;drop;\"ignore\""),
    ("unknown role", "role = 'reporting'", "@line5;`role`;reporting;\"report\""),
    ("misspelt key", "colum = 'health'", "@line5;`colum`;criterion `health`;did you mean `column`"),
    ("key of no kind", "xyzzy = 1", "@line5;`xyzzy`;known: `id`, `role`"),
    ("three ends", "swing_for = [0, 1, 2]", "@line5;`swing_for`;two numbers"),
    ("one end", "swing_for = 5", "@line5;`swing_for`;a list"),
    ("text for an end", "swing_for = [0, 'x']", "@line5;`swing_for`;not a text"),
    ("swing_for without width", "swing_for = [3, 3]", "@line5;`swing_for`;without width"),
    ("swing_for on another scale", "worst = 0\nbest = 50\nswing_for = [0, 40]", "@line7;health;0 to 40;0 to 50;on_range_change"),
    ("swing_for on relative values", "value = 'relative'\nswing_for = [0, 50]", "@line6;`swing_for`;relative"),
    ("weighed report", "role = 'report'", "@line4;role = \"report\";`swing`"),
    ("two judgements", "weight = 0.5", "@line5;`swing`;`weight`;keep"),
    ("swing below its bounds", "swing_low = 200", "@line5;100;outside its bounds"),
    ("swing above its bounds", "swing_high = 50", "@line5;100;outside its bounds"),
    ("points with ends", "worst = 0\nbest = 50\nvalue = { points = [[0, 0], [50, 100]] }", "@line5;`worst`;points"),
    ("relative with ends", "worst = 0\nbest = 50\nvalue = 'relative'", "@line5;`worst`;relative"),
    ("best alone", "best = 50", "@line5;`best`;no `worst`;local"),
    ("scale without width", "worst = 5\nbest = 5", "@line5;same `worst` and `best`;5"),
    ("endless scale", "worst = 0\nbest = 1e101", "@line5;beyond 1e100"),
    ("scale against its direction", "worst = 50\nbest = 0", "@line5;worst = 50;best = 0;lower;`better`"),
    ("misspelt shape", "value = 'lineal'", "@line5;`value`;lineal;did you mean `linear`"),
    ("no shape but a number", "value = 5", "@line5;`value`;shape;5"),
    ("empty shape", "value = {}", "@line5;0 shapes;curvature;levels"),
    ("two shapes", "value = { curvature = 1, midpoint = 20 }", "@line5;2 shapes;curvature"),
    ("unknown shape", "value = { point = [[0, 0], [50, 100]] }", "@line5;`point`;did you mean `points`"),
    ("no points", "value = { points = [] }", "@line5;`points`;empty"),
    ("one point", "value = { points = [[0, 0]] }", "@line5;`points`;at least two"),
    ("points out of order", "value = { points = [[50, 0], [0, 100]] }", "@line5;`points`;rising"),
    ("points too far out", "value = { points = [[0, 0], [1e200, 100]] }", "@line5;`points`;1e100"),
    ("points that end early", "value = { points = [[0, 0], [50, 90]] }", "@line5;`points`;from 0 to 90"),
    ("points that turn round", "value = { points = [[0, 0], [10, 60], [20, 40], [50, 100]] }", "@line5;`points`;turn round"),
    ("points without values", "value = { points = [0, 50] }", "@line5;`points`;not a number"),
    (
        "curve beyond its scale",
        "worst = 0\nbest = 50\noutside = 'extrapolate'\nvalue = { curvature = 1 }",
        "health;extrapolates;curved",
    ),
    ("midpoint at the end", "worst = 0\nbest = 50\nvalue = { midpoint = 50 }", "@line7;midpoint;50;health;0 to 50"),
    ("preference without type", "preference = { q = 1 }", "@line5;preference;`type`"),
    ("preference without q", "preference = { type = 'linear', p = 1 }", "@line5;preference;`q`"),
    ("preference without s", "preference = { type = 'gaussian' }", "@line5;preference;`s`"),
    ("misspelt preference", "preference = { type = 'gausian', s = 1 }", "@line5;gausian;did you mean `gaussian`"),
    ("negative preference", "preference = { type = 'u', q = -1 }", "@line5;`q`;negative"),
    ("preference of no type", "preference = 'linear'", "@line5;`preference`;a table"),
    ("key of another preference", "preference = { type = 'gaussian', q = 1, s = 2 }", "@line5;`q`;no effect;\"gaussian\";remove"),
    ("usual preference with s", "preference = { type = 'usual', s = 1 }", "@line5;`s`;no effect;\"usual\";remove"),
    ("preference without slope", "preference = { type = 'linear', q = 1, p = 1 }", "@line5;`p`;above `q`;type = \"u\""),
    ("preference upside down", "preference = { type = 'level', q = 2, p = 1 }", "@line5;`p`;not be below `q`"),
    ("preference at once", "preference = { type = 'v', p = 0 }", "@line5;`p`;above 0;\"usual\""),
    ("bell without width", "preference = { type = 'gaussian', s = 0 }", "@line5;`s`;above 0;\"usual\""),
    ("unknown column", "column = 'helth'", "@line5;helth;criterion `health`;did you mean `health`"),
    ("unknown factor", "times = 'costs'", "@line5;costs;did you mean `cost`"),
    ("unknown divisor", "per = 'qualty'", "@line5;qualty;did you mean `quality`"),
    (
        "unknown column of uncertainty",
        "uncertainty = { low = 'helth_low', high = 'health' }",
        "@line5;helth_low;criterion `health`",
    ),
    (
        "misspelt distribution",
        "uncertainty = { low = 'cost', high = 'cost', distribution = 'triangle' }",
        "@line5;triangle;triangular",
    ),
    ("negative uncertainty", "uncertainty = { relative = -0.2 }", "@line5;`relative`;negative"),
    ("uncertainty beyond all figures", "uncertainty = { relative = 1e100 }", "interventions.csv;too wide;`health`;5 errors"),
    ("uncertainty without a table", "uncertainty = 0.2", "@line5;`uncertainty`;a table"),
    ("unknown group", "group = 'benfit'\n[[groups]]\nid = 'benefit'", "@line5;benfit;did you mean `benefit`"),
    ("no groups", "group = 'benefit'", "@line5;benefit;no [[groups]]"),
    ("worded nothing", "worst = 0\nbest = 50\nnothing = 'none'", "@line7;`nothing`;none;a number"),
    ("nothing outside the scale", "worst = 0\nbest = 50\nnothing = 60", "@line7;`nothing`;60;0 to 50"),
    ("data outside the scale", "worst = 0\nbest = 44", "interventions.csv;@line4;45;health;worst 0 to best 44;clamp"),
    ("product outside the scale", "times = 'cost'\nworst = 0\nbest = 5000", "interventions.csv;@line4;makes 9,000;health"),
];

/// Three lines without a direction, for levels and points: what stands after them starts on line 4.
pub const PLAIN: &str = "[[criteria]]\nid = 'health'\nswing = 100\n";

/// What is wrong, the lines after [`PLAIN`], and what the message must mention.
pub const OF_LEVELS: &[(&str, &str, &str)] = &[
    ("level beyond 100", "value = { levels = { low = 0, high = 101 } }", "@line4;`high`;0 and 100"),
    ("level without a figure", "value = { levels = { low = 0, high = 'x' } }", "@line4;`high`;a number"),
    ("no levels", "value = { levels = {} }", "@line4;levels;empty"),
    ("levels multiplied", "times = 'cost'\nvalue = { levels = { a = 0, b = 100 } }", "@line4;levels;`times`"),
    (
        "nothing of no level",
        "column = 'name'\nvalue = { levels = { 'Falls clinic' = 0, 'Diabetes coaching' = 9, 'Virtual wards' = 8, \
      'Smoking cessation' = 7, 'Weight management' = 100 } }\nnothing = 'Falls clinics'",
        "@line6;`nothing`;did you mean `Falls clinic`",
    ),
    (
        "figures of no level",
        "value = { levels = { '30' = 0, '31' = 100 } }",
        "interventions.csv;@line3;22;no level;health;`30`;4 errors",
    ),
    ("levels with a direction", "better = 'higher'\nvalue = { levels = { a = 0, b = 100 } }", "@line4;`better`;levels;remove"),
    (
        "points against their direction",
        "better = 'lower'\nvalue = { points = [[0, 0], [50, 100]] }",
        "@line4;`better`;points;remove",
    ),
];

/// The same, where the lines after [`HEALTH`] are another part of the file.
pub const OF_A_SECTION: &[(&str, &str, &str)] = &[
    ("ids column", "[data]\nid = 'intervention'", "@line6;`intervention`;[data];known: `id`"),
    ("names column", "[data]\nname = 'nmae'", "@line6;nmae;did you mean `name`"),
    ("cost column", "[data]\ncost = 'costs'", "@line6;costs;did you mean `cost`"),
    ("evidence column", "[data]\nevidence = 'grade'", "@line6;grade;[data]"),
    ("effect column", "[data]\neffect = 'qaly'", "@line6;qaly"),
    ("delimiter", "[data]\ndelimiter = '|'", "@line6;`delimiter`;\",\"|detected"),
    ("decimal mark", "[data]\ndecimal = ';'", "@line6;`decimal`;\".\" or \",\""),
    ("key of data", "[data]\ncosts = 'cost'", "@line6;`costs`;[data];did you mean `cost`"),
    ("date", "[decision]\ndate = 5", "@line6;`date`;2026-03-26"),
    ("question", "[decision]\nquestion = 5", "@line6;`question`;a text"),
    ("accepted doubt", "[assurance.accepted]\noutlier = 5", "@line6;`outlier`;a text"),
    ("assurance role", "[assurance]\nasurer = 'x'", "@line6;asurer;did you mean `assurer`"),
    ("uncertain column", "[uncertainty]\ncosts = { sd = 'cost' }", "@line6;costs;did you mean `cost`"),
    ("uncertainty", "[uncertainty]\ncost = 5", "@line6;`cost`;a table in { }"),
    ("equality column", "[equality]\ncolumn = 'core20'\npeople = 'cost'", "@line6;core20"),
    ("equality without people", "[equality]\ncolumn = 'cost'", "@line5;`people`;name the column"),
    (
        "benchmark",
        "[equality]\ncolumn = 'cost'\npeople = 'cost'\nbenchmark = '20'",
        "@line8;`benchmark`;a number;benchmark = 20 without quotes",
    ),
    ("spread of no kind", "[uncertainty]\ncost = { low = 'cost' }", "@line6;no spread;triangular"),
    (
        "spread's bound",
        "[uncertainty]\nhealth = { low = 'quality', high = 'cost', distribution = 'triangular' }\ncost = { low = 'cost', high = 'health', distribution = 'pert' }",
        "column `health`;upper bound below its figure;5 errors",
    ),
    (
        "shares over 1",
        "[uncertainty]\nhealth = { alpha = 'cost', beta = 'cost' }",
        "column `health`;proportion between 0 and 1;5 errors",
    ),
    ("share of people", "[equality]\ncolumn = 'cost'\npeople = 'cost'", "column `cost`;share between 0 and 100;2 errors"),
    ("doubt accepted by another name", "[assurance.accepted]\noutlyer = 'right'", "@line6;outlyer;did you mean `outlier`"),
    ("aggregate", "[stakeholders]\naggregate = 'meen'", "@line6;meen;did you mean `mean`"),
    ("group of people", "[stakeholders.groups]\n'Public' = -1", "@line6;`Public`;negative"),
    ("threshold", "[cea]\nthreshold = 'x'", "@line6;`threshold`;a number"),
    ("independence", "[cea]\nindependent = 'yes'", "@line6;`independent`;true or false"),
    ("override", "[[overrides]]\nid = 'Z'", "@line6;`Z`;override;interventions.csv"),
    ("gate without column", "[[gates]]\npass = ['x']", "@line5;`column`"),
    ("gate without rule", "[[gates]]\ncolumn = 'name'", "@line5;no rule;`pass`|pass =;at_least"),
    ("gate with both rules", "[[gates]]\ncolumn = 'cost'\npass = ['x']\nat_least = 1", "@line8;`pass`;bound"),
    ("gate's key", "[[gates]]\ncolumn = 'cost'\nat_least = 1\nxyzzy = 1", "@line8;`xyzzy`;`at_least`, `at_most`\nStopped"),
    (
        "gate that nothing could pass",
        "[[gates]]\ncolumn = 'cost'\nat_least = 5\nat_most = 2",
        "@line7|@line8;at_least above at_most",
    ),
    ("gate on no column", "[[gates]]\ncolumn = 'stge'\npass = ['x']", "@line6;stge;a gate"),
    ("gate's words", "[[gates]]\ncolumn = 'name'\npass = 'x'", "@line7;`pass`;a list"),
    ("gate's bound", "[[gates]]\ncolumn = 'cost'\nat_least = 'x'", "@line7;`at_least`;a number"),
    (
        "gate on words",
        "[[gates]]\nname = 'Begun'\ncolumn = 'name'\nat_least = 1",
        "interventions.csv;@line2;Falls clinic;Begun;5 errors",
    ),
    (
        "gate that nothing passes",
        "[[gates]]\ncolumn = 'cost'\nat_least = 1000",
        "no intervention is left;below 1000|below 1,000;gates",
    ),
    ("status", "[weights]\nstatus = 'guessed'", "@line6;guessed;\"elicited\""),
    ("rule of ranks", "[weights]\nfrom_ranks = 'rco'", "@line6;rco;did you mean `roc`"),
    ("range change", "[weights]\non_range_change = 'rescal'", "@line6;rescal;did you mean `rescale`"),
    ("group without id", "[[groups]]\nname = 'x'", "@line5;[[groups]];`id`"),
    ("id of a group", "[[groups]]\nid = 'a b'", "@line6;a b;letters"),
    ("group and criterion alike", "[[groups]]\nid = 'health'", "@line6;`health`;@line2;twice"),
    ("group alone", "[[groups]]\nid = 'benefit'", "@line6;`benefit`;no criterion"),
    (
        "bounds of a group",
        "group = 'a'\n[[groups]]\nid = 'a'\nswing = 5\nswing_low = 6",
        "@line8|@line9;`a`;5;outside its bounds",
    ),
    ("bounds of a group alone", "group = 'a'\n[[groups]]\nid = 'a'\nswing_high = 6", "@line8;`a`;bounds;`swing`"),
    ("group's parent", "group = 'a'\n[[groups]]\nid = 'a'\nparent = 'bb'\n[[groups]]\nid = 'b'", "@line8;`bb`;did you mean `b`"),
    (
        "circle of two",
        "group = 'a'\n[[groups]]\nid = 'a'\nparent = 'b'\n[[groups]]\nid = 'b'\nparent = 'a'",
        "@line8;`a`;its own parent",
    ),
    ("scenario without name", "[[scenarios]]\nswing = { health = 5 }", "@line5;[[scenarios]];`name`"),
    ("scenarios alike", "[[scenarios]]\nname = 'x'\n[[scenarios]]\nname = 'x'", "@line8;\"x\";two scenarios"),
    ("criterion of a scenario", "[[scenarios]]\nname = 'x'\nswing = { helth = 5 }", "@line7;\"x\";helth;did you mean `health`"),
    ("swing of a scenario", "[[scenarios]]\nname = 'x'\nswing = { health = -5 }", "@line7;`health`;negative"),
    ("scenario's column", "[[scenarios]]\nname = 'x'\nwhere = { nam = 'x' }", "@line7;nam;did you mean `name`"),
    ("scenario's rows", "[[scenarios]]\nname = 'x'\nwhere = { name = 2026-01-01 }", "@line7;`name`;a text or a list"),
    ("scenario's key", "[[scenarios]]\nname = 'x'\nswings = { health = 5 }", "@line7;`swings`;did you mean `swing`"),
    ("weights of another method", "[weights]\nmethod = 'saaty'", "@line6;`method`;saaty;\"ahp\" or \"bwm\""),
    ("file of returns", "[stakeholders]\nfile = 5", "@line6;`file`;a text in quotes"),
    ("gates as a table", "[gates]\ncolumn = 'name'", "@line5;`gates`;double brackets"),
];

/// Whole criteria files.
pub const WHOLE: &[(&str, &str, &str)] = &[
    ("no criteria", "criteria = []", "no criteria;weighup init"),
    ("criteria as a table", "[criteria]\nid = 'health'", "@line1;`criteria`;double brackets"),
    ("criteria as words", "criteria = ['health']", "@line1;`criteria`;a table"),
    ("schema", "schema = 2\n[[criteria]]\nid = 'health'\nbetter = 'higher'\nswing = 1", "@line1;schema;2"),
    ("only reports", "[[criteria]]\nid = 'health'\nbetter = 'higher'\nrole = 'report'", "@line1;no criterion is weighed;`swing`"),
    ("no direction", "[[criteria]]\nid = 'health'\nswing = 1", "@line1;health;`better`"),
    ("bad id", "[[criteria]]\nid = 'health gain'\nbetter = 'higher'\nswing = 1", "@line2;health gain;letters"),
    ("rank of half", "[[criteria]]\nid = 'health'\nbetter = 'higher'\nrank = 1.5", "@line4;`rank`;whole number"),
    ("rank of none", "[[criteria]]\nid = 'health'\nbetter = 'higher'\nrank = 0", "@line4;`rank`;whole number"),
    ("negative weight", "[[criteria]]\nid = 'health'\nbetter = 'higher'\nweight = -1", "@line4;`weight`;negative"),
    ("bounds alone", "[[criteria]]\nid = 'health'\nbetter = 'higher'\nweight = 1\nswing_low = 1", "@line5;bounds;`swing`"),
    ("weights beyond 1", "[[criteria]]\nid = 'health'\nbetter = 'higher'\nweight = 40", "@line2;health;40;not 1;`swing`"),
    ("swings of nothing", "[[criteria]]\nid = 'health'\nbetter = 'higher'\nswing = 0", "@line2;health;all swings;0"),
    ("leading zeros", "[[criteria]]\nswing = 007", "@line2;leading zeros"),
    ("JSON", "{\"criteria\": []}", "@line1;JSON;weighup init"),
    ("key twice", "title = 'a'\ntitle = 'b'", "@line2;duplicate;remove one"),
    ("path", "title = \"C:\\users\"", "@line1;single quotes"),
    ("quote left open", "title = \"x\n", "@line1;double quote"),
    ("commas in a figure", "[portfolio]\nbudget = 300,000", "@line2;without commas"),
];

/// Two criteria, the second of another kind; `{}` is what judges them.
pub const PAIR: &str =
    "[[criteria]]\nid = 'health'\nbetter = 'higher'\n{first}\n[[criteria]]\nid = 'quality'\nbetter = 'higher'\n{second}\n";

/// What is wrong, how the two criteria are judged, what stands after them from line 9, and the words.
pub const OF_A_PAIR: &[(&str, &str, &str, &str, &str)] = &[
    ("kinds mixed", "swing = 1", "weight = 1", "", "`health`;`swing`;`quality`;`weight`"),
    (
        "kinds mixed with a group",
        "swing = 1",
        "swing = 1\ngroup = 'g'",
        "[[groups]]\nid = 'g'\nrank = 1",
        "`g`;`rank`;`health`;`swing`",
    ),
    ("weights below 1", "weight = 0.5", "weight = 0.4", "", "@line2;0.9;not 1"),
    ("all swings zero", "swing = 0", "swing = 0", "", "@line2;all swings;0"),
    (
        "groups partly judged",
        "swing = 1\ngroup = 'a'",
        "swing = 1\ngroup = 'b'",
        "[[groups]]\nid = 'a'\nswing = 1\n[[groups]]\nid = 'b'",
        "@line15;`b`;`a`;`swing`;all or none",
    ),
    (
        "repeated id",
        "swing = 1",
        "swing = 1",
        "[[criteria]]\nid = 'health'\nbetter = 'higher'\nswing = 1",
        "@line10;`health`;@line2",
    ),
    (
        "weighed group of reports",
        "swing = 1",
        "role = 'report'\ngroup = 'g'",
        "[[groups]]\nid = 'g'\nswing = 1",
        "@line11;`g`;is weighed",
    ),
    (
        "scenario of a report",
        "swing = 1",
        "role = 'report'",
        "[[scenarios]]\nname = 'x'\nswing = { quality = 1 }",
        "@line11;quality;only reported",
    ),
    (
        "scenario of weights",
        "weight = 0.5",
        "weight = 0.5",
        "[[scenarios]]\nname = 'x'\nswing = { health = 1 }",
        "@line11;health;`weight`",
    ),
    (
        "scenario of a group",
        "swing = 1",
        "swing = 1\ngroup = 'g'",
        "[[groups]]\nid = 'g'\n[[scenarios]]\nname = 'x'\nswing = { g = 1 }",
        "@line14;`g`;has none",
    ),
    (
        "rescaled curve",
        "swing = 1\nworst = 0\nbest = 50\nswing_for = [0, 40]\nvalue = { curvature = 1 }",
        "swing = 1",
        "[weights]\non_range_change = 'rescale'",
        "@line7;health;cannot be rescaled",
    ),
];

/// Three criteria without judgements of their own: what stands after them starts on line 11 and says how they are compared.
pub const COMPARED: &str = "[[criteria]]\nid = 'health'\nbetter = 'higher'\n[[criteria]]\nid = 'quality'\nbetter = 'higher'\n\
    [[criteria]]\nid = 'equity'\nbetter = 'higher'\n[weights]\n";

/// What is wrong, the lines after [`COMPARED`], and what the message must mention.
pub const OF_COMPARISONS: &[(&str, &str, &str)] = &[
    ("no comparisons", "method = 'ahp'", "@line11;no comparisons of `health`, `quality` and `equity`;`pairwise`"),
    (
        "comparisons without method",
        "pairwise = [[1, 2, 3], [0.5, 1, 2], ['1/3', 0.5, 1]]",
        "health;no `swing`;quality;equity;3 errors",
    ),
    (
        "the other method",
        "method = 'bwm'\npairwise = [[1, 2, 3], [0.5, 1, 2], ['1/3', 0.5, 1]]",
        "@line11;method = \"bwm\";\"ahp\";`best_to_others`",
    ),
    (
        "matrix not reciprocal",
        "method = 'ahp'\npairwise = [[1, 2, 3], [0.5, 1, 2], [0.5, 0.5, 1]]",
        "@line12;not reciprocal;3 in row 1, column 3;0.5 in row 3, column 1;\"1/3\"",
    ),
    (
        "matrix not 1 on its diagonal",
        "method = 'ahp'\npairwise = [[1, 2, 3], [0.5, 2, 2], ['1/3', 0.5, 1]]",
        "@line12;2 in row 2, column 2;compared with itself;write 1",
    ),
    ("matrix of other size", "method = 'ahp'\npairwise = [[1, 2], [0.5, 1]]", "@line12;2 rows;`equity`;3 rows"),
    ("matrix not square", "method = 'ahp'\npairwise = [[1, 2, 3], [0.5, 1]]", "@line12;2 rows;row 1 has 3 entries"),
    ("matrix without rows", "method = 'ahp'\npairwise = [1, 2, 3]", "@line12;a number as row 1;one row for each"),
    ("no matrix", "method = 'ahp'\npairwise = 3", "@line12;`pairwise`;a list of rows"),
    ("matrix of words", "method = 'ahp'\npairwise = [[1, 'more'], [0.5, 1]]", "@line12;`pairwise`;fraction in quotes;more"),
    ("matrix with nothing", "method = 'ahp'\npairwise = [[1, 0], [0, 1]]", "@line12;1/1000;2 errors"),
    (
        "vector without its 1",
        "method = 'bwm'\nbest = 'health'\nworst = 'equity'\nbest_to_others = { quality = 2, equity = 8 }\n\
         others_to_worst = { health = 8, quality = 4, equity = 1 }",
        "@line14;`best_to_others`;lacks;`health`;health = 1",
    ),
    (
        "vector with another 1",
        "method = 'bwm'\nbest = 'health'\nworst = 'equity'\nbest_to_others = { health = 1, quality = 2, equity = 8 }\n\
         others_to_worst = { health = 8, quality = 4, equity = 2 }",
        "@line15;`others_to_worst`;2 for `equity` itself;equity = 1",
    ),
    (
        "vector below 1",
        "method = 'bwm'\nbest = 'health'\nworst = 'equity'\nbest_to_others = { health = 1, quality = 0.5, equity = 8 }\n\
         others_to_worst = { health = 8, quality = 4, equity = 1 }",
        "@line14;`quality`;0.5;below 1",
    ),
    (
        "vector of other criteria",
        "method = 'bwm'\nbest = 'health'\nworst = 'equity'\nbest_to_others = { health = 1, qualty = 2, equity = 8 }\n\
         others_to_worst = { health = 8, quality = 4, equity = 1 }",
        "@line14;qualty;did you mean `quality`;lacks `quality`;2 errors",
    ),
    (
        "the same judgement twice",
        "method = 'bwm'\nbest = 'health'\nworst = 'equity'\nbest_to_others = { health = 1, quality = 2, equity = 8 }\n\
         others_to_worst = { health = 9, quality = 4, equity = 1 }",
        "@line13;`health` with `equity` twice;8;9;same figure",
    ),
    (
        "best and worst alike",
        "method = 'bwm'\nbest = 'health'\nworst = 'health'\nbest_to_others = { health = 1, quality = 2, equity = 8 }\n\
         others_to_worst = { health = 1, quality = 4, equity = 1 }",
        "@line13;best and as worst;health",
    ),
    ("half of the method", "method = 'bwm'\nbest = 'health'", "@line10;`worst`;all four keys;3 errors"),
    (
        "both kinds of comparisons",
        "method = 'ahp'\nbest = 'health'\npairwise = [[1, 2, 3], [0.5, 1, 2], ['1/3', 0.5, 1]]",
        "@line13;`pairwise` and also",
    ),
    (
        "swings of a scenario",
        "method = 'ahp'\npairwise = [[1, 2, 3], [0.5, 1, 2], ['1/3', 0.5, 1]]\n[[scenarios]]\nname = 'x'\nswing = { health = 1 }",
        "@line15;x;`health`;come from comparisons",
    ),
    (
        "group without comparisons",
        "method = 'ahp'\npairwise = [[1, 2, 3, 4], [0.5, 1, 2, 2], ['1/3', 0.5, 1, 1], [0.25, 0.5, 1, 1]]\n[[groups]]\nid = 'a'\n\
         pairwise = [[1]]\n[[groups]]\nid = 'b'\n[[criteria]]\nid = 'cost'\nbetter = 'lower'\ngroup = 'a'\n\
         [[criteria]]\nid = 'h2'\ncolumn = 'health'\nbetter = 'higher'\ngroup = 'b'\n\
         [[criteria]]\nid = 'h3'\ncolumn = 'health'\nbetter = 'higher'\ngroup = 'b'",
        "@line17;group `b` has no comparisons of `h2` and `h3`;4 rows, and compares;2 errors",
    ),
];
