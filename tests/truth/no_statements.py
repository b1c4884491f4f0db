"""Messages that state nothing of a reader's data: labels, headings, method, and words inside sentences.

A sentence does not belong here: it needs its condition.
"""

from typing import Final

from tests.truth.origin_words import OF_A_BILL, OF_A_FILE, OF_DRAWS

INSIDE: Final = frozenset(
    {
        # Figures and words of sentences on steps, whose conditions read them.
        "at once",
        "no evidence",
        "within the first month after the work",
        "first month",
        "longer than ten years",
        "{months} after the work",
        "{payback} ({span})",
        "{low} to {high} months",
        "{months} at the low end",
        "{months} at the high end",
        "{fast} at the high end, {slow} at the low end",
        "never",
        "{count} months",
        "{before} to {after}",
        "{count} reviewers",
        "{count} before and after",
        " ({span})",
        "{topic} (step {number}, {cash} alone)",
        "Step {number}: {topic} ({who})",
        "{topic} (to enter before all else)",
        "what the ask rests on stands before it",
        "Step {number}: {topic} ({who}), only begun here, as it takes a quarter",
        "two",
        "three",
        "four",
        "five",
        "six",
        "Two",
        "Three",
        "{what}.",
        "{kind} for {topics}",
        "{name} of {lines}",
        "{label} ({change})",
        "Calculated with {changes}.",
        "{input} of {count} model steps",
        # A row's name; where it stops and its whole numbers are calculated by hand in test_range_words.py.
        "{input} (at most {most})",
        "{input} ({low} to {high})",
        "one model",
        "{n} model steps",
        "{n} calls per unit",
        "one call per unit",
        "{stage} from {floor}",
        "{day} {month} {year}",
        "{month} {year}",
        "our default",
        "Our assumption",
        "you entered",
        "yes",
        "no",
        # Joined or put into sentences whose conditions look at the whole.
        "at least {amount}",
        "{amount} as far as entered",
        "%(label)s, as far as entered",
        "per year at this volume",
        "per month",
        "one {unit}",
        "{count} others",
        "One accepted {unit}",
        "As far as entered, %(total)s per month at %(rate)s %(code)s for a dollar, rate of %(day)s.",
        "at most {amount}",
        "about {amount}",
        "more than 99%",
        "all",
        "none",
        "less than 1%",
        "nothing",
        "model",
        # Of cells of a comparison: tests/calculator/scenarios/test_comparison.py subtracts what is printed.
        "same",
        "differs",
        "not comparable",
        "%(number)s points",
        "{first} and {last}",
        "{low} to {high}",
        "{from_there}, and {between}",
        "what a vendor bills",
        "none is",
        "{count} are",
        "{amount} per {unit}",
        "{total} per month",
        "{units} per month",
        "{dimension} (step {number})",
        (
            "what does not pay for its work, as far as entered, comes last; before it the way to the next "
            "stage, then cash for the days of work decide the order"
        ),
        "the way to the next stage and points for the effort decide the order",
        "{input} from {low} to {high}",
        "{label}: {message}",
        "Steps {numbers}: {label}",
        "Steps {numbers}, {label}: {message}",
        # Read out of the printed words, taken and scored again by tests/reports/test_promised_effects.py.
        "{topic} to level {level}",
        "{topic} from level {frm} to {level}",
        "{topic} from unknown to known",
        "{topic} from unknown to level {level}",
        "{moves}: {score}, {stage}, for about {days} from today.",
        "{count} steps, about {days} from today, reach {score}, {stage}:",
        "{count} working days",
        "under {share}",
        "under {least}",  # an amount of a column, held by tests/reports/test_formulas.py
        "over {share}",
        "over {least}",
        "{days} working days ({work})",
        (
            "{steps} do not pay for their work within a year, at the middle figure: the stage needs "
            "them, money alone does not."
        ),
        "Nearest way out: {moves}, about {days} working days.",
        "{time} for {topics}",
        "a month",
        "a quarter",
        "two quarters",
        "not known yet",  # labels, held in tests/assessment/domain/test_dimension_words.py
        "all five even",
        "{dimensions}, counting unknown answers as 0",
    }
)
LABELS: Final = frozenset(
    {
        "What is asked for",
        "The next step of each question",
        (
            "If measured inputs vary as from day to day, and what is not known yet turns out up to a fifth "
            "lower or higher"
        ),
        "Measured",
        "Entered",
        "From a source",
        "Our assumptions",
        "Questionnaire and planning table",
        "Cost model",
        "Estimate",
        "the scenario of this report",
        "Bill",
        # What stands in its place where the file has no money.
        "Tokens at list prices",
        "Tokens at list prices or those of the estimate",
        "usage that an estimate holds",
        "Unexplained",
        "Total of the bill",
        "Weeks 1 to 3",
        "Weeks 4 to 8",
        "Weeks 9 to 13",
        "Quick steps",
        "Larger steps",
        "Make it last",
        "Cash released",
        "Cash released together",
        "Cash released together: steps overlap",
        "Cash released by each alone, added up",
        "Beside it, reviewers' time freed, at its cost; not to be added",
        "Steps that pay for their work within a year, at the middle figure",
        "Steps that do not pay for their work within a year, at the middle figure",
        "Steps that do not pay for their work within a year at the middle figure, or not beside those above",
        "Steps without a figure of their own, which make the others possible",
        "Lifts a limit on the stage.",
        "Total",
        "Model",
        "prices entered by hand",
        "none: no tokens have a price",
        "prices of an example",
        "prices of a bill",
        "prices of the list, by the total of a file",
        "of what is entered",
        "as far as entered",
        "any volume",
        "Lines entered in all of them",
        "Break-even volume (units per month)",
        "Payback of the build (months)",
        "Review rate falls as volume grows",
        "Compare with another model",
        "Model prices change by",
        "Growth per month",
        "Random seed",
        "Total per month",
        "Cost per unit",
        "Cost per accepted unit",
        "One accepted {unit}",
        "Above the waterline",
        "Net per month",
        "Capacity",
        "You:",
        "Is one {unit} worth it?",
        "What would change the stage",
        "of 100, answers without evidence at level 2",
        "of 100, the lowest dimension",
        "The five stages, lit up to {stage}, with a mark at a score of {score}",
        "is above the waterline",
        "Share of it above the waterline",
        "Share of it that is {visible}",
        "{stage} from {score}",
        "pays",
        "does not pay",
        "pays and does not, by turns",
        "{first} to {last}",
        "{first} and more",
        "today {volume}",
        "Volume in {units} per month, and whether it pays",
        "Volume in {units} per month, and whether it pays as far as entered",
        "Not answered yet",
        "not entered",
        "only half entered",
        "Missing cost lines",
        "Shared with you",
        "Team",
        "You",
        "All running",
        "All planned",
        "per month, running agents",
        "per month, planned agents",
        "%(label)s, at least",
        "of those with a value",
        "past a retirement trigger",
        "past a retirement trigger, of those counted",
        "net per month",
        "net per month, at most",
        "net per month, of those with a value",
        "net per month, at most, of those with a value",
        "%(status)s, alternative: not counted",
        "planned",
        "pilot",
        "live",
        "retired",
        "a team of {count}",
        "an unnamed team",
        "Where the team stands",
        "Organization",
        "Author",
        "Audience",
        "Usage that an estimate covers",
        "Confidentiality",
        # Of a note of the price list, which no random workload has: calculator/test_too_low.py.
        "This model is not billed by text tokens alone: its estimate is too low.",
        "One-hour cache writes of its long calls cost more than is counted here: the estimate is too low.",
        "Its longest calls cost more than is counted here: the estimate is too low.",
        "Their totals are not compared: more is paid for {names} than is counted here.",
        # Of tokens half entered beside seats, which it has not either: domain/test_estimate_notes.py.
        "Not given, so these tokens cost $0 here although others have a price: the estimate is too low.",
        "Not given, so cached tokens of long calls cost what short calls' do: the estimate is too low.",
        "An hour in the cache costs long calls what it costs short ones here: the estimate is too low.",
        "Not given, so none are counted here although they have a price: the estimate is too low.",
        "Not given, so none are counted although calls have both: the estimate is too low.",
        # The same, in reports: reports/domain/sections/test_findings.py.
        (
            "Not entered: {lines}. The true cost is at least {total} per month, without them: a model bills "
            "more than is counted here."
        ),
        "AI cost maturity and unit cost",
        "AI cost maturity",
        "AI unit cost",
        "What your AI really costs",
        "How well your AI costs are managed",
        "What a scenario would add",
        "What an assessment would add",
        "What volume and cost would add",
        "If inputs turn out between the low and high guesses of this scenario",
        "If what is not known yet turns out up to a fifth lower or higher",
    }
)
METHOD: Final = frozenset(
    {
        (
            "By how much a step changes what costs, relative to level 4: from level i to level j by m(j) ÷ "
            "m(i); moves multiply, so their order does not matter. Where the scenario has the input itself "
            "(share reviewed, retry rate, tokens, a second model at its price), that input "
            "is changed and the cost model calculates again, errors that pass included; otherwise the line. "
            "Low and high are half and one and a half times each figure's distance from 1 where it was "
            "measured or is yours, a third and five thirds where a vendor or a survey says so, a quarter and"
            " seven quarters where it was measured in another field or nothing was published. These are "
            "planning assumptions of ours, not measurements of your team."
        ),
        (
            "An unknown answer counts 0 in the score and 4 in its upper end. An answer that does not apply "
            "leaves the mean. In the evidenced score a level of 3 or 4 counts 2 without evidence: a link, or"
            " at least four words."
        ),
        (
            "A stage is at most one above the weakest dimension; {optimized} needs the cost per unit at "
            "level {level}; with {unknowns} or more unknown answers it is at most {limit}. Caps lower the "
            "stage, never the score."
        ),
        (
            "Each group of inputs is switched from the estimate to what was measured in every order there "
            "is; its part is the mean of all of them, so that no order decides and nothing is left over."
        ),
        (
            "One level up on each question, ordered by the way to the next stage, then the weakest "
            "dimension, then cash per month for the days of work, then points for the effort; {last}. The "
            "figures are planning assumptions, not measurements; low and high stand beside each."
        ),
        "what does not pay for its work comes last",
        (
            "The target is the level beyond which the next step stops paying: a year of its cash, at the "
            "middle figure, no longer covers the work, at {small}, {medium} or {large} working days of "
            "{cost} each. Earned back is counted from when the work is done."
        ),
        "Answer the fifteen questions again and compare the cost of one unit.",
        "Every number here can be recalculated",
        (
            "All amounts are US dollars per month at today's volume, rounded only when shown, except where a "
            "formula says “as printed”."
        ),
        "Prices change: check each again before you use these figures in a business case.",
        "A saving is what the planning table says about your own inputs and lines, not a promise.",
        "Where an answer is unknown or does not apply, no figure is given.",
        "Stages by score: {bands}.",
        "Ordered by the way to the next stage, then the weakest dimension, then points for the effort.",
        (
            "A dimension is the mean of its answers that apply, times 25. "
            "The score is the mean of the five dimensions."
        ),
        "At its list price: your own share of list price is not applied to another model.",
        "The score is the mean of five dimensions, each the mean of its answers from 0 to 100.",
        "Inputs named together move together.",
        "0 keeps the rate; 0.3 halves it at ten times the volume. At most 2.",
        "As provider/model, for example openai/gpt-5.",
        "−20% for a fifth less.",
        "5% for 5% more units each month, −5% for fewer.",
        "The same number gives the same cases again; another one shows how much is chance.",
        # Levers at shares of ours, each an input change: tests/calculator/domain/what_if/test_lever*.py.
        "Read the stable part of the prompt from a cache",
        "Send {share} as batch",
        "Let a cheaper model answer {share}",
        "Shorten the prompts by {share}",
        "Cut failing attempts by {share}",
        "Review {share} fewer",
        "All of them together",
        "All of them together, in cash",
        "Answers are self-reported. Levels run from 0 to 4, and each includes those below it.",
        "Shares are rounded to add up to 100%, so one may be a tenth off.",
        "This report rests on an assessment alone, without dollars. With a scenario it would show:",
        "This report rests on a scenario alone. With fifteen answers it would show:",
        "the full cost per unit, line by line, with the share below the waterline",
        "how that cost moves with volume, and which input moves it most",
        "what each step up the curve is worth per month in your own numbers",
        "whether one unit is worth what it costs",
        "the stage on the maturity curve, and what holds it there",
        "what each step up the curve is worth per month on the lines above",
        "a plan for ninety days, in the order in which to take the steps",
        "where the answers and the scenario contradict each other",
        "how the cost per unit moves with volume",
        "which input moves the total most",
        "how far total and unit cost may turn out lower or higher",
    }
)
REPEATED: Final = frozenset(
    {
        "%(share)s read",
        "%(share)s written",
        "%(share)s written for an hour",
        "%(share)s sent as batch, at %(factor)s of the price.",
        "%(share)s sent as batch, at %(factor)s of the price, cached tokens at %(cached)s.",
        # What a reader entered or a list says, repeated as it is; tests beside their makers hold them.
        "{topic}: does not apply.",
        "%(value)s, our default",
        "Our defaults are used for: %(inputs)s.",
        "List %(listed)s, yours %(own)s per million tokens.",
        "At its list price: your own share of list price is not applied to another model.",
        "Calls of more than %(n)s tokens: %(prices)s",
        "%(input)s in / %(output)s out per million tokens.",
        "At least %(total)s per month at %(rate)s %(code)s for a dollar, rate of %(day)s.",
        "%(total)s per month at %(rate)s %(code)s for a dollar, rate of %(day)s.",
        "In {code}: {sums}, at {rate} for a dollar, the rate entered for {day}.",
        "In {code} that is {total} per month, at {rate} for a dollar, the rate of {day}.",
        "The share reviewed falls as volume grows, with the decay of {decay} entered in the scenario.",
        "{count} people answered, each alone; the table shows their lower median.",
        "from the imported file, which this site did not make",
        "No cache read price was given: cached tokens are priced like any input token.",
        "No cache write price was given: tokens written to the cache are priced like any input token.",
        "No one-hour cache write price was given: these tokens are priced like any input token.",
        "No one-hour cache write price was given: these tokens are priced like any cache write.",
        "From which volume it pays was not calculated: its blocks start at too many different volumes.",
        # Need a minimum share of reviews: tests/reports/domain/contradictions/test_rules.py draws one.
        (
            "What is checked is said to have no reason, yet rules are entered that oblige you to "
            "check every one."
        ),
        (
            "Review is said to stay within compliance minimums, yet the scenario has {rate} of the units "
            "checked, and the rules entered oblige you to {minimum}."
        ),
        # As above, and checks that save more than they cost: tests/reports/domain/test_least_review.py.
        "{today} of the {units} are checked, less than the {least} entered as the least.",
    }
)
NO_STATEMENTS: Final = INSIDE | LABELS | METHOD | REPEATED | OF_A_BILL | OF_A_FILE | OF_DRAWS
