"""The fifteen answers in full words: what was picked, what backs it, what nobody knows, what does not fit."""

from collections.abc import Iterable
from fractions import Fraction

from assessment.domain.answer_sheet import Answer, NotApplicable
from assessment.domain.answer_words import in_words
from assessment.domain.charts import show_range
from assessment.domain.evidence import counts
from assessment.domain.questionnaire import Question
from assessment.domain.scoring import EVIDENCE_FROM
from assessment.domain.team_combine import COUNTED_FROM
from runrate.core.text import clean
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.content import AnswerGroup, AnswerRow, Answers, Objection
from runrate.reports.domain.contradictions.rules import contradictions
from runrate.reports.domain.evaluation import Assessment, Reading
from runrate.reports.domain.inputs import Assessed, Team


def describe_answers(reading: Reading, assessment: Assessment) -> Answers:
    sheet, questionnaire = assessment.sheet, reading.questionnaire
    claims = [
        key for key, answer in sheet.answers.items() if isinstance(answer, int) and answer >= EVIDENCE_FROM
    ]
    backed = sum(1 for key in claims if sheet.backs(key))
    unknown = tuple(reading.topic(questionnaire.question(key)) for key in assessment.result.find_out)
    found = tuple(objections(reading, assessment))
    return Answers(
        headline=_headline(assessment),
        lede=_lede(reading, len(claims), backed),
        groups=tuple(
            AnswerGroup(
                name=dimension.name,
                about=dimension.about,
                score=show_range(
                    assessment.result.dimensions[dimension.key] or Fraction(0),
                    assessment.result.dimensions_high[dimension.key],
                ),
                rows=tuple(
                    _row(reading, question, sheet.answers[question.key])
                    for question in questionnaire.questions
                    if question.dimension == dimension.key
                ),
            )
            for dimension in questionnaire.dimensions
        ),
        with_spread=bool(reading.source.assessed and reading.source.assessed.team),
        unknown_title=ngettext("One thing to find out", "{count} things to find out", len(unknown)).format(
            count=len(unknown)
        )
        if unknown
        else "",
        unknown=unknown,
        contradictions_title=ngettext(
            "One answer does not fit the scenario",
            "{count} answers do not fit the scenario",
            len(found),
        ).format(count=len(found))
        if found
        else "",
        contradictions=found,
    )


def _headline(assessment: Assessment) -> str:
    levels = [answer for answer in assessment.sheet.answers.values() if isinstance(answer, int)]
    if not levels:
        return _("No answer names a level yet")
    low = sum(1 for level in levels if level <= 1)
    high = sum(1 for level in levels if level >= EVIDENCE_FROM)
    if low > high:
        said = ngettext(
            "One of 15 answers stands at level 0 or 1",
            "{count} of 15 answers stand at level 0 or 1",
            low,
        ).format(count=low)
        return said + _not_known(len(assessment.result.find_out))
    if high:
        return ngettext(
            "One of 15 answers stands at level 3 or 4",
            "{count} of 15 answers stand at level 3 or 4",
            high,
        ).format(count=high)
    if len(levels) < len(assessment.sheet.answers):
        return _("Every answer that names a level stands at level 2")
    return _("Every answer stands at level 2")


def _not_known(number: int) -> str:
    """What counts as level 0 beside the answers that stand there."""
    if not number:
        return ""
    return ngettext(
        ", and one more that is not known counts as 0",
        ", and {count} more that are not known count as 0",
        number,
    ).format(count=number)


def _lede(reading: Reading, claims: int, backed: int) -> str:
    assessed = reading.source.assessed
    sentences: list[str] = []
    if assessed and assessed.team:
        sentences += _of_team(assessed.team)
    else:
        sentences.append(
            _("Answers are self-reported. Levels run from 0 to 4, and each includes those below it.")
        )
    if claims:
        sentences.append(
            ngettext(
                "One answer claims level 3 or more; {backed} backed by evidence.",
                "{count} answers claim level 3 or more; {backed} backed by evidence.",
                claims,
            ).format(
                count=claims,
                backed=ngettext("{count} is", "{count} are", backed).format(count=backed)
                if backed
                else _("none is"),
            )
        )
    return " ".join(sentences)


def _of_team(team: Team) -> Iterable[str]:
    """How the table comes about, and of whom it says nothing: few are not told how many gave no level."""
    yield _("{count} people answered, each alone; the table shows their lower median.").format(
        count=team.raters
    )
    if team.raters < COUNTED_FROM:
        yield _(
            "Median and spread are of those who gave a level; how many did not is told from {fewest} people "
            "on."
        ).format(fewest=COUNTED_FROM)


def _backed(assessed: Assessed, question: Question) -> str:
    """What backs an answer, and how many of a team gave none."""
    unknown, apart = assessed.team.without.get(question.key, (0, 0)) if assessed.team else (0, 0)
    said = [_noted(assessed.sheet.evidence.get(question.key, ""))]
    raters = assessed.team.raters if assessed.team else 0
    if unknown:
        said.append(_("{count} of {raters} did not know.").format(count=unknown, raters=raters))
    if apart:
        said.append(_("{count} of {raters} said that it does not apply.").format(count=apart, raters=raters))
    return " ".join(filter(None, said))


def _row(reading: Reading, question: Question, answer: Answer) -> AnswerRow:
    assessed = reading.source.assessed
    team = assessed.team if assessed else None
    low, high = team.spreads.get(question.key, (0, 0)) if team else (0, 0)
    has_spread = bool(team and question.key in team.spreads)
    return AnswerRow(
        number=str(question.number),
        topic=question.topic,
        question=question.text,
        answer=in_words(question, answer),
        level=_level(answer),
        evidence=_backed(assessed, question) if assessed else "",
        spread=(str(low) if low == high else f"{low}–{high}") if has_spread else "",
        talk=bool(team and team.split(question.key)),
    )


def _noted(note: str) -> str:
    """What stands beside an answer; of what backs nothing it is said that it does not."""
    said = clean(note)
    return said if not said or counts(said) else _("{note}: no evidence that counts").format(note=said)


def _level(answer: Answer) -> str:
    if isinstance(answer, NotApplicable):
        return "–"
    return "?" if answer == "dk" else str(answer)


def objections(reading: Reading, assessment: Assessment) -> Iterable[Objection]:
    """Each answer that the scenario of the same report speaks against."""
    if reading.scenario is None:
        return
    minimum = reading.source.minimum_review_rate
    for found in contradictions(
        assessment.sheet,
        reading.scenario.workload,
        reading.scenario.estimate,
        None if minimum is None else Fraction(minimum),
        retries_measured=reading.scenario.retries_in_tokens,
    ):
        yield Objection(reading.questionnaire.question(found.question).topic, found.sentence)
