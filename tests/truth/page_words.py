"""What templates say with a name in it or under a condition, and states nothing of a reader: by kind."""

from typing import Final

LABELS: Final = frozenset(
    {
        "Cost per %(unit)s",
        "Cost per accepted %(unit)s",
        "How step %(number)s is calculated",
        "Is one %(unit)s worth what it costs?",
        "Question %(number)s asks you the same.",
        "No.",
        "At level 0 to 4:",
        "Own line <span data-number>%(number)s</span>",
        "Per %(unit)s",
        "Per accepted %(unit)s, input higher",
        "Per accepted %(unit)s, input lower",
        "Remove own line <span data-number>%(number)s</span>",
        "Remove step <span data-number>%(number)s</span>",
        "Retirement trigger: %(trigger)s.",
        "Save changes to “%(name)s”",
        "Save changes, ranges and seed to “%(name)s”",
        "Step %(number)s",
        "Next, step %(number)s:",
        "Next:",
        "Step <span data-number>%(number)s</span>",
        "The same as a table, with the cost per accepted %(unit)s",
        "You can then answer:",
        "With %(model)s instead",
        "With model prices changed by %(change)s",
        "for step <span data-number>%(number)s</span>",
        "the version of %(when)s",
    }
)
QUESTIONS: Final = frozenset(
    {
        # What a page asks for, or may be asked of it.
        "Explore: how certain is it, and what changes it?",
        (
            "Is a vendor paid by the seat, by the hour or by the outcome? Enter that below; tokens need no "
            "price then."
        ),
        (
            "Name the workload and the industry, if you like: reports carry the name, and results become "
            "comparable."
        ),
        "Pick a model or type your own prices.",
        "What does yours cost?",
        "What was this about?",
        "Start from an example and change six numbers; no account needed.",
    }
)
METHOD: Final = frozenset(
    {
        # How something is calculated or drawn, the same for everybody who sees it.
        (
            "%(draws)s cases are drawn at random; in each, every figure that is varied falls between its low "
            "and its high end, most often near what was entered."
        ),
        "Dollars per month; areas in proportion.",
        "Each amount is rounded by itself, so rows may not add up to the cent.",
        "For an agent that makes several calls to several models: the inputs above become the first step.",
        (
            "Of several scenarios with the same workload and status, the one saved last counts; the others "
            "are alternatives. One without a workload counts by itself. A duplicate is planned. Enter "
            "targets, owners and triggers with each scenario. A trigger reminds you of what you decided "
            "beforehand."
        ),
        (
            "Order: steps to the next stage first, then the weakest dimension, then points per day of work. "
            "A report on a costed workload puts steps that do not pay for their work last, and cash per day "
            "of work before points; its steps are numbered in that order."
        ),
        "The score stays as it is; in each case the answer or the scenario needs another look.",
        "Tokens are those of one call, costs those of one unit, before retries.",
        # Surveys that were published elsewhere.
        "%(percent)s%% of %(n)s respondents %(says)s.",
        (
            "Different people, mostly different questions: not a benchmark for you. A comparison with "
            "results of this site is shown once %(fewest)s accounts have one of the same version."
        ),
        "Usage that an estimate covers, before tax, fees and credits, as far as the bill holds each month.",
    }
)
STATES: Final = frozenset(
    {
        # Of a form, a list, a link or an account, not of what somebody answered or entered.
        "%(first)s to %(last)s of %(all)s",
        "%(n)s days",
        "%(n)s more steps have nothing in them: they are in no figure.",
        (
            "A link lets anyone who has it read this scenario: its figures and notes, how they compare with "
            "your last invoice, and each limit for retiring it that is passed. You can stop it at any time."
        ),
        (
            "A link made on %(made)s UTC works until %(day)s. Its address was shown when it was made and is "
            "not stored."
        ),
        "A report needs a free account; this result is saved to it.",
        "An estimate needs more inputs.",
        "An estimate needs the inputs named above.",
        "An estimate needs these inputs:",
        "Anyone who has this link can continue with the answers. It works for 90 days.",
        (
            "Anyone who has this link has the result as you do, and can share, rename and delete it. "
            "It works for 90 days."
        ),
        "Changed %(when)s UTC",
        "Error:",
        "Link for readers, until %(day)s",
        "No estimate yet: some inputs need a correction.",
        "Save a scenario, and it is listed here as an agent.",
        "Saved. Come back with the link below, on any device.",
        "Saved. You will find it under your assessments, on any device.",
        "Saving needs a free account and brings you back here.",
        "Shared with you · changed %(day)s",
        "Up to three at a time: these are the first three you chose.",
        "The last ten versions are kept here. You can undo a restore.",
        "Your answers count in the round of %(team)s.",
        "“%(name)s” cannot be calculated as it was saved, so it is not counted here.",
    }
)
OF_BEFORE: Final = frozenset(
    {
        # In reports that were made by an earlier version of the text.
        "The stage %(stage)s",
        "This report was made by version %(version_before)s of its text and stays as it was.",
        "What usually unlocks the next:",
    }
)
FOR_LINKS: Final = frozenset(
    {
        # What a card shows where a link is pasted: the same for every reader's.
        "What a deployment costs, how mature its team is, and what to do first.",
        "What it costs per month and per unit, line by line, and whether it pays.",
        "What your AI really costs, and where your team sits on the cost maturity curve.",
        "Where one team sits on the cost maturity curve, its weakest link, and what it does first.",
    }
)
BENCHMARK: Final = "assessment/services/test_benchmark.py"
HELD_ELSEWHERE: Final = {
    # Of rows that a random workload or sheet has not: each by hand in the test that is named.
    "%(industry)s: higher than %(percent)s%% of %(n)s, as of %(day)s.": BENCHMARK,
    "Higher than %(percent)s%% of %(n)s finished assessments, as of %(day)s.": BENCHMARK,
    ("Prices changed since you saved: %(change)s on the total."): "calculator/scenarios/test_repricing.py",
    "Replaces %(total)s per month, saved %(when)s; you can undo that.": "calculator/web/test_save_form.py",
    (
        "The price list knows more of this model than when you saved, though none of your prices has "
        "changed: %(change)s on the total."
    ): "calculator/scenarios/test_repricing.py",
    "This scenario uses the prices of %(days)s. Those of today: %(change)s on the total.": (
        "calculator/scenarios/test_repricing.py"
    ),
    "+%(tokens)s each": "calculator/web/test_step_table.py",
}
NO_PAGE_STATEMENTS: Final = frozenset({*LABELS, *QUESTIONS, *METHOD, *STATES, *OF_BEFORE, *FOR_LINKS})
