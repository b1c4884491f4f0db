"""From what was chosen on the page to the source of a report."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from assessment.models import Submission
from calculator.models import Scenario
from runrate.kit.inputs import MoneyInput, ShareInput
from runrate.reports.gathering import gather
from runrate.reports.source import DEFAULT_DAY_COST, PAPERS, Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


class ReportForm(forms.Form):
    """An assessment, a scenario or both of one's own, and how the report is to be made."""

    submission = forms.ModelChoiceField(
        Submission.objects.none(), required=False, label=_("Assessment"), empty_label=_("none")
    )
    scenario = forms.ModelChoiceField(
        Scenario.objects.none(), required=False, label=_("Scenario"), empty_label=_("none")
    )
    same_workload = forms.BooleanField(
        required=False,
        label=_("Join them although they name different workloads"),
        help_text=_("The report prints both names."),
    )
    minimum_review_rate = forms.DecimalField(
        required=False,
        max_digits=10,
        decimal_places=6,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        widget=ShareInput(),
        label=_("Share of units that rules oblige you to review"),
        help_text=_("Savings on review stop there. Leave it empty if there is no such rule."),
    )
    day_cost = forms.DecimalField(
        required=False,
        max_digits=9,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100_000)],
        widget=MoneyInput(_("a working day")),
        label=_("What a working day costs you"),
        help_text=_("Decides where the next step stops paying. 600 dollars is our assumption."),
    )
    paper = forms.ChoiceField(choices=[(paper, paper) for paper in PAPERS], required=False, label=_("Paper"))

    def __init__(self, *args: Any, user: "AbstractBaseUser", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        submissions = Submission.objects.visible_to(user).finished().newest_first()
        self.fields["submission"].queryset = submissions  # type: ignore[attr-defined]  # a ModelChoiceField
        scenarios = Scenario.objects.visible_to(user).newest_first()
        self.fields["scenario"].queryset = scenarios  # type: ignore[attr-defined]  # a ModelChoiceField
        self.different_workloads = False

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        submission, scenario = chosen.get("submission"), chosen.get("scenario")
        if not self.errors and submission is None and scenario is None:
            self.add_error("submission", _("Choose an assessment, a scenario, or both."))
        if submission and scenario and submission.workload_name and scenario.workload_name:
            names = {submission.workload_name.casefold(), scenario.workload_name.casefold()}
            self.different_workloads = len(names) > 1
            if self.different_workloads and not chosen.get("same_workload"):
                self.add_error(
                    "same_workload",
                    _("The assessment is about %(one)s, the scenario about %(other)s. Tick to join them.")
                    % {"one": submission.workload_name, "other": scenario.workload_name},
                )
        return chosen

    def source(self, *, made_on: date) -> Source:
        chosen = self.cleaned_data
        day_cost = chosen["day_cost"]
        return gather(
            made_on=made_on,
            submission=chosen["submission"],
            scenario=chosen["scenario"],
            minimum_review_rate=chosen["minimum_review_rate"],
            day_cost=DEFAULT_DAY_COST if day_cost is None else day_cost,
            paper=chosen["paper"] or "A4",
        )
