//! The long texts of `--help`, laid out by hand for 80 columns.

pub const HELP: &str = "\
{about}

{usage-heading} {usage}

Start
  init [PRESET]  A commented criteria file and a matching CSV template to start from
  check DATA     Everything wrong or doubtful with the inputs, all at once, without an analysis

Decide
  rank DATA      Which interventions come first, and which criteria put them there?
  fund DATA      Which set should the budget buy? Proven optimum, frontier, robustness
  report DATA    The board paper: one document with the whole analysis

Challenge
  sensitivity DATA  How far can each weight and score move before the answer changes, and who takes over?
  simulate DATA     With uncertain data and disputed weights, how sure are we?
  explain DATA ID   Why is an intervention where it is, in words and numbers?
  compare DATA      Ranks side by side: by scenario, by stakeholder, with equal weights, by other methods

Weigh
  weights [DATA] The weights themselves: normalised, by group, by stakeholder, with consistency and agreement
  elicit [DATA]  An interactive swing-weighting session that writes the criteria file

More
  chart NAME DATA    One picture of the report as SVG or EMF, for slides
  schema             The JSON Schema of the criteria file, for editors that check while you type
  completions SHELL  What makes a shell complete commands and options
  man [COMMAND]      The manual page of the program, or of one command

Options:
{options}

Exit codes: 0 done · 1 the inputs are wrong · 2 the command line is wrong · 3 no plan keeps all rules ·
4 a file cannot be read or written

`weighup COMMAND --help` explains a command and its options.
";

pub const PRESETS_HELP: &str = "\
Presets:
  integrated-care  the criteria that people who plan integrated care named (Gongora-Salazar et al. 2022); the default
  selfie           the core set of the SELFIE project for people with several conditions (2018)
  triple-aim       health and well-being, quality and experience, sustainable resources; and equity
  star             people who benefit × benefit for each, against cost (Airoldi, Bevan et al. 2014)
  evidem           the thirteen criteria of the EVIDEM core model on their scales
  icb-matrix       a scoring matrix with the weights of MHIN England 2023 (Ahuja, Phillips et al.)

Their weights are placeholders; only star has nothing to weigh. `-c PRESET` uses a preset without writing a file.";

pub const FILES_HELP: &str = "\
Files:
  DATA      a line for each intervention, below a header: id, name, cost and
            a column for each criterion. Comma, semicolon or tab; UTF-8,
            UTF-16 or Windows-1252; or an .xlsx workbook (its first visible
            sheet, or [data] sheet). Up to 200 MB, packed or unpacked,
            200,000 columns, 1 MB a cell.
  CRITERIA  TOML with at least one [[criteria]]: id, better, swing. Up to 5 MB.
            `weighup init` writes one to edit.

Nothing is guessed or dropped in silence. A figure that cannot be read stops
the run, and every run says on standard error how many rows were read, analysed
and set aside. Empty, NA, N/A, - and #N/A mean missing, and missing is an error
unless the criterion says what it means. Values that are equal to 10 decimals
tie; ties share the better rank (1=).

Example:
  weighup rank interventions.csv -c integrated-care --where place=Northvale --top 10";

pub const FUND_HELP: &str = "\
What is best:
  The set with the most benefit: the sum of overall values above the value of
  doing nothing (`nothing` of each criterion, or [portfolio] baseline), times
  [portfolio] size if there is one. Of equally good sets the cheaper, then the
  one that holds the earlier row of the data; that others exist is said.

Rules, all in [portfolio] of the criteria file:
  budget          one amount, or one a year with `cost` columns for each year
  streams         money for the rows of one label; what a stream cannot pay may
                  be topped up by streams with tops_up = true
  limits          at_least and at_most of a column or a count, with `where`
  mandated        a yes/no column: always funded, with what they require
  exclusive       labels of which at most one is funded
  requires        ids that must be funded as well
  budgets         with --by: one amount for each value of the column
