"""What a person does, through HTTP alone: it knows of a tree no more than its pages show."""

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from itertools import count
from urllib.parse import urlencode

from tests.bench.trees import Server
from tests.faults.browser import Answer, Browser, hidden_fields

QUESTIONS = 15
LEVELS = ("0", "1", "2", "3", "4")
PAGES = ("/", "/framework/", "/method/", "/learn/")
PASSWORD = "twelve plain words"
LONGEST_WAIT = 60.0
_numbers = count(1)


@dataclass
class Taken:
    """What one step took: milliseconds of CPU, statements; and how often it was done."""

    cpu: float = 0.0
    statements: int = 0
    times: int = 0


@dataclass
class Journey:
    """One visitor with an address of their own, and what each step of theirs took."""

    server: Server
    turn: int = 0
    """Whose answers these are: in each tree the same person gives the same ones."""
    also: tuple[Server, ...] = ()
    steps: dict[str, Taken] = field(default_factory=dict)
    visitor: Browser = field(init=False)

    def __post_init__(self) -> None:
        number = next(_numbers)
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        headers = {"X-Forwarded-For": address, "Accept-Encoding": "gzip"}
        self.visitor = Browser(self.server.address, headers=headers)

    def step(self, name: str, ask: Callable[[], Answer], *, wanted: tuple[int, ...] = (200, 302)) -> Answer:
        """One request, counted under this name. Raises SystemExit where it is answered otherwise."""
        before = self._spent()
        answer = ask()
        spent = self._spent() - before
        if answer.status not in wanted:
            raise SystemExit(f"{name}: answered {answer.status}\n{answer.body[:500]}")
        taken = self.steps.setdefault(name, Taken())
        taken.cpu += spent * 1000
        taken.statements += int(answer.headers.get("X-Statements", "0"))
        taken.times += 1
        return answer

    def _spent(self) -> float:
        return sum(each.spent() for each in (self.server, *self.also))

    # --- the parts -----------------------------------------------------------------------------------------

    def look_around(self) -> None:
        """What is there to read."""
        for path in PAGES:
            self.step(path, partial(self.visitor.get, path), wanted=(200,))

    def walk(self) -> str:
        """Start, fifteen answers, review, finish, result; the number of what was finished."""
        ask, send = self.visitor.get, self.visitor.post
        start = self.step("start", lambda: ask("/assessment/"))
        shown = hidden_fields(start.body)
        begun = self.step("begin", lambda: send("/assessment/", shown), wanted=(302,))
        place, home = begun.location, begun.location.rsplit("/", 2)[0]
        dice = random.Random(self.turn)
        for number in range(1, QUESTIONS + 1):
            self.step("question GET", partial(ask, place), wanted=(200,))
            answer = {f"q{number}": dice.choice(LEVELS), "then": ""}
            sent = self.step("answer POST", partial(send, _path(place), answer), wanted=(302,))
            place = sent.location
        self.step("review", lambda: ask(place), wanted=(200,))
        finished = self.step("finish", lambda: send(f"{home}/finish/", {}), wanted=(302,))
        self.step("result", lambda: ask(finished.location), wanted=(200,))
        return home.rsplit("/", 1)[1]

    def calculator(self) -> None:
        """The example, and three numbers changed as the page's script sends them."""
        ask = self.visitor.get
        page = self.step("calculator", lambda: ask("/calculator/"))
        if page.status == 302:
            page = self.step("calculator", lambda: ask(page.location), wanted=(200,))
        boxes = re.findall(r'<input[^>]* name="([a-z_]+)"[^>]* value="([^"]*)"', page.body)
        form = {name: unescape(text) for name, text in boxes}
        for name, text in (("units_per_month", "5000"), ("input_tokens", "7000"), ("review_rate", "0.25")):
            form[name] = text
            address = f"/calculator/?{urlencode(form)}"
            self.step("calculator change", partial(ask, address, hx_request="true"), wanted=(200,))

    def sign_in(self, person: int) -> None:
        """With a password, and on to the page behind it."""
        ask, send = self.visitor.get, self.visitor.post
        page = self.step("sign-in page", lambda: ask("/account/login/"), wanted=(200,))
        fields = {"login": f"person{person}@example.com", "password": PASSWORD}
        form = {**hidden_fields(page.body), **fields}
        inside = self.step("sign-in", lambda: send("/account/login/", form), wanted=(302,))
        self.step("page behind it", lambda: ask(inside.location), wanted=(200, 302))

    def report(self, submission: str) -> float:
        """Asked for, polled as its page says, downloaded; seconds from the button to the file."""
        began = time.monotonic()
        ask = self.visitor.get
        fields = {"submission": submission}
        asked = self.step("report asked", lambda: self.visitor.post("/reports/start/", fields), wanted=(302,))
        place = _path(asked.location)
        page = self.step("report page", lambda: ask(place), wanted=(200,))
        while pause := _pause(page.body):
            if time.monotonic() - began > LONGEST_WAIT:
                raise SystemExit(f"no report within {LONGEST_WAIT:.0f} s")
            time.sleep(max(pause, 0.0))
            page = self.step("report poll", lambda: ask(place, hx_request="true"))
            if "HX-Refresh" in page.headers or "HX-Redirect" in page.headers:
                page = self.step("report page", lambda: ask(place), wanted=(200,))
        file = self.step("report file", lambda: ask(f"{place}download/"), wanted=(200,))
        if not file.body.startswith("%PDF"):
            raise SystemExit("what was downloaded is no PDF")
        return time.monotonic() - began


def _path(address: str) -> str:
    return address.partition("?")[0]


def _pause(page: str) -> float | None:
    """Seconds after which a page asks again by itself; None where it does not, a little where at once."""
    trigger = re.search(r'hx-trigger="(?:every |load(?: delay:)?)([\d.]*)(ms|s)?', page)
    if trigger is None:
        return None
    number, unit = float(trigger[1] or 0), trigger[2]
    return max(number / 1000 if unit == "ms" else number, 0.001)
