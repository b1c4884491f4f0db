"""What a user needs so that every address of the site shows something: run inside the site under test.

Printed as JSON: what to put for an argument of an address (`assessment.id`, or `assessment:team.id` for one
address only), after a question mark what a page needs to be asked with, and the links that were handed out.
"""

import json
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from assessment.models import Submission
from assessment.services import links, team_rounds
from assessment.services import submissions as assessments
from calculator.domain.fields import TYPED_PRICES
from calculator.domain.presets import BY_KEY
from calculator.domain.workload_input import parse_workload
from calculator.models import PriceRow, Scenario, UsageUpload
from calculator.prices.pricing import price_inputs
from calculator.scenarios.services import save_scenario
from calculator.scenarios.sharing import share_scenario
from calculator.uploads import choosing, columns, receiving, samples
from calculator.uploads.job import read_upload
from calculator.web.usage.columns_form import MappingForm
from runrate.accounts.models import User
from runrate.reports.models import Report
from runrate.reports.services import reports

USER = "allocated@example.com"
GUARDED = "governed@example.com"
RATERS = 5
OF_A_DRAFT = ("question", "all", "review", "finish")
OF_A_ROUND = ("join", "invite", "more_seats", "close")
OF_A_CLOSED_ROUND = ("team", "meeting")


def prepare() -> dict[str, object]:
    """The user's attempts, a draft, an open and a closed team round, scenarios and a report, each shared."""
    owner = User.objects.get(email=USER)
    attempts = Submission.objects.filter(owner=owner, team_round=None).finished().newest_first()
    later, earlier = attempts[:2]
    draft = assessments.start(owner=owner)
    team_round = team_rounds.open_round(
        owner=owner, team_name="Claims", workload_name="Claims triage", invitations=2
    )
    closed = team_rounds.open_round(owner=owner, team_name="Claims", workload_name="Claims triage")
    for _ in range(RATERS):
        rating = assessments.start(team_round=closed, repeats=later, keep_answers=True)
        assessments.finish(submission=rating)
    team_rounds.close(team_round=closed)
    kept = Scenario.objects.filter(owner=owner).order_by("pk")
    chosen = "&".join(f"id={each.pk}" for each in kept[:2])
    shared = share_scenario(scenario=kept[0])
    report = Report.objects.filter(owner=owner).latest("pk")
    report_link = reports.share(report=report)
    result_link = links.make(links.SHARE, later)
    invitation = links.current(links.INVITE, team_round.pk)
    assert invitation is not None
    guarded, key = _guarded()
    return {
        "assessment.id": str(later.pk),
        **{f"assessment:{name}.id": str(draft.pk) for name in OF_A_DRAFT},
        **{f"assessment:{name}.id": str(team_round.pk) for name in OF_A_ROUND},
        **{f"assessment:{name}.id": str(closed.pk) for name in OF_A_CLOSED_ROUND},
        "assessment:compare?": f"first={earlier.pk}&second={later.pk}",
        "scenarios.id": str(kept[0].pk),
        "scenarios:compare?": chosen,
        "scenarios:prices.id": str(_with_old_prices(owner).pk),
        "usage.id": str(_measured(owner).pk),
        "usage:columns.id": str(_by_hand(owner).pk),
        "usage:rows.name": "input_tokens",
        "usage:sample.name": "openai-dashboard-usage.csv",
        "usage:refused.place": 0,
        "usage:replace.other": str(uuid4()),
        "reports.id": str(report.pk),
        "reports:start?": f"submission={later.pk}",
        "reports:shared.id": str(report_link.pk),
        "pk": key.pk,
        "sessions": {"sure": _sure(owner), "guarded": _sure(guarded)},
        "links": [
            *(links.address(link) for link in (result_link, invitation, report_link, shared)),
        ],
    }


def _measured(owner: User) -> UsageUpload:
    """The sample bill, read, with a part of it chosen."""
    upload = receiving.receive(user=owner, begun=(), file=samples.bill(), is_sample=True)
    read_upload.func(str(upload.pk))
    upload.refresh_from_db()
    choosing.choose(upload=upload, chosen=choosing.Chosen(source="openai", month="2026-10", units="9000"))
    return upload


def _by_hand(owner: User) -> UsageUpload:
    """A table of one's own, read with columns that were chosen by hand."""
    file = SimpleUploadedFile("months.csv", b"month,paid\n2026-09,420\n2026-10,448.50\n")
    upload = receiving.receive(user=owner, begun=(), file=file)
    read_upload.func(str(upload.pk))
    upload.refresh_from_db()
    sent = {"column_date": "month", "column_billed": "paid", "tokens_each": "1", "cached": "inside"}
    sent |= {"money_in": "units", "decimals": "point", "dates": "months", "currency": "USD"}
    form = MappingForm(sent, header=upload.header)
    assert form.is_valid(), form.errors
    columns.choose(upload=upload, mapping=form.mapping)
    read_upload.func(str(upload.pk))
    return upload


def _sure(user: User) -> str:
    """A session of a person who has just typed the password again, and goes on being believed."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "password", reauthenticated=True)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] += timedelta(hours=1).total_seconds()
    request.session.save()
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def _guarded() -> tuple[User, Authenticator]:
    """Somebody with an authenticator app, recovery codes and a security key."""
    user = User.objects.get(email=GUARDED)
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    data = {"name": "Key on the ring", "credential": _registration()}
    return user, Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)


def _registration() -> dict[str, object]:
    """What a browser sends when a key is added: a key pair that nobody holds."""
    public = ES256.from_cryptography_key(generate_private_key(SECP256R1()).public_key())  # type: ignore[no-untyped-call]  # fido2 types it half
    credential = AttestedCredentialData.create(Aaguid.NONE, b"key-on-the-ring", public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(sha256(b"localhost").digest(), flags, 1, credential)
    client = CollectedClientData.create(CollectedClientData.TYPE.CREATE, b"challenge", "http://localhost")
    return {
        "id": websafe_encode(b"key-on-the-ring"),
        "rawId": websafe_encode(b"key-on-the-ring"),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": False}},
    }


def _with_old_prices(owner: User) -> Scenario:
    """A scenario priced from the table, as it would be had the price risen since."""
    inputs = BY_KEY["support-desk"].workload.as_form()
    untyped = {name: text for name, text in inputs.items() if name not in TYPED_PRICES}
    row = PriceRow.objects.filter(provider="openai", model="o3").latest("pk")
    priced = price_inputs({**untyped, "model": row.reference}, timezone.now().date())
    scenario = save_scenario(
        id=uuid4(), user=owner, name="Priced a while ago", workload=parse_workload(priced.inputs),
        priced=priced, preset="",
    )  # fmt: skip
    scenario.inputs = {**scenario.inputs, "input_price": "1"}
    scenario.save(update_fields=["inputs"])
    return scenario


def main() -> None:
    """Prints what was prepared."""
    print(json.dumps(prepare()))  # noqa: T201  # read by the test
