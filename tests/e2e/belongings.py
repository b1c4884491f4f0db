"""What a user needs so that every address of the site shows something: run inside the site under test.

Printed as JSON: what to put for an argument of an address (`assessment.id`, or `assessment:team.id` for one
address only), and after a question mark what a page needs to be asked with.
"""

import json

from django.contrib.auth import get_user_model

from assessment import rounds, services
from assessment.models import Submission
from calculator.models import Scenario
from runrate.reports.models import Report

USER = "allocated@example.com"
RATERS = 3
OF_A_DRAFT = ("question", "all", "review", "finish")
OF_A_ROUND = ("team", "join", "invite", "close", "meeting")


def prepare() -> dict[str, str]:
    """The user's attempts, a draft, a team round of three raters, scenarios and a report."""
    owner = get_user_model().objects.get(email=USER)
    attempts = Submission.objects.filter(owner=owner, team_round=None).finished().newest_first()
    later, earlier = attempts[:2]
    draft = services.start(owner=owner)
    team_round = rounds.open_round(owner=owner, team_name="Claims", workload_name="Claims triage")
    for _ in range(RATERS):
        services.finish(submission=services.start(team_round=team_round, repeats=later, keep_answers=True))
    scenarios = Scenario.objects.filter(owner=owner).order_by("pk")
    chosen = "&".join(f"id={each.pk}" for each in scenarios[:2])
    return {
        "assessment.id": str(later.pk),
        **{f"assessment:{name}.id": str(draft.pk) for name in OF_A_DRAFT},
        **{f"assessment:{name}.id": str(team_round.pk) for name in OF_A_ROUND},
        "assessment:compare?": f"first={earlier.pk}&second={later.pk}",
        "scenarios.id": str(scenarios[0].pk),
        "scenarios:compare?": chosen,
        "reports.id": str(Report.objects.filter(owner=owner).latest("pk").pk),
    }


def main() -> None:
    """Prints what was prepared."""
    print(json.dumps(prepare()))  # noqa: T201  # read by the test
