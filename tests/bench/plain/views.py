"""Start, fifteen questions, review, finish, result; whose attempt it is, the session knows."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from tests.bench.plain.forms import QUESTIONS, AnswerForm
from tests.bench.plain.models import Attempt

SESSION = "attempts"


def _own(request: HttpRequest, id: UUID) -> Attempt:
    mine = request.session.get(SESSION, [])
    found: Attempt = get_object_or_404(Attempt.objects.filter(pk__in=mine), pk=id)
    return found


def start(request: HttpRequest) -> HttpResponse:
    """A POST begins."""
    if request.method != "POST":
        return render(request, "start.html")
    attempt = Attempt.objects.create()
    request.session[SESSION] = [*request.session.get(SESSION, []), str(attempt.pk)]
    return redirect(f"/assessment/{attempt.pk}/1/")


def question(request: HttpRequest, id: UUID, number: int) -> HttpResponse:
    """One question; its answer is saved and the next one follows."""
    attempt = _own(request, id)
    answers = {answer.number: answer.level for answer in attempt.answers.all()}
    form = AnswerForm(request.POST or None, number=number, initial={f"q{number}": answers.get(number)})
    if form.is_valid():
        attempt.answers.update_or_create(number=number, defaults={"level": form.level})
        onward = f"{number + 1}/" if number < len(QUESTIONS) else "review/"
        return redirect(f"/assessment/{attempt.pk}/{onward}")
    listed = [(n, asked.topic, n in answers) for n, asked in enumerate(QUESTIONS, 1)]
    return render(
        request, "question.html", {"form": form, "attempt": attempt, "questions": listed, "number": number}
    )


def review(request: HttpRequest, id: UUID) -> HttpResponse:
    """Every answer in words."""
    attempt = _own(request, id)
    given = [
        (answer.number, QUESTIONS[answer.number - 1].text, QUESTIONS[answer.number - 1].levels[answer.level])
        for answer in attempt.answers.all()
    ]
    return render(request, "review.html", {"attempt": attempt, "given": given})


@require_POST
def finish(request: HttpRequest, id: UUID) -> HttpResponse:
    """Adds the levels up."""
    attempt = _own(request, id)
    attempt.total = sum(answer.level for answer in attempt.answers.all())
    attempt.finished_at = timezone.now()
    attempt.save()
    return redirect(f"/assessment/{attempt.pk}/")


def result(request: HttpRequest, id: UUID) -> HttpResponse:
    """The sum and each answer."""
    attempt = _own(request, id)
    given = [(QUESTIONS[answer.number - 1].text, answer.level) for answer in attempt.answers.all()]
    return render(request, "result.html", {"attempt": attempt, "given": given})
