"""What the pages of a bill say and states nothing of its data, by kind; and what is held elsewhere."""

from typing import Final

LABELS: Final = frozenset(
    {
        "Model %(model)s",
        "Rows set aside: %(reason)s",
        "Take into “%(name)s”",
        "Replace “%(name)s” of %(day)s",
        "Delete “%(name)s”",
        "All of them, with %(names)s: they are parts of one bill",
        "Read “%(name)s” (%(days)s) and this file as one bill",
        "“%(name)s” of %(day)s",
        "Model calls with their prices",
        "one model",
        "Leave out “%(name)s” (%(number)s)",
        "%(n)s model steps",
        "%(first)s to %(last)s",
        "%(names)s and %(n)s more",
        "%(source)s, %(month)s",
        "Days of the file",
        "The rest of the month is like these days: scale it up",
        "These days are all there was",
        "The file does not cover the whole month",
        "All that the tool has estimated",
        "sessions, traces or people seen in the file",
        "calls that were billed: a unit is one call",
        "units of the table",
        "models: %(names)s",
        "Enter a number above 0.",
        "Units in that month",
        "Units in the days of the file",
        "units",
        "Account",
        "Project",
        "Workspace",
        "Days",
        "Models",
        "Tokens of {model}",
        "input that is not cached",
        "cache reads",
        "cache writes",
        "cache writes for five minutes",
        "cache writes for an hour",
        "output",
        "other tokens",
        "no model",
        "{said}, only {kinds}",
    }
)
STATES: Final = frozenset(
    {
        # Of a file, a form or a press, not of what the file holds.
        (
            "“%(name)s” was deleted when it had been read, so it has to be given again. It is then read with "
            "the columns that you choose here, and its sums are replaced."
        ),
        "The file is deleted a day after it was given, read or not.",
        "The file is deleted; nothing of it was kept.",
        "%(read)s of %(size)s read",
        "It is tried again.",
        "You can leave this page: the file stays in your list.",
        "We keep what the scenario held before: you can restore it.",
        "Nothing is saved until you save it there.",
        "A file may have %(most)s MB: send it as .gz or .zip, or export fewer days.",
        "It will be compared with “%(name)s”; you then choose what to use.",
        (
            "We keep sums, and rows that we could not read, without prompts, answers or addresses of people. "
            "We delete the file once it is read, after 24 hours at the latest. No vendor API key is "
            "needed."
        ),
        "Tick at least one input.",
        # How causes are told: the parts themselves are held by conditions_bill.py.
        (
            "We switch each group of inputs from the estimate to what was measured, in every possible order, "
            "and take the mean: so no order decides, and nothing is left over."
        ),
        "Here the order matters: the first of two causes takes what they do together.",
        # What is deleted and what is asked: tests/calculator/uploads/test_restated.py.
        "“%(old)s” holds more than “%(new)s” takes the place of. Deleted with it for good:",
        (
            "These files of the archive know the same lines of the same days. A bill and its restatement are "
            "never added up, parts of one bill are."
        ),
        "First choose which part of this file is your workload.",
        "The file counts none of these for this slice: type the units.",
        # Which of several files goes with another: tests/calculator/web/usage/test_partners.py.
        "Which of your other files belongs to this one?",
        "They are put together as you said. You can choose again.",
        "Several files have usage or cost of these months, so nothing is put together until you say.",
        # Which files are read as one: tests/calculator/web/usage/test_join_views.py.
        "What is below holds this file and these, as if they had come in one:",
        "You have files of the same source and month whose days are not in this one.",
        "Parts of one bill?",
        (
            "“%(name)s” is of %(theirs)s and this file of %(ours)s: they are two bills and are not read as "
            "one. For both in one scenario, export them in one file."
        ),
        "Read “%(name)s” (%(days)s) and this file as one bill",
        "“%(name)s” is a new scenario.",
        "The earlier file is deleted; this one has taken its place.",
        # What was chosen of it: tests/calculator/uploads/test_carrying.py.
        "The earlier file is deleted; this one has taken its place, with what you had chosen: %(what)s.",
        "What you chose of “%(old)s” does not fit “%(new)s” and is lost: %(unfit)s.",
        "“%(name)s” and its sums are deleted.",
        (
            "“%(name)s” will be deleted for good, with all that was read out of it. What you took into a "
            "scenario stays there, and so does a report."
        ),
        (
            "The next file with the titles of “%(name)s” asks again which column means what. What was read "
            "stays."
        ),
    }
)
COLUMNS: Final = "calculator/web/usage/test_columns_views.py"
VIEWS: Final = "calculator/web/usage/test_views.py"
PARTNERS: Final = "calculator/web/usage/test_partners.py"
NAMES: Final = "calculator/web/usage/test_said_of_a_bill.py"
ALL: Final = "calculator/web/usage/test_all_of_them.py"
TWICE: Final = "calculator/web/usage/test_given_twice.py"
OVERLAPS: Final = "calculator/web/usage/test_overlaps.py"
DAYS: Final = "calculator/web/usage/test_days.py"
LISTED: Final = "calculator/web/usage/test_steps_shown.py"
APART: Final = "calculator/web/usage/test_other_days.py"
RATES: Final = "calculator/domain/typed_numbers/test_usual_rates.py"
GAPS: Final = "calculator/usage/analysis/test_odd_prices.py"
OTHER_DAYS: Final = "calculator/web/usage/test_units_of_days.py"
TAKING: Final = "calculator/web/usage/test_take_views.py"
SET_ASIDE: Final = "calculator/web/usage/test_set_aside.py"
HELD_ELSEWHERE: Final = {
    "Estimate against bill": "calculator/web/usage/test_against_page.py",
    "Estimate against usage": "calculator/web/usage/test_no_bill.py",
    "%(n)s of these days have rows with tokens.": DAYS,
    (
        "This part has %(n)s models, and a scenario has at most %(most)s model steps: choose another part, "
        "and tick those of your workload at “Only these models”."
    ): LISTED,
    "The first %(most)s of %(n)s sums.": "calculator/web/usage/test_take_views.py",
    "Say first whether these days are all there was, or the rest of the month is like them.": DAYS,
    "This file has no usage and no money: nothing was used in these days, or its export is empty.": (
        "calculator/web/usage/test_views.py"
    ),
    "Billed for this part in %(month)s: %(billed)s.": "calculator/web/usage/test_said_of_a_bill.py",
    "%(said)s, of a made-up sample": "calculator/web/usage/test_said_of_a_bill.py",
    (
        "More than 1%% of the tokens or the rows in this file was refused, so it is not offered for use: "
        "what is missing would change the result."
    ): "calculator/web/usage/test_columns_form.py",
    "Titles that stand twice in this file have a number behind their second place: %(titles)s.": (
        "calculator/web/usage/test_columns_form.py"
    ),
    (
        "Estimated for this part in %(month)s by the tool that wrote the file: %(billed)s. The estimate of "
        "the measured inputs alone: %(estimated)s."
    ): VIEWS,
    (
        "Estimated for this part in %(month)s by the tool that wrote the file: %(billed)s. No vendor has "
        "billed it."
    ): "calculator/web/usage/test_invoices.py",
    "%(model)s: calls a unit %(calls)s, tokens in a call %(input)s, tokens out %(output)s": TAKING,
    "%(model)s: calls a unit %(calls)s, assumed, tokens in a call %(input)s, tokens out %(output)s": TAKING,
    "You said that “%(name)s” is %(reference)s.": NAMES,
    "You chose no model from the price list for “%(name)s”.": NAMES,
    (
        "It is read together with %(used_by)s: what is calculated there is then calculated without this file."
    ): PARTNERS,
    "“%(name)s” is another part of the same bill: added up.": ALL,
    (
        "%(repeats)s has the same sums of the same days: it is the same, exported twice, and nothing of it "
        "is added to this file."
    ): TWICE,
    "Two of them have the same sums of the same days: one counts, and both are never added up.": TWICE,
    (
        "This file has bills of several sources. Each is calculated by itself, and nothing of one is added "
        "to another: choose one."
    ): TWICE,
    (
        "We chose below what the titles most likely mean, and how their language writes amounts and dates: "
        "check it before the file is read."
    ): "calculator/web/usage/test_other_languages.py",
    (
        "Read in a file of this source and month, so that they explain nothing new here: %(of_this_bill)s."
    ): "calculator/web/usage/test_against_page.py",
    "%(one_bill)s are read as one bill: %(one_period)s.": OVERLAPS,
    (
        "“%(name)s” and this file both have %(both)s, so they are not read as one: what was used then would "
        "count twice."
    ): OVERLAPS,
    "“%(name)s” alone has %(alone)s.": OVERLAPS,
    (
        "Kept both, each is a bill of its own days. To read them as one, delete one of them and export it "
        "again without %(both)s."
    ): OVERLAPS,
    (
        "You entered %(n)s units for %(then)s. The file has %(now)s now: enter the units of these days."
    ): OTHER_DAYS,
    "“%(usage)s” has tokens of %(used)s, “%(cost)s” money of %(paid)s.": APART,
    (
        "Money and tokens of different days make no price, so nothing is calculated from both: export both "
        "for the same days."
    ): APART,
    "The usage counts {usage} tokens of {model}, the cost {cost}: {prices}": GAPS,
    "The usage is of {usage}, the cost of {cost}.": GAPS,
    "These are as many days: if all are alike, prices from both are right.": GAPS,
    "If all days are alike: {prices}": GAPS,
    "prices from both are {share} too high.": GAPS,
    "prices from both are {share} too low.": GAPS,
    (
        "{name} of {model}: {paid} per million tokens by this bill, {listed} on the price list. They are "
        "more than 10 times apart: money and tokens may be of different work, or of different units."
    ): GAPS,
    "One %(currency)s is taken as $%(rate)s, the rate you entered for %(day)s.": DAYS,
    (
        "One {code} cost ${low} to ${high} ({source}). ${rate} looks like the other way round: what one "
        "dollar buys. Is that meant?"
    ): RATES,
    "One {code} cost ${low} to ${high} ({source}). ${rate} is far from that. Is that meant?": RATES,
    (
        "One dollar bought {low} to {high} {code} ({source}). {rate} looks like the other way round: what "
        "one {code} costs. Is that meant?"
    ): RATES,
    "One dollar bought {low} to {high} {code} ({source}). {rate} is far from that. Is that meant?": RATES,
    "European Central Bank, January 2016 to October 2026": RATES,
    "The usage and the cost do not agree. {name}: {usage} in the usage, {cost} in the cost.": (
        "calculator/usage/analysis/test_agreement.py"
    ),
    (
        "The file has %(first)s to %(last)s without %(missing)s: %(days)s of %(of)s days of this month."
    ): OTHER_DAYS,
    (
        "The scenario that this was to be taken into is deleted, so nothing was taken. What you ticked and "
        "entered stands below: take it as a new scenario, or bring the deleted one back first."
    ): "calculator/web/usage/test_take_messages.py",
    "%(label)s %(value)s": LISTED,
    "%(label)s %(value)s (%(from)s)": LISTED,
    "price list": LISTED,
    "price list times %(factor)s": LISTED,
    "searches in a call %(n)s": TAKING,
    "No longer entered, as they were an example's and your file does not tell them: %(names)s.": TAKING,
    "Set aside, as what your file measures takes its place: %(names)s.": SET_ASIDE,
    "Not taken, and counted at the full price now: %(names)s.": SET_ASIDE,
    "Taken too, as the measured tokens hold the retries: %(names)s.": (
        "calculator/web/usage/test_take_messages.py"
    ),
    (
        "The share of this part, by its tokens, in what was billed in %(month)s: %(billed)s. The estimate of "
        "the measured inputs alone: %(estimated)s."
    ): TAKING,
    "you entered": DAYS,
    "counted in the file": DAYS,
    "%(n)s you entered, scaled up: times %(times)s": DAYS,
    "%(n)s counted in the file, scaled up: times %(times)s": DAYS,
    "The bill alone is not enough for an estimate: look at %(names)s.": TAKING,
    "The retry rate is 0 now: the measured tokens hold the retries, so a rate would count them twice.": (
        "calculator/web/usage/test_against_page.py"
    ),
    "Read with the columns you chose on %(day)s.": COLUMNS,
    "Read with the columns you chose on %(day)s. Every file with the same titles is read with them.": COLUMNS,
    (
        "Read with columns that you have changed since, on %(day)s. To read this file with the new ones, "
        "choose “Change columns”."
    ): COLUMNS,
    (
        "Read with columns you chose. They are not remembered: the next file with these titles asks for its "
        "columns."
    ): COLUMNS,
}
"""Of files, models and presses that random ones have not: each by hand in the test that is named."""
NO_STATEMENTS: Final = frozenset({*LABELS, *STATES})
