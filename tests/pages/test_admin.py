"""Staff see what readers said, with counts, and change nothing."""

from django.contrib.admin.sites import AdminSite
from django.test import Client, RequestFactory

from runrate.accounts.models import User
from runrate.pages.admin import VoteAdmin
from runrate.pages.models import Vote
from tests.markup import squeezed


def test_list_shows_the_counts_above_the_answers(rf: RequestFactory, staff: User) -> None:
    Vote.objects.create(article="human-review", helpful=False, comment="Why so?")
    request = rf.get("/admin/pages/vote/")
    request.user = staff

    response = VoteAdmin(Vote, AdminSite()).changelist_view(request)
    response.render()  # type: ignore[attr-defined]  # the admin answers with a template response

    page = squeezed(response.content.decode())
    assert '<th scope="row">human-review</th><td>0</td><td>1</td><td>1</td>' in page


def test_a_list_is_headed_by_what_it_lists(staff_client: Client) -> None:
    titles = [
        squeezed(staff_client.get(f"/admin/{path}/").text).partition("<title>")[2].partition(" |")[0]
        for path in ("pages/vote", "audit/auditentry", "accounts/user")
    ]

    assert titles == ["Answers about articles", "Staff log entries", "Users"]


def test_nobody_adds_or_edits_answers(rf: RequestFactory, staff: User) -> None:
    request = rf.get("/")
    request.user = staff
    admin = VoteAdmin(Vote, AdminSite())

    assert [admin.has_add_permission(request), admin.has_change_permission(request)] == [False, False]
