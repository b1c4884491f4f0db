"""What the figures of a report rest on, and who answers for them: only what was given, nobody invented."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from assessment.domain.planning_evidence import Evidence, Kind
from assessment.domain.savings import NOTHING
from assessment.domain.statements import statement
from calculator.domain.labels import is_name_of_group, worded_short
from calculator.domain.workload import Workload, defaults_in_force
from calculator.usage.analysis.derived import ESTIMATE, LIST
from runrate.core.text import as_sentence, listed, one_name
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.beside_a_bill.retries import RETRY_RATE, in_the_tokens
from runrate.reports.domain.brought_in.unsigned import told as not_taken
from runrate.reports.domain.content import Basis
from runrate.reports.domain.evaluation import Reading
from runrate.reports.domain.inputs import DEFAULT_DAY_COST
from runrate.reports.domain.owner.board import entered as of_the_owner
from runrate.reports.domain.savings import Measure
from runrate.reports.domain.sections.work_and_cash import day_price

OWNER = "q15"
"""The question who answers for the cost per unit."""
A_NAME = 2
"""The level at which its answer is a named person; those above it speak of reviews and targets."""


class Origin(StrEnum):
    """Whence an input comes, as far as a report is told."""

    ENTERED = "entered"
    DEFAULT = "default"
    EXAMPLE = "example"
    SOURCE = "source"
    MEASURED = "measured"
    INSIDE = "inside"


def origin_of(name: str, origins: dict[str, str], entered: Iterable[str]) -> Origin:
    """The kind of one input's origin; `origins` are the words that the scenario carries of it."""
    said = origins.get(name, "")
    if said.startswith((_("Our assumption"), _example_prefix())):
        return Origin.EXAMPLE
    if said in {_("our default"), _("assumed: one call per unit")} or (not said and name not in entered):
        return Origin.DEFAULT
    if said.lower().startswith(_bill_prefix()):
        return Origin.MEASURED
    if in_the_tokens({RETRY_RATE: said}):
        return Origin.INSIDE
    typed = said == _("you entered") or said.startswith(_typed_prefix())
    return Origin.SOURCE if said and not typed else Origin.ENTERED


def answers_for(reading: Reading) -> str:
    """Who prepared it, who answered, and what was answered of the figure's owner."""
    source, said = reading.source, []
    if source.cover.author:
        said.append(_("Prepared by {author}.").format(author=one_name(source.cover.author)))
    assessed = source.assessed
    if assessed and assessed.team_name:
        said.append(_("The answers are those of {team}.").format(team=one_name(assessed.team_name)))
    if assessed and not source.imported:
        owner = assessed.sheet.answers.get(OWNER)
        said.append(statement(reading.questionnaire.question(OWNER), owner) if owner is not None else "")
    if person := source.costed.person if source.costed else "":
        entered = (
            _("The imported file names {person} as the person responsible.")
            if source.imported
            else _("{person} is entered as the person responsible.")
        )
        said.append(entered.format(person=person))
    elif source.imported:
        said.append(
            _(
                "The imported file names no person responsible: add who answers for it before a decision is "
                "made."
            )
        )
    elif not source.cover.author:
        said.append(
            _("The owner's name is not in this report: add it before a decision is made.")
            if assessed and _is_named(assessed.sheet.answers.get(OWNER))
            else _("No name was given for this report: add who answers for it before a decision is made.")
        )
    return " ".join(filter(None, said))


def _is_named(owner: object) -> bool:
    """Whether what is repeated of the answer says that somebody is named."""
    return owner == A_NAME


def basis(reading: Reading) -> Iterable[Basis]:
    """Measured, entered, with a source, assumed: the four kinds of figures, each with what is of it."""
    if reading.source.costed:
        yield Basis(_("Measured"), _measured(reading))
    if reading.source.imported:
        everything = _("All that was entered, in the imported file; this site checked none of it.")
        left = not_taken(reading.source.not_taken)
        yield Basis(_("Entered"), " ".join(filter(None, [everything, left])))
    else:
        yield from _by_the_reader(reading)
    if assumed := list(_assumed(reading)):
        yield Basis(_("Our assumptions"), as_sentence(_("{what}.").format(what=listed(assumed))))


def _by_the_reader(reading: Reading) -> Iterable[Basis]:
    """What the reader entered, and what has a source."""
    if given := list(_entered(reading)):
        yield Basis(_("Entered"), as_sentence(_("{what}.").format(what=listed(given))))
    if found := _counts(reading)[Origin.SOURCE]:
        yield Basis(
            _("From a source"),
            ngettext(
                "One input, with its source in the appendix.",
                "{count} inputs, each with its source in the appendix.",
                found,
            ).format(count=found),
        )


def attached(reading: Reading) -> str:
    """What the PDF carries: only what the report is made from."""
    if reading.scenario is None:
        return _(
            "The answers behind this report are attached to the PDF as a JSON file. Imported into the site, "
            "they give the same report."
        )
    if reading.assessment is None:
        return _(
            "The scenario behind this report is attached to the PDF as a JSON file. Imported into the site, "
            "it gives the same report."
        )
    return _(
        "The answers and the scenario behind this report are attached to the PDF as a JSON file. Imported "
        "into the site, they give the same report."
    )


