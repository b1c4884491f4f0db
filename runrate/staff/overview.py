"""What the overview shows: submissions from kept weekly sums, articles from readers' answers."""

from fractions import Fraction

from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.services.weekly_summary import Period
from assessment.staff.charts import columns, rows
from runrate.pages.models import Vote

WEEKS = (13, 26, 52, 104)


class Overview:
    """One period, up to this week."""

    def __init__(self, weeks: str) -> None:
        self.weeks = int(weeks) if weeks in {str(each) for each in WEEKS} else 52
        self.period = Period(until=timezone.now().date(), weeks=self.weeks)

    def context(self) -> dict[str, object]:
        period = self.period
        stages, means, weakest = period.stages(), period.means(), period.weakest()
        return {
            "title": _("Overview"),
            "period": period,
            "weeks": self.weeks,
            "choices": WEEKS,
            "weekly": columns(period.weekly(), title=_("Submissions finished, by week")),
            "stages": rows([(each.name, each.of, each.words) for each in stages], title=_("Stages")),
            "means": rows(
                [(each.name, each.value, each.words) for each in means],
                title=_("Mean of each dimension, 0 to 100"),
                most=Fraction(100),
            ),
            "weakest": rows(
                [(each.name, each.of, each.words) for each in weakest],
                title=_("Weakest dimensions, most common first; unknown answers as 0, in a tie each counts"),
            ),
            "questions": period.questions(),
            "articles": Vote.objects.all().counts(),
        }
