"""From what was chosen on the page to the source of a report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from assessment.domain.questionnaire import load
from assessment.domain.savings import table
from assessment.models import Submission
from calculator.domain.cost_lines import line_name
from calculator.models import Scenario, UploadState, UsageUpload, names_apart
from calculator.prices.usage_sources import month_name
from calculator.uploads.against import against_upload
from runrate.core.decimals import plain
from runrate.core.inputs import MoneyInput
from runrate.core.number_input.fields import NumberField
from runrate.core.number_input.names import NameField
from runrate.core.number_input.reader import Measure, read_number
from runrate.core.telling_apart.names import distinct
from runrate.core.text import clean
from runrate.reports.domain.cover import LONGEST as LONGEST_COVER
from runrate.reports.domain.cover import Cover
from runrate.reports.domain.inputs import DEFAULT_DAY_COST, PAPERS, Source, SourceErrors, WorthChanges
from runrate.reports.rendering.attachment import BusyError
from runrate.reports.services.gathering import gather
from runrate.reports.services.imports import LARGEST_FILE, read_back

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


MOST_ERRORS = 20
"""Of thousands of faults in one file the first will do."""


def _attempts_apart(attempts: Sequence[Submission]) -> list[str]:
    """What each attempt is called; those that look alike with their time and score."""
    return distinct(
        [str(attempt) for attempt in attempts],
        [f"{attempt.minute_in_words}, {attempt.score_in_words}" for attempt in attempts],
    )


def _bills_apart(bills: Sequence[UsageUpload]) -> list[str]:
    """Each by its file and the month that was chosen of it; those that look alike with their time."""
    return distinct(
        [f"{bill.file_name}, {month_name(bill.choice['month'])}" for bill in bills],
        [f"{date_format(bill.created_at, 'j F Y, H:i')} UTC" for bill in bills],
    )


class ReportForm(forms.Form):
    """An assessment, a scenario or both of one's own, and how the report is to be made."""

    submission = forms.ModelChoiceField(
        Submission.objects.none(), required=False, label=_("Assessment"), empty_label=_("None")
    )
    scenario = forms.ModelChoiceField(
        Scenario.objects.none(), required=False, label=_("Scenario"), empty_label=_("None")
    )
    bill = forms.ModelChoiceField(
        UsageUpload.objects.none(),
        required=False,
        label=_("Bill"),
        empty_label=_("The one that the scenario was measured by, if any"),
        help_text=_("The report sets the scenario's estimate against it and says what was measured."),
    )
    same_workload = forms.BooleanField(
        required=False,
        label=_("Combine them although they name different workloads"),
        help_text=_("The report prints both names."),
    )
    minimum_review_rate = NumberField(
        measure=Measure.SHARE,
        required=False,
        max_digits=10,
        decimal_places=6,
        label=_("Share of units that rules oblige you to review"),
        help_text=_("Savings on review stop there. Leave it empty if there is no such rule."),
    )
    reviewers_by_the_hour = forms.BooleanField(
        required=False,
        label=_("Reviewers are paid only for the hours they review"),
        help_text=_("Then reviewing less releases cash. Otherwise it frees time; payroll does not change."),
    )
    day_cost = NumberField(
        measure=Measure.MONEY,
        required=False,
        max_digits=9,
        decimal_places=2,
        not_negative=True,
        max_value=100_000,
        widget=MoneyInput(_("per working day")),
        label=_("What a working day costs you"),
        help_text=_("Decides where the next step stops paying. $600 is our assumption."),
    )
    paper = forms.ChoiceField(choices=[(paper, paper) for paper in PAPERS], required=False, label=_("Paper"))

    organisation = NameField(
        required=False,
        max_length=LONGEST_COVER,
        label=_("Organization"),
        help_text=_("Fill in any of these four, and the report has a cover."),
    )
    author = NameField(
        required=False,
        max_length=LONGEST_COVER,
        label=_("Author"),
        help_text=_("Who is responsible for it; the board page names nobody else."),
    )
    audience = NameField(
        required=False, max_length=LONGEST_COVER, label=_("Audience"), help_text=_("Such as the board.")
    )
    confidentiality = NameField(
        required=False,
        max_length=LONGEST_COVER,
        label=_("Confidentiality"),
        help_text=_("Such as “internal”; printed at the foot of every page."),
    )

    def __init__(self, *args: Any, user: "AbstractBaseUser", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.worth_rows = [
            (f"worth-{question}-{line}", question, line, factors)
            for question, line, factors in table(load()).figures()
        ]
        for name, question, line, factors in self.worth_rows:
            self.fields[name] = forms.CharField(
                required=False,
                max_length=120,
                label=f"{load().question(question).topic}: {line_name(line).lower()}",
                widget=forms.TextInput({"placeholder": spelled(factors), "autocomplete": "off"}),
            )
        submissions = Submission.objects.visible_to(user).finished().newest_first()
        self._offer("submission", submissions, _attempts_apart)
        scenarios = Scenario.objects.visible_to(user).newest_first()
        self._offer("scenario", scenarios, names_apart)
        read = UsageUpload.objects.filter(owner=user.pk, state=UploadState.READ, choice__month__isnull=False)
        self.has_bills = self._offer("bill", read.order_by("-created_at", "-pk"), _bills_apart)
        self.different_workloads = False
        self.worth_changes: WorthChanges = {}

    def _offer(self, name: str, rows: QuerySet[Any], names: Callable[[Sequence[Any]], list[str]]) -> bool:
        """Let one of these rows be chosen, each under a name that no other has; whether there are any."""
        field = cast("forms.ModelChoiceField[Any]", self.fields[name])
        field.queryset = rows
        found = list(rows)
        labels = zip((row.pk for row in found), names(found), strict=True)
        field.choices = [("", field.empty_label or ""), *labels]
        return bool(found)

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
                    _(
                        "The assessment is about %(one)s, the scenario about %(other)s. "
                        "Tick the box to combine them."
                    )
                    % {"one": submission.workload_name, "other": scenario.workload_name},
                )
        if scenario and not scenario.can_be_worked_out():
            self.add_error("scenario", _("It cannot be calculated as it was saved: open it and see why."))
        elif (bill := chosen.get("bill")) and not (scenario and against_upload(scenario, bill)):
            self.add_error("bill", _("Choose a scenario that can be set against this bill, or another bill."))
        self.worth_changes = self._worth_changes(chosen)
        return chosen

    def _worth_changes(self, chosen: dict[str, Any]) -> WorthChanges:
        """The rows of the planning table that the reader replaced; an empty row stays as it is."""
        changes: dict[tuple[str, str], tuple[Fraction, ...]] = {}
        planned = table(load())
        for name, question, line, _factors in self.worth_rows:
            if not (typed := (chosen.get(name) or "").split()):
                continue
            read = [read_number(figure, Measure.COUNT, "1.5") for figure in typed]
            if refusals := [each.refusal for each in read if each.refusal]:
                self.add_error(name, refusals[0])
                continue
            factors = tuple(Fraction(each.number) for each in read if each.number is not None)
            try:
                planned.with_changes({(question, line): factors})
            except ValueError:
                self.add_error(name, _("Give five numbers above one third, such as 2.5 2 1.5 1.2 1."))
            else:
                changes[question, line] = factors
        return changes

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """All but the planning table; a bill, and joining workloads, are asked where there is something."""
        shown = {"bill": self.has_bills, "same_workload": self.different_workloads}
        found = [field for field in self if not field.name.startswith("worth-")]
        return [field for field in found if shown.get(field.name, True)]

    @property
    def worth_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("worth-")]

    def chosen(self) -> dict[str, Any]:
        """The rows that the report is to be made of."""
        return {name: self.cleaned_data[name] for name in ("submission", "scenario")}

    def source(self, *, made_on: date) -> Source:
        chosen = self.cleaned_data
        day_cost = chosen["day_cost"]
        return gather(
            made_on=made_on,
            submission=chosen["submission"],
            scenario=chosen["scenario"],
            bill=chosen["bill"],
            worth_changes=self.worth_changes,
            minimum_review_rate=chosen["minimum_review_rate"],
            reviewers_by_the_hour=chosen["reviewers_by_the_hour"],
            day_cost=DEFAULT_DAY_COST if day_cost is None else day_cost,
            paper=chosen["paper"] or "A4",
            cover=Cover(**{field.name: chosen[field.name] for field in fields(Cover)}),
        )


