"""Two views of one vendor's month that do not agree, and what somebody says of them."""

import gzip
import io
import zipfile

import pytest

from calculator.models import UsageUpload
from calculator.uploads.bills import Bill, bills_of
from calculator.uploads.pairs import belong_together
from runrate.accounts.models import User
from tests.calculator.uploads.conftest import SAMPLES, Give

LOG, BILL = "bedrock-invocation-log.json.gz", "aws-cur2-bedrock.csv"


def both_in_one() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("log.json", gzip.decompress((SAMPLES / LOG).read_bytes()))
        archive.writestr(BILL, (SAMPLES / BILL).read_bytes())
    return held.getvalue()


def views(bills: list[Bill]) -> list[tuple[list[str], list[str]]]:
    """The formats of usage and of costs in each bill."""
    return [([each.format for each in bill.usage], [each.format for each in bill.costs]) for bill in bills]


@pytest.mark.parametrize("one_upload", [True, False])
def test_a_log_and_a_bill_of_other_work_are_apart_until_somebody_says_so(
    alice: User, give: Give, one_upload: bool
) -> None:
    alone: list[tuple[list[str], list[str]]]
    if one_upload:
        upload = give("both.zip", both_in_one())
        alone = [(["bedrock-invocation-log"], []), (["aws-cur2"], [])]
    else:
        give(BILL)
        upload, alone = give(LOG), [(["bedrock-invocation-log"], [])]

    found = bills_of(upload, user=alice)

    assert views(found) == alone
    assert [bill.pair.together for bill in found if bill.pair] == [None] * len(alone)

    [pair, *_more] = [bill.pair for bill in found if bill.pair]
    for together, expected in (
        (True, [(["bedrock-invocation-log"], ["aws-cur2"])]),
        (False, alone),
    ):
        belong_together(pair=pair, together=together)
        again = UsageUpload.objects.get(pk=upload.pk)
        assert views(bills_of(again, user=alice)) == expected


def test_an_answer_is_kept_with_both_uploads_and_with_what_was_chosen_of_them(
    alice: User, give: Give
) -> None:
    bill, log = give(BILL), give(LOG)
    UsageUpload.objects.filter(pk=bill.pk).update(choice={"source": "bedrock", "month": "2026-10"})
    [found] = bills_of(log, user=alice)
    assert found.pair is not None

    belong_together(pair=found.pair, together=True)

    kept = {each.pk: each.choice for each in UsageUpload.objects.all()}
    said = {"together": {found.pair.key: True}}
    assert kept == {bill.pk: {"source": "bedrock", "month": "2026-10", **said}, log.pk: said}


def test_exports_that_agree_are_put_together_without_a_question(alice: User, give: Give) -> None:
    give("openai-dashboard-cost.csv")

    [found] = bills_of(give("openai-dashboard-usage.csv"), user=alice)

    assert views([found]) == [(["openai-dashboard-usage"], ["openai-dashboard-cost"])]
    assert found.pair is None
