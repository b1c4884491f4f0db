"""How well the costs are managed: score, stage, sides, what holds the stage down or would lift it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from assessment.domain.charts import show_range
from assessment.domain.dimension_words import in_a_sentence
from assessment.domain.next_steps import next_of
from assessment.domain.questionnaire import Dimension
from assessment.domain.scoring import Cap, score, show
from assessment.domain.way_up import Raise, reached, way_out, way_up
from assessment.domain.way_words import between, cap_in_words, in_words, waiting_in_words, way_out_in_words
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop, ngettext
from runrate.reports.domain.asked_together import Work, profit
from runrate.reports.domain.content import DimensionRow, Maturity, Reason
from runrate.reports.domain.evaluation import Assessment, Reading, dollars
from runrate.reports.domain.evidence import is_all_there
from runrate.reports.domain.provided import action, dimension_text, provides
from runrate.reports.domain.sections.work_and_cash import working_days
from runrate.reports.domain.wording import capital


def describe_maturity(reading: Reading, assessment: Assessment) -> Maturity:
    questionnaire, result = reading.questionnaire, assessment.result
    stage = questionnaire.stage(assessment.stage)
    values = {d.key: result.dimensions[d.key] or Fraction(0) for d in questionnaire.dimensions}
    low, high = min(values.values()), max(values.values())
    if low == high:
        head = (
            _("Counting unknown answers as 0, all five dimensions stand at {score}")
            if result.find_out
            else _("All five dimensions stand at {score}")
        ).format(score=show(low))
    else:
        weakest, strongest = ([key for key in values if values[key] == end] for end in (low, high))
        said = (
            ngettext(
                "Counting unknown answers as 0, {strongest} is strongest at {high}, {weakest} weakest at "
                "{low}",
                "Counting unknown answers as 0, {strongest} are strongest at {high}, {weakest} weakest at "
                "{low}",
                len(strongest),
            )
            if result.find_out
            else ngettext(
                "{strongest} is strongest at {high}, {weakest} weakest at {low}",
                "{strongest} are strongest at {high}, {weakest} weakest at {low}",
                len(strongest),
            )
        )
        head = said.format(
            strongest=in_a_sentence(strongest, questionnaire, begins=not result.find_out),
            high=show(high),
            weakest=in_a_sentence(weakest, questionnaire),
            low=show(low),
        )
    return Maturity(
        headline=head,
        lede=_lede(reading, assessment),
        score=show(assessment.score),
        score_range=""
        if not result.find_out or result.score_high is None
        else show_range(assessment.score, result.score_high),
        evidenced=show(result.evidenced_score or Fraction(0)),
        stage=stage.name,
        dimensions=tuple(
            DimensionRow(
                name=dimension.name,
                score=show_range(value, result.dimensions_high[dimension.key]),
                about=dimension.about,
                meaning=dimension_text(reading, assessment, dimension),
                next_step=_next_step(reading, dimension, assessment),
                weakest=dimension.key in assessment.weakest_for_sure,
            )
            for dimension in questionnaire.dimensions
            if (value := result.dimensions[dimension.key]) is not None
        ),
        caps=tuple(_reason(cap, reading, assessment) for cap in result.caps),
        change_title=_("What would change the stage"),
        changes=tuple(_changes(reading, assessment)),
    )


def _next_step(reading: Reading, dimension: Dimension, assessment: Assessment) -> str:
    """The first of its steps in the order of all, which tells it; at its top what is left."""
    ordered = [(measure.question, measure.frm) for measure in reading.advice.measures]
    question, level = next_of(dimension, ordered, assessment.sheet, reading.questionnaire)
    number = reading.step_number(question.key)
    if number is None:
        return action(reading, question, level)
    return _("Step {number}: {topic}").format(number=number, topic=question.topic)


def _lede(reading: Reading, assessment: Assessment) -> str:
    result = assessment.result
    sentences = [_("The score is the mean of five dimensions, each the mean of its answers from 0 to 100.")]
    if result.find_out:
        sentences.append(
            _("It is {low}, and {high} if everything unknown turns out to be best.").format(
                low=show(assessment.score), high=show(result.score_high or assessment.score)
            )
        )
    if result.evidenced_score is not None and result.evidenced_score < assessment.score:
        sentences.append(
            _("Counting answers of level 3 or 4 without evidence as level 2, it is {evidenced}.").format(
                evidenced=show(result.evidenced_score)
            )
        )
    if reading.advice.measures:
        sentences.append(_("Steps go by their numbers in “What to do”."))
    return " ".join(sentences)


def capped_sentence(cap: Cap, reading: Reading) -> str:
    """What the score alone would give, and why the stage is lower, with this reader's figures."""
    assessment = reading.assessment
    if assessment is None:
        return ""
    questionnaire, result = reading.questionnaire, assessment.result
    alone = _("A score of {score} alone would be {alone}.").format(
        score=show(assessment.score), alone=questionnaire.stage(result.stage_without_caps or "").name
    )
    return f"{alone} {cap_in_words(cap, result, questionnaire)}"


_CAP_TITLES = {
    "weak_link": gettext_noop("The weakest dimension limits the stage"),
    "unit_cost": gettext_noop("The answer on the cost per unit limits the stage"),
    "unknowns": gettext_noop("Too many answers are not known"),
}