def usual_choice(user: "AbstractBaseUser") -> dict[str, UUID]:
    """What most people want joined: their newest assessment, and the newest scenario of the same workload."""
    submission = Submission.objects.visible_to(user).finished().newest_first().first()
    scenarios = Scenario.objects.visible_to(user).newest_first()
    if submission is not None and (name := submission.workload_name):
        # One that names no workload fits any.
        scenario = (
            scenarios.filter(workload_name__iexact=name).first() or scenarios.filter(workload_name="").first()
        )
    else:
        scenario = scenarios.first()
    chosen = {"submission": submission, "scenario": scenario}
    return {name: row.pk for name, row in chosen.items() if row is not None}


def spelled(factors: tuple[Fraction, ...]) -> str:
    """The factors of one row as they are typed: `2.5 2 1.5 1.2 1`."""
    return " ".join(plain(factor, digits=4) for factor in factors)


class MailForm(forms.Form):
    """To whom a link is sent."""

    address = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        error_messages={"required": _("Enter the address that the link goes to.")},
    )


class ImportForm(forms.Form):
    """A PDF or JSON file that carries the data of a report."""

    file = forms.FileField(
        label=_("PDF or JSON file"), max_length=200, error_messages={"required": _("Choose a file.")}
    )

    busy = False

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        file = chosen.get("file")
        if file is None:
            return chosen
        if file.size > LARGEST_FILE:
            self.add_error("file", _("This file is larger than any report."))
            return chosen
        try:
            self.source: Source = read_back(file.read(), today=timezone.now().date())
        except SourceErrors as errors:
            self._refuse(errors.errors)
        except BusyError:
            self.busy = True
            self.add_error("file", _("Other files are being read just now. Send it again in a minute."))
        return chosen

    def _refuse(self, errors: Mapping[str, list[str]]) -> None:
        """Field after field, as far as anybody reads; what a file says is repeated as far as it is text."""
        for name, said in list(errors.items())[:MOST_ERRORS]:
            prefix = "" if name == "__all__" else f"{name}: "
            self.add_error("file", clean(prefix + " ".join(said[:MOST_ERRORS])))
        if len(errors) > MOST_ERRORS:
            self.add_error("file", _("And more like these."))
