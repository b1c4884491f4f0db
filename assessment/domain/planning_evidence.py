"""Knows what each row of the planning table rests on: who measured it, where it was read, or that nobody did.

The band between the low and the high case follows from it: the weaker the evidence, the wider. None of these
figures is a factor of ours; each only shows that a factor of ours is in the region of something published.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from runrate.core.translation import gettext
from runrate.core.translation import gettext_noop as _


class Kind(StrEnum):
    """How a row is known, from the best on."""

    MEASURED = "measured"
    """By people who sell nothing of it, with their method published, on work like what is priced here."""
    ELSEWHERE = "elsewhere"
    """Measured as well, but in another field or of another step:
    it shows the way, not how far it leads here."""
    SURVEY = "survey"
    """Estimated by those who were asked."""
    VENDOR = "vendor"
    """Said by somebody who sells it."""
    NONE = "none"
    """An assumption of ours."""
    READER = "reader"
    """A figure that the reader put in its place."""


SPREAD: Mapping[Kind, tuple[Fraction, Fraction]] = {
    Kind.MEASURED: (Fraction(1, 2), Fraction(3, 2)),
    Kind.READER: (Fraction(1, 2), Fraction(3, 2)),
    Kind.SURVEY: (Fraction(1, 3), Fraction(5, 3)),
    Kind.VENDOR: (Fraction(1, 3), Fraction(5, 3)),
    Kind.ELSEWHERE: (Fraction(1, 4), Fraction(7, 4)),
    Kind.NONE: (Fraction(1, 4), Fraction(7, 4)),
}
"""Low and high case by kind: so many times as far from 1 as the base figure; factors stay above zero."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one row rests on, in untranslated text; all but the kind is empty where there is nothing."""

    kind: Kind
    source: str = ""
    published: str = ""
    """A month or a year, as far as it is known; empty for pages without a date."""
    says: str = ""
    read_at: str = ""
    checked_on: date | None = None

    @property
    def label(self) -> str:
        """The kind, as it is printed."""
        return gettext(_LABELS[self.kind])

    @property
    def told(self) -> str:
        """Kind, source, date and finding in one line."""
        if not self.source:
            return self.label
        source = (
            f"{gettext(self.source)}, {gettext(self.published)}" if self.published else gettext(self.source)
        )
        return f"{self.label}: {source}: {gettext(self.says)}"


_LABELS: Mapping[Kind, str] = {
    Kind.MEASURED: _("measured"),
    Kind.ELSEWHERE: _("measured in another field"),
    Kind.SURVEY: _("survey"),
    Kind.VENDOR: _("vendor's claim"),
    Kind.NONE: _("none: our assumption"),
    Kind.READER: _("your figure"),
}

NOTHING = Evidence(Kind.NONE)
READERS_OWN = Evidence(Kind.READER)
_READ_ON = date(2026, 11, 28)


_PUBLISHED: Mapping[tuple[str, str], Evidence] = {
    ("q7", "tokens"): Evidence(
        Kind.MEASURED,
        _("Ong and others, RouteLLM"),
        _("July 2024"),
        _("sending easy requests to a smaller model halved the cost on public benchmarks at similar quality"),
        "https://www.chaitanyaprabuddha.com/blog/llm-model-routing-cost-optimization",
        _READ_ON,
    ),
    ("q8", "tokens"): Evidence(
        Kind.ELSEWHERE,
        _("Lumer and others, Don't Break the Cache"),
        _("January 2026"),
        _("prompt caching took 45% to 80% off the cost of 500 agent sessions with long prompts"),
        "https://arxiv.org/html/2601.06007v1",
        _READ_ON,
    ),
    ("q10", "human_review"): Evidence(
        Kind.ELSEWHERE,
        _("Lång and others, MASAI trial, Lancet Oncology"),
        _("August 2023"),
        _("reviewing mammograms by risk took 44% off the readers' work in a trial of 80,033 screenings"),
        "https://centerconsulting.com/ai-library/milestones/2023-masai-ai-mammography-trial",
        _READ_ON,
    ),
    ("q11", "vector_db"): Evidence(
        Kind.VENDOR,
        _("Qdrant, documentation of quantization"),
        "",
        _("vectors kept in one byte per dimension take a quarter of the memory"),
        "https://qdrant.tech/documentation/guides/quantization/",
        _READ_ON,
    ),
    ("q11", "observability"): Evidence(
        Kind.VENDOR,
        _("Datadog, on tail-based sampling"),
        _("August 2026"),
        _("keeping the traces worth a look took about 98% off the volume of a made-up example"),
        "https://datadoghq.com/blog/control-trace-volume-with-opentelemetry-tail-based-sampling",
        _READ_ON,
    ),
    ("q12", "infrastructure"): Evidence(
        Kind.SURVEY,
        _("Flexera, State of the Cloud"),
        _("2025"),
        _("those asked estimate that 27% of what they pay for the cloud is wasted"),
        "https://alisafari.space/blog/public-cloud-723-billion-waste/",
        _READ_ON,
    ),
}


def evidence(question: str, line: str) -> Evidence:
    """What the factors of a question on a cost line rest on."""
    return _PUBLISHED.get((question, line), NOTHING)
