"""The demo's people: one role for each stage of the curve, and what each answered and costed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

PASSWORD = "runrate-demo"  # noqa: S105  # printed on purpose; the demo refuses to run outside development
STAFF = "staff@example.com"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One finished assessment: levels of q1 to q15 (`d` for don't know), evidence notes, context."""

    levels: str
    finished_at: datetime
    workload_name: str
    team_name: str
    industry: str = ""
    size_band: str = ""
    role: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)

    def sheet(self) -> dict[str, object]:
        """The answer sheet in the form of the contract."""
        answers = {f"q{i}": "dk" if level == "d" else int(level) for i, level in enumerate(self.levels, 1)}
        return {"version": "1", "answers": answers, "evidence": dict(self.evidence)}


@dataclass(frozen=True, slots=True)
class Costing:
    """One saved scenario: a preset with the inputs that this team knows better, and whether it is running."""

    name: str
    preset: str
    changes: Mapping[str, object] = field(default_factory=dict)
    workload_name: str = ""
    status: str = "live"


@dataclass(frozen=True, slots=True)
class Persona:
    """A login with its attempts, oldest first, its scenarios, and whether a report was made of the newest."""

    email: str
    says: str
    attempts: tuple[Attempt, ...]
    costings: tuple[Costing, ...] = ()
    report: bool = True


def _day(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, 30, tzinfo=UTC)


PERSONAS = (
    Persona(
        "invisible@example.com",
        "Invisible: an invoice nobody has opened yet",
        (Attempt("00100001d100000", _day(9, 1), "Mail triage", "Back office", "public", "51-250"),),
        report=False,
    ),
    Persona(
        "tracked@example.com",
        "Tracked: the article's small company",
        (Attempt("111111111112111", _day(9, 8), "Support agent", "Customer support", "retail", "51-250"),),
        (Costing("Support agent, small", "article-small", {"retry_rate": "0.08"}, "Support agent"),),
    ),
    Persona(
        "allocated@example.com",
        "Allocated: two attempts, a quarter apart",
        (
            Attempt("1211101021110d1", _day(6, 15), "Claims triage", "Claims", "insurance", "251-1000"),
            Attempt(
                "323222222222232",
                _day(9, 15),
                "Claims triage",
                "Claims",
                "insurance",
                "251-1000",
                "finance",
                {
                    "q1": "Cost sheet of August, tab Claims",
                    "q14": "Limit of the claims key, tested on 3 September",
                },
            ),
        ),
        (
            Costing("Claims triage today", "insurance-claims", {}, "Claims triage"),
            Costing(
                "Claims triage, review by risk",
                "insurance-claims",
                {"review_rate": "0.12"},
                "Claims triage",
                "planned",
            ),
        ),
    ),
    Persona(
        "optimized@example.com",
        "Optimized: strong on cost, still without a drill at night",
        (
            Attempt(
                "333332333332322",
                _day(9, 22),
                "Loan file assistant",
                "Lending",
                "banking",
                "1001-5000",
                "engineering",
                {
                    **{f"q{i}": f"Cost review of September, page {i}" for i in (1, 2, 3, 4, 5, 7, 8)},
                    **{f"q{i}": "Runbook of the lending assistant" for i in (9, 10, 11, 13)},
                },
            ),
        ),
        (Costing("Loan file assistant", "loan-applications", {}, "Loan file assistant"),),
    ),
    Persona(
        "governed@example.com",
        "Governed: the article's large company",
        (
            Attempt(
                "443444334344344",
                _day(9, 29),
                "Support agent, all regions",
                "Global support",
                "software",
                "1001-5000",
                "finance",
                {f"q{i}": f"Unit cost handbook, section {i}" for i in range(1, 16)},
            ),
        ),
        (
            Costing(
                "Support agent, all regions",
                "article-large",
                {"retry_rate": "0.08"},
                "Support agent, all regions",
            ),
        ),
    ),
)