Costs are compared in whole pence. A negative cost releases money.

What comes out:
  The plan, with the reason for every intervention. What is out is forced in
  and solved again (--displaced): what leaves, what is lost, and the price at
  which it would enter. The order of value for money under the same rules, going
  on past what does not fit or stopping there. Every plan is checked against the
  rules once more before it is shown. If no set keeps every rule: exit 3, and the
  rules that contradict one another.

How firm it is:
  --stability     the exact interval of each weight, of the value of doing nothing
                  and of the money over which the plan stays, and who then leaves
                  and enters; the plans with 5 and 10% less and more money
  --frontier      all plans that no other beats on both cost and benefit, under
                  every rule but the budget; where the plan and a proposed set
                  stand among them; value for money as triangles
  --robust        the best plan of every draw of weights, figures and costs: how
                  often each is funded, the regret of the plan, what better
                  evidence would be worth. Options of draws as in simulate

Examples:
  weighup fund interventions.csv
  weighup fund interventions.csv --budget 12.5m --price-of-mandates
  weighup fund interventions.csv --shadow-prices -o plan.xlsx
  weighup fund interventions.csv --stability --frontier --proposed ours.csv
  weighup fund interventions.csv --robust --weights uniform --draws 5000";

pub const REPORT_HELP: &str = "\
Forms:
  -o paper.html (a page that needs nothing beside it), paper.docx (Word),
  paper.xlsx (a workbook that works the ranking out again), paper.md, paper.tex
  or paper.txt. Figures for scripts come from the single analyses.

Sections, in the order of the paper; each appears where there is something to
say, and --sections chooses:
  decision        what is asked, by whom, and the answer in one paragraph
  long-list       what was set aside, by which gate
  criteria        definitions, ranges, swings and weights, by group of people
  performances    what each is expected to do, with its grade of evidence
  ranking, value-for-money, plan
  firmness        what would change the answer, in words before numbers
  views           who sees it differently: scenarios, groups, equal weights
  equality        whom the plan reaches ([equality])
  overrides       what the board decides otherwise ([[overrides]])
  limitations     what the analysis does not say
  checklist       the ISPOR checklist, filled in, with its gaps
  annex           complete tables; beyond 40 interventions the text shows 20
  assurance       assumptions, roles ([assurance]), and what made the paper

The page:
  Pictures with their findings in words, tables with captions, print and phone;
  nothing is fetched. Its sliders work values, ranks and value for money out
  again at other weights; its address carries the view.

The Word document:
  Headings, captions and table styles of Word's own, so that a house style can
  be laid over it; pictures are drawn, not copied; wide tables stand across.
  Every page has the hashes of the inputs at its foot. Word fills the pages of
  its contents in when they are updated (click into them, F9).

The workbook:
  Contents, the words of the paper, a sheet for each table with figures as
  figures, and the ranking as formulas: points, scales and performances can be
  changed there, and values and ranks follow.

A final paper (--final):
  Says who stands behind it, and is refused with placeholder weights, doubts
  that nobody accepted, what-ifs, overrides without reason, or no plan.

What is drawn:
  Where figures or weights are uncertain, the paper says how sure the ranking
  and the plan are, over 10,000 draws or --draws.

Examples:
  weighup report interventions.csv -o paper.html
  weighup report interventions.csv -o paper.docx
  weighup report interventions.csv -o paper.xlsx
  weighup report interventions.csv --stakeholders returns.csv -o paper.md
  weighup report interventions.csv --sections decision,ranking,plan --final -o paper.html";

