"""Every address, tried by everybody: who gets in, who learns nothing, which methods exist.

The table is complete by construction: an address without a line, or a line without an address, fails.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

import assessment.services.submissions
import calculator.scenarios.services
from assessment.domain.answer_sheet import parse_sheet
from assessment.models import TeamRound
from calculator.domain.presets import BY_KEY
from calculator.models import UploadState, UsageUpload
from calculator.prices.pricing import Priced
from runrate.accounts.models import User
from runrate.reports.domain.compose import compose
from runrate.reports.models import State
from runrate.reports.rendering.fingerprint import versions
from runrate.reports.services import reports
from runrate.reports.services.gathering import gather

# GET by nobody, the owner, another account, staff; POST by nobody, another account; DELETE by the owner.
# An id in the address is that of the owner's row. 404 is what a stranger gets, as for a missing row.
TABLE = """
pages:home                            200 200 200 200 405 405 405
pages:framework                       200 200 200 200 405 405 405
pages:method                          200 200 200 200 405 405 405
pages:learn                           200 200 200 200 405 405 405
pages:feed                            200 200 200 200 405 405 405
pages:article                         200 200 200 200 405 405 405
pages:article_card                    200 200 200 200 405 405 405
pages:helpful                         405 405 405 405 303 303 405
pages:card                            200 200 200 200 405 405 405
pages:styleguide                      404 404 404 200 405 405 405
pages:sitemap                         200 200 200 200 405 405 405
pages:robots                          200 200 200 200 405 405 405
assessment:start                      200 200 200 200 302 302 405
assessment:resume                     404 404 404 404 405 405 405
assessment:open_shared                404 404 404 404 405 405 405
assessment:import                     200 200 200 200 303 303 405
assessment:mine                       200 200 200 200 405 405 405
assessment:compare                    200 200 200 200 405 405 405
assessment:team_new                   302 200 200 200 302 303 405
assessment:open_invitation            404 404 404 404 405 405 405
assessment:team                       302 200 404 404 405 405 405
assessment:join                       404 404 404 404 404 404 405
assessment:meeting                    302 302 404 404 405 405 405
assessment:close                      405 405 405 405 302 404 405
assessment:invite                     405 405 405 405 302 404 405
assessment:open_seat                  404 404 404 404 405 405 405
assessment:more_seats                 405 405 405 405 302 404 405
assessment:result                     404 200 404 404 405 405 405
assessment:question                   404 302 404 404 404 404 405
assessment:all                        404 302 404 404 404 404 405
assessment:review                     404 302 404 404 405 405 405
assessment:finish                     405 405 405 405 404 404 405
assessment:describe                   404 200 404 404 404 404 405
assessment:delete                     404 200 404 404 404 404 405
assessment:renew_link                 405 405 405 405 404 404 405
assessment:retake                     405 405 405 405 404 404 405
assessment:share                      404 200 404 404 404 404 405
assessment:stop_sharing               405 405 405 405 404 404 405
assessment:shared                     404 404 404 404 405 405 405
assessment:export_json                404 200 404 404 405 405 405
assessment:export_csv                 404 200 404 404 405 405 405
calculator:page                       200 200 200 200 200 200 405
calculator:save                       405 405 405 405 302 302 405
calculator:explore                    200 200 200 200 405 405 405
calculator:import                     200 200 200 200 303 303 405
calculator:export_xlsx                200 200 200 200 405 405 405
calculator:export_csv                 200 200 200 200 405 405 405
calculator:export_json                200 200 200 200 405 405 405
calculator:models                     200 200 200 200 405 405 405
scenarios:list                        302 200 200 200 405 405 405
scenarios:compare                     302 302 302 302 405 405 405
scenarios:portfolio                   302 200 200 200 405 405 405
scenarios:open_shared                 404 404 404 404 405 405 405
scenarios:shared                      404 404 404 404 405 405 405
scenarios:detail                      302 200 404 404 405 405 405
scenarios:edit                        302 200 404 404 302 404 405
scenarios:duplicate                   405 405 405 405 302 404 405
scenarios:delete                      405 405 405 405 302 404 405
scenarios:restore                     405 405 405 405 302 404 405
scenarios:restore_version             405 405 405 405 302 404 405
scenarios:share                       405 405 405 405 302 404 405
scenarios:prices                      302 302 404 404 302 404 405
scenarios:export_xlsx                 302 200 404 404 405 405 405
scenarios:export_csv                  302 200 404 404 405 405 405
scenarios:export_json                 302 200 404 404 405 405 405
usage:start                           200 200 200 200 303 303 405
usage:try_sample                      405 405 405 405 302 302 405
usage:sample                          200 200 200 200 405 405 405
usage:detail                          404 200 404 404 404 404 405
usage:against                         404 302 404 404 404 404 405
usage:inputs                          404 302 404 404 405 405 405
usage:rows                            404 302 404 404 405 405 405
usage:take                            405 405 405 405 404 404 405
usage:refused                         404 404 404 404 405 405 405
usage:columns                         404 302 404 404 405 405 405
usage:forget                          404 200 404 404 404 404 405
usage:both                            405 405 405 405 404 404 405
usage:days                            405 405 405 405 404 404 405
usage:joined                          405 405 405 405 404 404 405
usage:together                        405 405 405 405 404 404 405
usage:names                           405 405 405 405 404 404 405
usage:partner                         405 405 405 405 404 404 405
usage:parts                           405 405 405 405 404 404 405
usage:replace                         405 405 405 405 404 404 405
usage:retry                           405 405 405 405 404 404 405
usage:delete                          404 200 404 404 404 404 405
reports:list                          302 200 200 200 405 405 405
reports:new                           302 200 200 200 302 303 405
reports:start                         404 404 404 404 404 404 405
reports:asked                         302 302 302 302 405 405 405
reports:import                        302 200 200 200 302 303 405
reports:sample                        200 200 200 200 405 405 405
reports:sample_download               200 200 200 200 405 405 405
reports:sample_board                  200 200 200 200 405 405 405
reports:shared                        404 404 404 404 405 405 405
reports:shared_download               404 404 404 404 405 405 405
reports:shared_board                  404 404 404 404 405 405 405
reports:open_shared                   404 404 404 404 405 405 405
reports:detail                        302 200 404 404 405 405 405
reports:download                      302 200 404 404 405 405 405
reports:board                         302 200 404 404 405 405 405
reports:retry                         405 405 405 405 302 404 405
reports:delete                        405 405 405 405 302 404 405
reports:share                         405 405 405 405 302 404 405
reports:stop_sharing                  405 405 405 405 302 404 405
reports:mail                          405 405 405 405 302 404 405
privacy                               200 200 200 200 405 405 405
mydata:account                        302 200 200 200 405 405 405
mydata:take_out                       405 405 405 405 302 302 405
mydata:delete                         302 200 200 200 302 302 405
account_login                         200 302 302 302 200 302 302
account_logout                        302 200 200 200 302 302 405
account_inactive                      200 200 200 200 405 405 405
account_signup                        200 302 302 302 200 302 302
account_reauthenticate                302 200 200 200 302 200 405
account_email                         302 200 200 200 302 302 405
account_email_verification_sent       302 302 302 302 302 302 302
account_change_password               302 200 200 200 302 200 405
account_set_password                  302 302 302 302 302 302 302
account_reset_password                200 200 200 200 200 200 405
account_confirm_login_code            302 302 302 302 302 302 302
account_reset_password_from_key_done  200 200 200 200 405 405 405
account_reset_password_from_key       200 200 200 200 200 200 200
account_reset_password_done           200 200 200 200 405 405 405
mfa_index                             302 200 200 200 302 405 405
mfa_authenticate                      302 302 302 302 302 302 302
mfa_reauthenticate                    302 302 302 302 302 302 302
mfa_activate_totp                     302 302 302 302 302 302 302
mfa_deactivate_totp                   302 404 404 404 302 404 404
mfa_view_recovery_codes               302 404 404 404 302 405 405
mfa_generate_recovery_codes           302 302 302 302 302 302 302
mfa_download_recovery_codes           302 404 404 404 302 404 404
mfa_list_webauthn                     302 200 200 200 302 405 405
mfa_add_webauthn                      302 302 302 302 302 302 302
mfa_reauthenticate_webauthn           302 302 302 302 302 302 302
mfa_remove_webauthn                   302 302 302 302 302 302 302
mfa_edit_webauthn                     302 302 302 302 302 302 302
mfa_login_webauthn                    302 302 302 302 302 302 302
usersessions_list                     302 200 200 200 302 302 405
staff:overview                        302 302 302 302 302 302 302
api:openapi-json                      200 200 200 200 200 200 200
api:estimates                         405 405 405 405 422 422 405
api:usage                             405 405 405 405 422 422 405
api:variances                         405 405 405 405 422 422 405
api:models                            200 200 200 200 405 405 405
api:current                           200 200 200 200 405 405 405
api:scores                            405 405 405 405 422 422 405
api:benchmark                         422 422 422 422 405 405 405
api:api-root                          404 404 404 404 404 404 404
healthz                               200 200 200 200 405 405 405
readyz                                200 200 200 200 405 405 405
metrics                               404 404 404 404 405 405 405
"""


type Words = tuple[str, ...]


def _table() -> dict[str, tuple[int, ...]]:
    lines = [line.split() for line in TABLE.strip().splitlines()]
    return {name: tuple(map(int, statuses)) for name, *statuses in lines}


def _addresses(resolver: URLResolver, space: str = "", words: Words = ()) -> Iterator[tuple[str, Words]]:
    for pattern in resolver.url_patterns:
        inner = (*words, *getattr(pattern.pattern, "converters", {}))
        if isinstance(pattern, URLResolver):
            within = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _addresses(pattern, within, inner)
        else:
            yield f"{space}{pattern.name}", inner


EVERY = list(_addresses(get_resolver()))
OURS = {name: words for name, words in EVERY if not name.startswith("admin:")}
ADMIN = {name: words for name, words in EVERY if name.startswith("admin:") and name != "admin:None"}
FILLED: Mapping[str, object] = {
    "number": 1,
    "slug": "human-review-is-a-cost-line",
    "secret": "x" * 43,
    "token": UUID(int=7),
    "pk": 999_999,
    "object_id": "999999",
    "content_type_id": 1,
    "app_label": "accounts",
    "url": "nowhere",
    "id": UUID(int=9),
    "name": "openai-dashboard-usage.csv",
    "place": 0,
    "other": UUID(int=11),
}


# Addresses of the administration that are written as expressions and name no converter.
UNUSUAL = {"admin:view_on_site": "/admin/r/1/1/", "admin:app_list": "/admin/accounts/"}


@dataclass(frozen=True)
class Belongings:
    """Ids of Alice's rows."""

    submission: UUID
    team_round: UUID
    scenario: UUID
    report: UUID
    usage: UUID

    def path(self, name: str, *, id: UUID | None = None) -> str:
        """The address with Alice's ids in it, or with another id."""
        if name == "account_reset_password_from_key":
            return reverse(name, kwargs={"uidb36": "1", "key": "abc-def"})
        words = OURS[name]
        filled = {word: FILLED[word] for word in words if word != "id"}
        if "id" in words:
            filled["id"] = id or self._of(name)
        return reverse(name, kwargs=filled)

    def _of(self, name: str) -> UUID:
        room, _, view = name.partition(":")
        if room == "assessment" and view in {"team", "join", "meeting", "close", "invite", "more_seats"}:
            return self.team_round
        rows = {"assessment": self.submission, "scenarios": self.scenario, "reports": self.report}
        rows["usage"] = self.usage
        return rows[room]