def _measured(reading: Reading) -> str:
    """Which bills were read for this report: for inputs, or to set the estimate against."""
    costed = reading.source.costed
    billed = costed.billed if costed else None
    if reading.source.imported:
        return (
            _("Nothing by this site; the imported file holds figures of a bill that nobody here has seen.")
            if billed
            else _("Nothing by this site.")
        )
    said = [_inputs_from(number, bill) for bill, number in read_in_bills(reading).most_common()]
    if billed and billed.source not in read_in_bills(reading):
        set_against = _("The estimate is set against a bill: {bill}.")
        if billed.by_tool:
            set_against = _(
                "The estimate is set against what a tool has estimated, which no vendor billed: {bill}."
            )
        elif billed.basis in {LIST, ESTIMATE}:
            set_against = _("The estimate is set against tokens of a file without money: {bill}.")
        said.append(set_against.format(bill=billed.source))
    return " ".join(said) or _("Nothing: no bill was read for this report.")


def _inputs_from(number: int, bill: str) -> str:
    said = ngettext("One input, from {bill}.", "{count} inputs, from {bill}.", number)
    return said.format(count=number, bill=bill)


def read_in_bills(reading: Reading) -> Counter[str]:
    """How many inputs were read in each bill; bills as the origins name them."""
    return Counter(measured_inputs(reading).values())


def measured_inputs(reading: Reading) -> dict[str, str]:
    """Each input that was read in a bill, with the bill; none of a file that this site did not sign."""
    costed = reading.source.costed
    if costed is None or reading.source.imported:
        return {}
    said = {name: costed.origins.get(name, "") for name in sorted(_given(costed.workload))}
    prefix = _bill_prefix()
    return {name: words[len(prefix) :] for name, words in said.items() if words.lower().startswith(prefix)}


def _bill_prefix() -> str:
    return _("measured: {source}, {month}").partition("{")[0]


def _example_prefix() -> str:
    """Of what an example of ours calls its unit: the example is no source of it."""
    return _("example: %(title)s").partition("%")[0]


def _typed_prefix() -> str:
    """Of units that somebody typed for the days of a bill, which were then scaled up."""
    return _("entered for {days} of {of} days of {source}, {month}, and scaled up").partition("{")[0]


def _counts(reading: Reading) -> Counter[Origin]:
    costed = reading.source.costed
    if costed is None:
        return Counter()
    given = _given(costed.workload)
    names = [*given, *(name for name in defaults_in_force(costed.workload) if name not in given)]
    return Counter(origin_of(name, dict(costed.origins), given) for name in names)


def _given(workload: Workload) -> set[str]:
    """As many as the appendix lists: what a step is called heads its inputs there."""
    return {name for name in workload.entered() if not is_name_of_group(name)} | {"unit_name"}


def _entered(reading: Reading) -> Iterable[str]:
    if number := _counts(reading)[Origin.ENTERED]:
        yield ngettext("one input of the scenario", "{count} inputs of the scenario", number).format(
            count=number
        )
    if reading.scenario:
        yield from of_the_owner(reading.scenario)
    if reading.assessment and reading.savings:
        if reading.source.minimum_review_rate is not None:
            yield _("a minimum review rate of {rate}").format(
                rate=worded_short("review_rate", reading.source.minimum_review_rate)
            )
        if reading.source.day_cost != DEFAULT_DAY_COST:
            yield _working_day(reading)
    if reading.assessment:
        yield _("the fifteen answers, which nobody audited")
    if reading.source.worth.changed:
        number = len(reading.source.worth.changed)
        yield ngettext("one row of the planning table", "{count} rows of the planning table", number).format(
            count=number
        )


def _working_day(reading: Reading) -> str:
    return _("a working day at {cost}").format(cost=day_price(reading))


def _assumed(reading: Reading) -> Iterable[str]:
    if number := _counts(reading)[Origin.DEFAULT]:
        yield ngettext("one input left at our default", "{count} inputs left at our defaults", number).format(
            count=number
        )
    if number := _counts(reading)[Origin.EXAMPLE]:
        yield ngettext(
            "one input as our worked example has it", "{count} inputs as our worked example has them", number
        ).format(count=number)
    if puts_dollars_on_steps(reading):
        yield _what_steps_save(reading)
        yield _("the days of work of each step")
        if reading.source.day_cost == DEFAULT_DAY_COST:
            yield _working_day(reading)


def puts_dollars_on_steps(reading: Reading) -> bool:
    """Whether a step is left and a scenario to price it: else no planning figure is behind what is said."""
    return reading.savings is not None and bool(reading.advice.measures)


def _what_steps_save(reading: Reading) -> str:
    """The planning table with the kind of evidence behind the steps that are asked for."""
    topics: dict[str, list[str]] = {}
    for measure in reading.advice.paying:
        found = _mostly(reading, measure)
        kind = _("no evidence") if found.kind is Kind.NONE else found.label
        topics.setdefault(kind, []).append(measure.question.topic)
    if not topics:
        return _("what each step saves, from our planning table")
    return _("what each step saves, from our planning table ({kinds})").format(
        kinds="; ".join(
            _("{kind} for {topics}").format(kind=kind, topics=listed(named)) for kind, named in topics.items()
        )
    )


def _mostly(reading: Reading, measure: Measure) -> Evidence:
    """What the planning figure rests on by which most of a step's cash comes."""
    worth, lines = reading.source.worth, measure.saving.lines if measure.saving else {}
    line = max(worth.lines(measure.question.key), key=lambda each: lines.get(each, NOTHING).base)
    return worth.evidence(measure.question.key, line)