def _reason(cap: Cap, reading: Reading, assessment: Assessment) -> Reason:
    way = way_out(cap, assessment.sheet, reading.questionnaire)
    return Reason(
        _(_CAP_TITLES[cap.rule]),
        cap_in_words(cap, assessment.result, reading.questionnaire),
        way_out_in_words((_move(reading, each) for each in way), way),
        _("Nearest way out: the way to the next stage, below.")
        if list(way) == list(way_of(reading, assessment))
        else "",
    )


MOST_IN_A_SENTENCE = 5


def _changes(reading: Reading, assessment: Assessment) -> Iterable[str]:
    """The shortest way to the next stage: a sentence, or a list where it is longer than one."""
    questionnaire = reading.questionnaire
    way = way_of(reading, assessment)
    if not way:
        yield _at_the_highest(reading, assessment).format(
            stage=questionnaire.stage(assessment.stage).name, score=show(assessment.score)
        )
        return
    words = {"days": _days(reading, way), **_outcome(reading, assessment, way)}
    moves = [_move(reading, each) for each in way]
    if len(moves) <= MOST_IN_A_SENTENCE:
        said = _("{moves}: {score}, {stage}, for about {days} from today.")
        yield capital(said.format(moves=listed(moves), **words))
    else:
        said = _("{count} steps, about {days} from today, reach {score}, {stage}:")
        yield said.format(count=len(moves), **words)
        yield from map(capital, moves)
    if waiting := waiting_in_words(way):
        yield waiting
    yield from _not_for_money(reading, way)


def _at_the_highest(reading: Reading, assessment: Assessment) -> str:
    """What is left where no stage is: steps come before evidence, and only what is there is kept fresh."""
    if reading.advice.measures:
        return _("Nothing stands above {stage}: the steps that are left raise the score of {score}.")
    if is_all_there(assessment.sheet):
        return _("Nothing stands above {stage}: at {score} the work is to keep the evidence fresh.")
    return _("Nothing stands above {stage}: at {score} the work is to add the evidence that is missing.")


def way_of(reading: Reading, assessment: Assessment) -> Sequence[Raise]:
    """The shortest way to the next stage; empty at the highest."""
    return way_up(assessment.sheet, assessment.result, reading.questionnaire)


def _days(reading: Reading, way: Sequence[Raise]) -> str:
    """`42 working days`, with what they cost where the report speaks of money."""
    days = sum(each.days for each in way)
    if reading.savings is None:
        return working_days(days)
    return _("{days} working days ({work})").format(
        days=days, work=dollars(days * Fraction(reading.source.day_cost))
    )


def _not_for_money(reading: Reading, way: Sequence[Raise]) -> Iterable[str]:
    """Steps on the way that stand elsewhere among those that do not pay for their work, or may not."""
    found = [rest for each in way for rest in _losing(reading, each)]
    open_ones = [each for each in found if _may_pay(reading, each)]
    unknown, losing = (
        [between(each, reading.topic(each.question)) for each in found if (each in open_ones) is is_open]
        for is_open in (True, False)
    )
    if unknown:
        yield ngettext(
            "{steps} is not known to pay for its work yet, as a cost line that it lowers is missing: the "
            "stage needs it.",
            "{steps} are not known to pay for their work yet, as cost lines that they lower are missing: "
            "the stage needs them.",
            len(unknown),
        ).format(steps=listed(unknown))
    if losing:
        yield ngettext(
            "{steps} does not pay for its work within a year, at the middle figure: the stage needs it, "
            "money alone does not.",
            "{steps} do not pay for their work within a year, at the middle figure: the stage needs "
            "them, money alone does not.",
            len(losing),
        ).format(steps=listed(losing))


def _losing(reading: Reading, step: Raise) -> Iterable[Raise]:
    """Its levels above those that pay, where they have a figure, and a year of their cash is no more than
    their work."""
    savings, key = reading.savings, step.question.key
    if savings is None or step.frm is None or not set(savings.worth.lines(key)) & set(savings.amounts):
        return
    paid = {each.question.key: each.to for each in reading.advice.paying}
    rest = replace(step, frm=min(paid.get(key, step.frm), step.to))
    whole, begun = (_earned(reading, step, to) for to in (step.to, rest.frm))
    if rest.frm != step.to and whole <= begun:
        yield rest


def _may_pay(reading: Reading, step: Raise) -> bool:
    """Whether a line that it would lower was not entered."""
    if reading.savings is None or step.frm is None:
        return False
    return bool(reading.savings.of({step.question.key: (step.frm, step.to)}).left_out.falling)


def _earned(reading: Reading, step: Raise, to: int | None) -> Fraction:
    """A year of the cash of a step up to a level, less its work; nothing where it is not taken."""
    if reading.savings is None or step.frm is None or to is None:
        return Fraction(0)
    work = replace(step, to=to).days * Fraction(reading.source.day_cost)
    return profit({step.question.key: Work(step.frm, to, work)}, reading.savings.cash)


def _move(reading: Reading, step: Raise) -> str:
    if provides(reading, step.question.key, step.frm):
        if step.frm is None and not step.to:
            return _("answer {topic} again with the figure of this report").format(
                topic=reading.topic(step.question)
            )
        return _(
            "{topic} to level {level} (this report has the first figure; the days are for repeating and "
            "checking it)"
        ).format(topic=reading.topic(step.question), level=step.to)
    return in_words(step, reading.topic(step.question))


def _outcome(reading: Reading, assessment: Assessment, way: Sequence[Raise]) -> dict[str, str]:
    result = score(reached(assessment.sheet, way), reading.questionnaire)
    return {
        "score": show(result.score or Fraction(0)),
        "stage": reading.questionnaire.stage(result.stage or "").name,
    }