@pytest.fixture
def belongings(alice: User) -> Belongings:
    """One of everything, all of it Alice's."""
    sheet = parse_sheet({"version": "1", "answers": {f"q{number}": 2 for number in range(1, 16)}})
    submission = assessment.services.submissions.record(sheet=sheet, owner=alice)
    preset = BY_KEY["article-small"]
    scenario = calculator.scenarios.services.save_scenario(
        id=uuid4(), user=alice, name="Desk", workload=preset.workload,
        priced=Priced({}), preset=preset.key,
    )  # fmt: skip
    source = gather(made_on=reports.today(), submission=submission, scenario=None)
    report = reports.start_report(owner=alice, source=source, submission=submission)
    report.state, report.sha256 = State.READY, sha256(b"%PDF").hexdigest()
    content = compose(report.read_source(), versions=versions())
    report.content, report.size, report.board = content.as_json(), 4, b"%PDF"
    report.file.save("report.pdf", ContentFile(b"%PDF"))
    team_round = TeamRound.objects.create(owner=alice, version="1", team_name="Desk")
    usage = UsageUpload.objects.create(owner=alice, state=UploadState.READ, sha256="a" * 64, file_name="bill")
    return Belongings(submission.pk, team_round.pk, scenario.pk, report.pk, usage.pk)