pub const CHART_HELP: &str = "\
Pictures:
  contributions      the first 30, best first, with the range of a value where
                     figures are missing
  weights            each group of stakeholders beside the weights used, groups
                     of fewer than three people put together; without returns,
                     each [[scenarios]] entry
  stability          the interval of each weight over which the answer stays,
                     and what happens at its ends (sensitivity)
  tornado            needs `uncertainty` in the criteria file; the 15 widest bars
  rank-acceptability over 10,000 draws or --draws (simulate)
  cost-value         needs costs; with money in [portfolio], or --budget, what
                     the plan funds is dark
  triangles          needs a budget (fund --frontier)

What cannot be drawn is refused with exit code 1, saying what to state.

A file ends in .svg, for browsers and programs for slides, or in .emf, which Word
and LibreOffice keep as lines and letters: the same picture, in Arial.

Examples:
  weighup chart contributions interventions.csv -o contributions.svg
  weighup chart weights interventions.csv --stakeholders returns.csv -o weights.svg
  weighup chart tornado interventions.csv --of IC18 -o tornado.emf";

pub const SENSITIVITY_HELP: &str = "\
What moves:
  One weight goes from 0 to 100% while all others keep their proportions to one
  another; a group's criteria keep theirs inside it. An interval is closed: at
  its ends two interventions tie. Where any move breaks a tie, it is a point.

What stays (--target):
  winner          who comes first, or shares first place; the default without
                  money in [portfolio]
  funded          which interventions the best plan funds under all rules of
                  [portfolio]; the default where it has a budget or streams.
                  Every plan on the way is solved anew and proven best
  top-k           who is among the first --top K
  order           every place (--order)

Beside that:
  --criterion ID  every weight of a criterion or group at which two
                  interventions change places; up to 200 interventions
  --two-way A,B   the polygons of two weights in which each comes first
  --ranks         for each intervention where its own rank holds
  --tornado[=ID]  needs `uncertainty` in the criteria file
  --intervals     values by linear, ranks by integer programmes, over --weights

CSV and TSV hold one table: the one that an option asks for, else the weights.
A workbook has a sheet for each. JSON holds everything.

Examples:
  weighup sensitivity interventions.csv --top 5
  weighup sensitivity interventions.csv --criterion equity -o equity.html";

pub const SIMULATE_HELP: &str = "\
What is drawn:
  Figures with an uncertainty in the criteria file, each once a draw however
  often it is read; missing figures of criteria with missing = \"range\", evenly
  over the scale; and weights from those that are admissible (--weights), where
  groups of criteria have a swing one draw for each set of siblings. A swing of
  0 stays 0. All draws are independent: none comes from a Markov chain.
  Beyond a fixed scale the nearer end counts, unless outside = \"extrapolate\".

What comes out:
  How often each takes each rank (rank acceptability; ties share), is among the
  first 1, 3 and K, and is ahead of each other one; mean, spread and 5, 50 and
  95 % points of its value; the mean weights of the draws it wins (central
  weights) and how often it is first at just these (confidence factor); what
  knowing every uncertain figure (EVPI), or those of one column (EVPPI), before
  choosing would be worth; and how far the weights leave the choice open.
  JSON and workbooks hold all of it, CSV a line for each intervention.

Draws from elsewhere:
  --performance-draws  CSV or .xlsx, a row for each draw and intervention:
                       draw, id, and columns named as in DATA. A column that is
                       not in it keeps the data's figure. A figure missing in
                       DATA is not missing where every draw has it.
  --weight-draws       a row for each draw: draw, and a column for each
                       criterion id; each row sums to 1.
  Draw k of one goes with draw k of the other; they fix the number of draws.

Limits: 5,000 interventions, 1,000,000,000 draws. Memory does not grow with the
number of draws.

Examples:
  weighup simulate interventions.csv
  weighup simulate interventions.csv --weights ordinal --top 5 -n 100000
  weighup simulate interventions.csv --precision-target 0.002 -o simulation.json
  weighup simulate interventions.csv --performance-draws psa.csv";

pub const EXPLAIN_HELP: &str = "\
Points of criteria are rounded so that they add up to the values shown. A
performance that is needed is rounded so that the figure shown is enough. What
a step is worth in another criterion has two digits: judgements carry no more.

