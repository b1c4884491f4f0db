"""`python -m tests.accounts.timings`: does time tell who has an account? On gunicorn and PostgreSQL.

Sign-up, sign-in and reset are asked in turn for a known and an unknown address. Besides the medians it counts
how often the known one of a pair took longer: a coin would say half.
"""

import argparse
import secrets
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.browser import Browser
from tests.faults.stack import Stack, stack

KNOWN = "known@example.com"
FORMS: dict[str, tuple[str, Callable[[str], dict[str, str]]]] = {
    "sign-in": ("/account/login/", lambda address: {"login": address, "password": "not the right one"}),
    "sign-up": (
        "/account/signup/",
        lambda address: {"email": address, "password1": "a long walk before breakfast"},
    ),
    "reset": ("/account/password/reset/", lambda address: {"email": address}),
}


@dataclass(frozen=True)
class Compared:
    """Seconds that pairs of answers took, and the statuses that came."""

    known: list[float]
    unknown: list[float]
    statuses: set[int]

    @property
    def apart(self) -> float:
        """Between the medians."""
        return abs(statistics.median(self.known) - statistics.median(self.unknown))

    @property
    def noise(self) -> float:
        """The wider of the two distances from the lower to the upper quartile."""
        return max(_quartiles(self.known), _quartiles(self.unknown))

    @property
    def told(self) -> int:
        """Pairs in which the known address took longer."""
        return sum(known > unknown for known, unknown in zip(self.known, self.unknown, strict=True))

    @property
    def kept(self) -> bool:
        """One status, and medians within the noise."""
        return len(self.statuses) == 1 and self.apart <= self.noise


def compare(running: Stack, form: str, pairs: int) -> Compared:
    """Asks in turn, the known address first in every other pair."""
    took: dict[bool, list[float]] = {True: [], False: []}
    statuses = set()
    for number in range(pairs):
        for known in (True, False) if number % 2 else (False, True):
            address = KNOWN if known else f"nova-{secrets.token_hex(4)}@example.com"
            status, seconds = _ask(running.address, form, address)
            statuses.add(status)
            took[known].append(seconds)
    return Compared(took[True], took[False], statuses)


def _ask(site: str, form: str, address: str) -> tuple[int, float]:
    path, fields = FORMS[form]
    visitor = Browser(site)
    visitor.get(path)
    started = time.perf_counter()
    answer = visitor.post(path, fields(address))
    seconds = time.perf_counter() - started
    visitor.close()
    return answer.status, seconds


def _quartiles(times: list[float]) -> float:
    lower, _, upper = statistics.quantiles(times, n=4)
    return upper - lower


def main() -> int:
    """1 when a form tells."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--only", choices=FORMS, action="append", help="not all three")
    chosen = parser.parse_args()
    pairs = chosen.pairs
    broken = 0
    with stack(DJANGO_SETTINGS_MODULE="tests.faults.unlimited") as running:
        # Local: Django is set up by the stack.
        from allauth.account.models import EmailAddress

        from runrate.accounts.models import User

        user = User.objects.create_user(KNOWN, "correct horse battery")
        EmailAddress.objects.create(user=user, email=KNOWN, verified=True, primary=True)
        running.start_web()
        for form in chosen.only or FORMS:
            compare(running, form, 5)  # whatever is read at the first visit
            seen = compare(running, form, pairs)
            broken += not seen.kept
            known, unknown = (statistics.median(times) * 1000 for times in (seen.known, seen.unknown))
            sys.stdout.write(
                f"{form}: status {', '.join(map(str, sorted(seen.statuses)))}, median known {known:.2f} ms, "
                f"unknown {unknown:.2f} ms, apart {seen.apart * 1000:.2f}, quartiles {seen.noise * 1000:.2f} "
                f"ms, known slower in {seen.told} of {pairs}: {'kept' if seen.kept else 'TOLD'}\n"
            )
            sys.stdout.flush()
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
