"""How well the costs are managed: score, stage, sides, what holds the stage down or would lift it."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from assessment.domain.next_steps import lowest_of
from assessment.domain.questionnaire import Dimension, Questionnaire
from assessment.domain.scoring import Cap, score, show, stage_of
from assessment.domain.way_up import Raise, reached, way_up
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.content import DimensionRow, Maturity, Reason
from runrate.reports.domain.evaluation import Assessment, Reading


def describe_maturity(reading: Reading, assessment: Assessment) -> Maturity:
    questionnaire, result = reading.questionnaire, assessment.result
    stage = questionnaire.stage(assessment.stage)
    ordered = sorted(questionnaire.dimensions, key=lambda d: result.dimensions[d.key] or Fraction(0))
    weakest, strongest = ordered[0], ordered[-1]
    low, high = (result.dimensions[d.key] or Fraction(0) for d in (weakest, strongest))
    if low == high:
        head = _("All five dimensions stand at {score}").format(score=show(low))
    else:
        head = _("{strongest} stands at {high}, {weakest} at {low}").format(
            strongest=strongest.name, high=show(high), weakest=weakest.name.lower(), low=show(low)
        )
    return Maturity(
        headline=head,
        lede=_lede(assessment),
        score=show(assessment.score),
        score_range=""
        if not result.find_out or result.score_high is None
        else _("{low} to {high}").format(low=show(assessment.score), high=show(result.score_high)),
        evidenced=show(result.evidenced_score or Fraction(0)),
        stage=stage.name,
        stage_summary=stage.summary,
        stage_looks_like=stage.looks_like,
        unlocks_next=stage.unlocks_next,
        dimensions=tuple(
            DimensionRow(
                name=dimension.name,
                score=show(value),
                about=dimension.about,
                meaning=dimension.meaning[stage_of(value, questionnaire)],
                next_step=_next_step(dimension, assessment, questionnaire),
                weakest=dimension.key in assessment.weakest,
            )
            for dimension in questionnaire.dimensions
            if (value := result.dimensions[dimension.key]) is not None
        ),
        caps=tuple(_reason(cap, reading, assessment) for cap in result.caps),
        change_title=_("What would change the stage"),
        changes=tuple(_changes(reading, assessment)),
    )


def _next_step(dimension: Dimension, assessment: Assessment, questionnaire: Questionnaire) -> str:
    """What the lowest of its answers asks for, so that nobody is told to do what is done already."""
    question, level = lowest_of(dimension, assessment.sheet, questionnaire)
    if level is None:
        return _("Find out: {question}").format(question=question.text)
    return question.advice[level]


def _lede(assessment: Assessment) -> str:
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
            _("With claims that nothing backs counted as level 2, it is {evidenced}.").format(
                evidenced=show(result.evidenced_score)
            )
        )
    return " ".join(sentences)


def capped_sentence(cap: Cap, reading: Reading) -> str:
    """Why the stage is lower than the score alone would give, with this reader's figures."""
    assessment = reading.assessment
    if assessment is None:
        return ""
    questionnaire, result = reading.questionnaire, assessment.result
    words = {
        "score": show(assessment.score),
        "alone": questionnaire.stage(result.stage_without_caps or "").name,
        "limit": questionnaire.stage(cap.limit).name,
    }
    if cap.rule == "weak_link":
        weakest = questionnaire.dimension(cap.dimension or "")
        value = result.dimensions[weakest.key] or Fraction(0)
        return _(
            "A score of {score} alone would be {alone}; {dimension} at {lowest} is only {stage}, and no "
            "stage stands more than one above the weakest dimension, so {limit} is the highest."
        ).format(
            **words,
            dimension=weakest.name.lower(),
            lowest=show(value),
            stage=questionnaire.stage(stage_of(value, questionnaire)).name,
        )
    if cap.rule == "unit_cost":
        return _(
            "A score of {score} alone would be {alone}; without the full cost of a unit from a real month, "
            "{limit} is the highest."
        ).format(**words)
    return _(
        "A score of {score} alone would be {alone}; with {count} answers not known, {limit} is the highest."
    ).format(**words, count=len(result.find_out))


def _reason(cap: Cap, reading: Reading, assessment: Assessment) -> Reason:
    questionnaire = reading.questionnaire
    sentence = capped_sentence(cap, reading)
    if cap.rule == "weak_link":
        dimension = questionnaire.dimension(cap.dimension or "")
        return Reason(
            _("The weakest dimension limits the stage"),
            sentence,
            _("Nearest way out: {step}").format(step=_next_step(dimension, assessment, questionnaire)),
        )
    if cap.rule == "unit_cost":
        gate = questionnaire.question(cap.question or "")
        return Reason(
            _("The cost of a unit is not known"),
            sentence,
            _("Nearest way out: {level}").format(level=gate.levels[questionnaire.caps.gate_level]),
        )
    too_many = len(assessment.result.find_out) - questionnaire.caps.unknowns + 1
    return Reason(
        _("Too much is not known"),
        sentence,
        ngettext(
            "Nearest way out: find out one of them.", "Nearest way out: find out {count} of them.", too_many
        ).format(count=too_many),
    )


MOST_IN_A_SENTENCE = 5


def _changes(reading: Reading, assessment: Assessment) -> Iterable[str]:
    """The shortest way to the next stage: a sentence, or a list where it is longer than one."""
    questionnaire = reading.questionnaire
    way = way_up(assessment.sheet, assessment.result, questionnaire)
    if not way:
        yield _("Nothing stands above {stage}: at {score} the work is to keep the evidence fresh.").format(
            stage=questionnaire.stage(assessment.stage).name, score=show(assessment.score)
        )
        return
    words = {"days": sum(each.days for each in way), **_outcome(reading, assessment, way)}
    moves = [_move(each) for each in way]
    if len(moves) <= MOST_IN_A_SENTENCE:
        yield _("{moves}: {score}, {stage}, for about {days} working days.").format(
            moves=listed(moves), **words
        )
        return
    yield _("{count} steps, about {days} working days, reach {score}, {stage}:").format(
        count=len(moves), **words
    )
    yield from moves


def _move(step: Raise) -> str:
    topic = step.question.topic
    if step.frm is None and not step.to:
        return _("find out {topic}").format(topic=topic)
    if step.frm is None:
        return _("{topic} found out and to level {level}").format(topic=topic, level=step.to)
    return _("{topic} to level {level}").format(topic=topic, level=step.to)


def _outcome(reading: Reading, assessment: Assessment, way: Sequence[Raise]) -> dict[str, str]:
    result = score(reached(assessment.sheet, way), reading.questionnaire)
    return {
        "score": show(result.score or Fraction(0)),
        "stage": reading.questionnaire.stage(result.stage or "").name,
    }