def test_every_address_has_a_line_and_every_line_an_address() -> None:
    assert set(_table()) == set(OURS)


def test_everybody_gets_what_the_table_says(
    belongings: Belongings, alice: User, bob: User, staff: User
) -> None:
    got = {}
    for name in OURS:
        with _nothing_kept():
            path = belongings.path(name)
            nobody, owner, other, member = map(_client, (None, alice, bob, staff))
            asked = [(client, "GET") for client in (nobody, owner, other, member)]
            asked += [(nobody, "POST"), (other, "POST"), (owner, "DELETE")]
            got[name] = tuple(_answer(client, method, path)[0] for client, method in asked)

    assert {name: seen for name, seen in got.items() if seen != _table().get(name)} == {}


NO_HEAD = ("api:", "mydata:delete")
"""The API has the methods that it names; who deletes an account is asked to sign in again before a HEAD."""


def test_a_head_is_answered_as_its_get_is(belongings: Belongings, alice: User) -> None:
    got = {}
    for name in (name for name in OURS if not name.startswith(NO_HEAD)):
        path = belongings.path(name)
        for client in map(_client, (None, alice)):
            with _nothing_kept():
                asked = _answer(client, "GET", path)[0]
            with _nothing_kept():
                got[name] = (asked, _answer(client, "HEAD", path)[0])

    assert {name: pair for name, pair in got.items() if len(set(pair)) > 1} == {}


