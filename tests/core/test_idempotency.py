"""The id that a form carries: the same as often as it is sent, and never one that somebody made up."""

from datetime import timedelta
from uuid import uuid4

import time_machine
from django.utils import timezone

from runrate.core import idempotency


def test_a_form_sent_twice_names_the_same_id() -> None:
    token = idempotency.token()

    assert idempotency.id_from(token) == idempotency.id_from(token)
    assert idempotency.id_from(token).hex == token.partition(":")[0]


def test_two_forms_name_two_ids() -> None:
    assert idempotency.id_from(idempotency.token()) != idempotency.id_from(idempotency.token())


def test_a_forged_id_is_replaced_by_a_fresh_one() -> None:
    wanted = uuid4()
    forged = f"{wanted.hex}:{idempotency.token().partition(':')[2]}"

    assert idempotency.id_from(forged) != wanted
    assert idempotency.id_from("") != idempotency.id_from("")


def test_a_form_of_yesterday_begins_anew_and_one_of_this_day_does_not() -> None:
    token = idempotency.token()
    known = idempotency.id_from(token)

    with time_machine.travel(timezone.now() + timedelta(seconds=idempotency.KEPT_SECONDS - 60)):
        still = idempotency.id_from(token)
    with time_machine.travel(timezone.now() + timedelta(seconds=idempotency.KEPT_SECONDS + 60)):
        late = idempotency.id_from(token)

    assert (still == known, late == known) == (True, False)
