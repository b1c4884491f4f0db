"""x"""

from assessment.models import Seat, Submission, TeamRound
from assessment.services import team_rounds


def join(team_round: TeamRound) -> Submission:
    free = tuple(Seat.objects.free().values_list("pk", flat=True)[:1])
    own = Submission.objects.none()
    return team_rounds.join(team_round=team_round, owner=None, own=own, invitations=free)