def test_a_strangers_row_looks_exactly_like_a_missing_one(belongings: Belongings, bob: User) -> None:
    differing = []
    for name in (name for name, words in OURS.items() if "id" in words):
        for method in ("GET", "POST"):
            with _nothing_kept():
                client = _client(bob)
                theirs = _answer(client, method, belongings.path(name))
                missing = _answer(client, method, belongings.path(name, id=uuid4()))
                differing += [(name, method, theirs, missing)] if theirs != missing else []

    assert differing == []


def test_nobody_but_staff_gets_into_the_administration(alice: User) -> None:
    inside = []
    for name, words in ADMIN.items():
        path = UNUSUAL.get(name) or reverse(name, kwargs={word: FILLED[word] for word in words})
        for method in ("GET", "POST", "DELETE"):
            seen = [_answer(_client(user), method, path)[0] for user in (None, alice)]
            inside += [(name, method, seen)] if not set(seen) <= {302, 403, 404, 405} else []

    assert inside == []


@contextmanager
def _nothing_kept() -> Iterator[None]:
    """What an address changed is as before for the next; limits start afresh."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _client(user: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _answer(client: Client, method: str, path: str) -> tuple[int, str]:
    """Status and where it leads, without the id that was asked for."""
    answer = client.generic(method, path)
    b"".join(answer)  # read to its end, a stream closes itself and leaves the test's connection alone
    place = str(answer.headers.get("Location", "")).partition("?")[0]
    return answer.status_code, re.sub(r"[0-9a-f-]{36}", "[id]", place)
