"""Reviewing: decisions with who, when and why; two people at once; nothing overwritten unseen."""

from django.test import Client

from assessment.models import Review, ReviewEntry, Submission
from assessment.services import review
from runrate.accounts.models import User
from tests.assessment.reviewing import LIST, decide, decision, page_of
from tests.assessment.submitted import many, submitted
from tests.signing_in import SignedIn


def test_a_decision_is_kept_with_who_when_and_why(reviewer: Client) -> None:
    submission = submitted()

    status = decide(reviewer, submission, note="Plausible.")

    entry = ReviewEntry.objects.get()
    assert status == 302
    assert Submission.objects.get().review == Review.REVIEWED
    assert (entry.by_name, entry.was, entry.became, entry.note) == (
        "reviewer@example.com",
        "waiting",
        "reviewed",
        "Plausible.",
    )


def test_the_second_of_two_reviewers_is_told_and_overwrites_nothing(
    reviewer: Client, signed_in: SignedIn
) -> None:
    submission = submitted()
    other = signed_in("Reviewer", email="other@example.com")
    decide(reviewer, submission, note="Plausible.")

    answer = other.post(
        f"{LIST}{submission.pk}/decide/", decision(decision="set_aside", note="Looks made up.")
    )

    assert answer.status_code == 409
    assert "reviewer@example.com worked on this submission" in answer.text
    assert "Looks made up." in answer.text
    assert Submission.objects.get().review == Review.REVIEWED
    assert ReviewEntry.objects.count() == 1


def test_after_being_told_the_second_may_decide_knowingly(reviewer: Client, signed_in: SignedIn) -> None:
    submission = submitted()
    other = signed_in("Reviewer", email="other@example.com")
    decide(reviewer, submission)
    told = other.post(f"{LIST}{submission.pk}/decide/", decision(decision="set_aside"))

    status = decide(other, submission, decision="set_aside", seen=told.context["form"]["seen"].value())

    assert status == 302
    assert Submission.objects.get().review == Review.SET_ASIDE


def test_the_same_decision_again_adds_nothing(reviewer: Client) -> None:
    submission = submitted()
    decide(reviewer, submission)
    seen = ReviewEntry.objects.get().pk

    decide(reviewer, submission, seen=seen)

    assert ReviewEntry.objects.count() == 1


def test_next_takes_the_oldest_that_nobody_has_and_then_it_again(
    reviewer: Client, signed_in: SignedIn
) -> None:
    oldest, second, _newest = many(3)
    other = signed_in("Reviewer", email="other@example.com")

    first_taken = reviewer.post(f"{LIST}next/")
    other_taken = other.post(f"{LIST}next/")
    again = reviewer.post(f"{LIST}next/")

    assert [first_taken.url, other_taken.url, again.url] == [  # type: ignore[attr-defined]  # redirects
        page_of(oldest),
        page_of(second),
        page_of(oldest),
    ]


def test_many_are_decided_at_once_and_what_was_decided_before_stays(reviewer: Client, staff: User) -> None:
    first, second, third = many(3)
    review.decide(submission=first, by=staff, decision="needs_information", reviewer=None, note="", seen=0)

    answer = reviewer.post(
        LIST,
        {"action": "mark_reviewed", "_selected_action": [first.pk, second.pk], "select_across": "1"},
        follow=True,
    )

    assert "1 submission changed." in answer.text
    assert "1 was already decided or assigned by someone else and is unchanged." in answer.text
    states = dict(Submission.objects.values_list("pk", "review"))
    assert [states[each.pk] for each in (first, second, third)] == [
        "needs_information",
        "reviewed",
        "waiting",
    ]


def test_setting_aside_takes_it_out_of_the_benchmark_and_back(reviewer: Client) -> None:
    submission = submitted()

    decide(reviewer, submission, decision="set_aside")
    without = list(Submission.objects.comparable())
    decide(reviewer, submission, decision="reviewed", seen=ReviewEntry.objects.get().pk)

    assert without == []
    assert list(Submission.objects.comparable()) == [submission]


def test_assigning_to_oneself_takes_only_what_is_free(reviewer: Client, staff: User) -> None:
    taken, free = many(2)
    Submission.objects.filter(pk=taken.pk).update(reviewer=staff)

    reviewer.post(LIST, {"action": "assign_to_me", "_selected_action": [taken.pk, free.pk]})

    owners = dict(Submission.objects.values_list("pk", "reviewer__email"))
    assert owners == {taken.pk: "staff@example.com", free.pk: "reviewer@example.com"}