Examples:
  weighup explain interventions.csv IC18
  weighup explain interventions.csv IC18 --against IC17
  weighup explain interventions.csv IC18 --set IC18.annual_cost_gbp=640000";

pub const COMPARE_HELP: &str = "\
Views:
  base            the present weights; pooled ones where there are returns
  --scenarios     each [[scenarios]] entry
  --stakeholders  each group of the returns, and with --people each person
  --own-swings    the criteria file's own swings, beside pooled weights
  --equal         the same weight for every criterion
  --leave-one-out each criterion that has weight, left out in turn
  --methods       weighted product, TOPSIS, VIKOR (lower is better) and
                  PROMETHEE II beside the additive model: to see whether the
                  answer hangs on the method. `preference` in a criterion sets
                  its preference function for PROMETHEE II. Stands alone: the
                  other views differ in weights

Agreement is worked out for every pair of views; with the first view only
beyond 60 views or 5,000 interventions.

With money in [portfolio], or --budget, each view has its best plan as well:
what all would fund, what hangs on the weights, and the plan with which the
view that loses most against its own best plan loses least.

Example:
  weighup compare interventions.csv --stakeholders returns.csv --equal --top 5";

pub const WEIGHTS_HELP: &str = "\
Stakeholders' returns: a CSV or .xlsx with a column `stakeholder`, if you like
`group`, and a column of swing points (100 for the most valued move) for each
criterion id, and for each group of criteria that is weighed. Each person's
points are normalised, then pooled within the group (`[stakeholders] aggregate`),
then across groups by their say (`[stakeholders.groups]`, equal if not stated).

  a largest figure other than 100   rescaled
  the same for every swing          kept, with a warning
  blanks                            weighed over what was answered
  text, negative, over 1,000, or
  all zero                          the return is set aside
  an id that comes twice            the second return is set aside

Example:
  weighup weights -c criteria.toml --stakeholders returns.csv";

pub const ELICIT_HELP: &str = "\
The session:
  It shows every criterion with its range and asks you to imagine an
  intervention that is at its worst on all of them. Which one would you move to
  its best first? That move is worth 100 points. Then you put the others in
  order and say how many points each move is worth beside the first. Two
  questions test whether the points say what you mean. Where groups of criteria
  have a swing, the criteria of each group come first, then the groups.
  A swing is named by its number, id or name, an order by several of them parted
  by spaces or commas. The criteria need no swing to begin with.
  Nothing is written before the last yes. back takes back an answer, show draws
  the weights so far, save keeps the session in a file, help lists the rest.

Several people:
  --people and --stakeholders ask one person after the other for an id and the
  group they speak for: one of [stakeholders.groups] where the criteria file
  declares them, else one used before, by number or name, or a new one. Before
  the last yes they are shown side by side.

What is written:
  swing and swing_for of every weighed criterion, in place of what was judged
  before, and status and source of [weights]. All else stays as it is. Several
  people are pooled as `weighup weights --stakeholders` pools their returns:
  within each group (`[stakeholders] aggregate`), then across groups by their
  say (`[stakeholders.groups]`, equal if not stated). The points are scaled so
  that the largest is 100, and rounded where that moves no weight by more than
  0.05 percentage points. --returns-only leaves the criteria file as it is.

Answers in a file:
  --answers FILE takes them from FILE, one a line, as they would be typed; blank
  lines and lines that start with # are skipped, and skip, none and accept
  stand for Enter. A saved session is such a file: it can be read and edited,
  and --resume goes on at the terminal where the answers of either end. The
  session that was resumed goes once it has been written.

Examples:
  weighup elicit -c criteria.toml
  weighup elicit -c triple-aim -o criteria.toml --stakeholders returns.csv
  weighup elicit -c criteria.toml --stakeholders returns.csv --returns-only";
