"""What staff fill in: a decision about a submission, and which submissions to export."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessment.models import NOTE_LENGTH, DimensionName, Industry, Review, SizeBand, StageName, Submission
from assessment.staff import search

if TYPE_CHECKING:
    from assessment.models import SubmissionQuerySet

ANY = [("", _("any"))]


def reviewers() -> Any:
    """Active staff who may review, by a group, a right of their own, or as superuser."""
    right = {"codename": "add_reviewentry", "content_type__app_label": "assessment"}
    by_group = Q(**{f"groups__permissions__{name}": value for name, value in right.items()})
    by_right = Q(**{f"user_permissions__{name}": value for name, value in right.items()})
    people: Any = get_user_model().objects.filter(is_active=True, is_staff=True)
    return people.filter(by_group | by_right | Q(is_superuser=True)).distinct().order_by("email")


class ReviewForm(forms.Form):
    """`seen` is the newest entry that was on the page when the reviewer began."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=Review.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision.")},
    )
    reviewer: Any = forms.ModelChoiceField(
        label=_("Assigned to"), queryset=None, required=False, empty_label=_("nobody")
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Seen by staff only. Goes with the submission when it is deleted."),
    )
    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages={
            "required": _(
                "Reload the page and try again: the form did not say which version it was based on."
            )
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Any]", self.fields["reviewer"]).queryset = reviewers()


class ExportForm(forms.Form):
    """Fields are named as the list's filters, so that a filtered list fills this form by its address."""

    review__exact = forms.ChoiceField(label=_("Review"), choices=[*ANY, *Review.choices], required=False)
    stage__exact = forms.ChoiceField(label=_("Stage"), choices=[*ANY, *StageName.choices], required=False)
    weakest_dimension__exact = forms.ChoiceField(
        label=_("Weakest dimension"), choices=[*ANY, *DimensionName.choices], required=False
    )
    industry__exact = forms.ChoiceField(
        label=_("Industry"), choices=[*ANY, *Industry.choices], required=False
    )
    size_band__exact = forms.ChoiceField(label=_("Size"), choices=[*ANY, *SizeBand.choices], required=False)
    owner = forms.ChoiceField(
        label=_("Owner"),
        choices=[*ANY, ("account", _("an account")), ("anonymous", _("anonymous"))],
        required=False,
    )
    since = forms.DateField(
        label=_("Finished from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("Finished up to"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    q = forms.CharField(label=_("Name, address or number"), required=False, max_length=120)

    def __init__(self, *args: Any, whole: bool, **kwargs: Any) -> None:
        """Who may not read submissions does not search by what stands in them either."""
        super().__init__(*args, **kwargs)
        if not whole:
            del self.fields["q"]

    def chosen(self) -> dict[str, str]:
        """What was chosen, as text: for a job that runs later, and for the staff log."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value}

    def rows(self) -> "SubmissionQuerySet":
        """The finished submissions that were chosen."""
        data = self.cleaned_data
        rows = Submission.objects.finished()
        exact = {name: data[name] for name in data if name.endswith("__exact") and data[name]}
        rows = rows.filter(**exact)
        if data["owner"]:
            rows = rows.filter(owner__isnull=data["owner"] == "anonymous")
        if data["since"]:
            rows = rows.filter(finished_at__date__gte=data["since"])
        if data["until"]:
            rows = rows.filter(finished_at__date__lte=data["until"])
        return search.matching(rows, data.get("q", ""))
