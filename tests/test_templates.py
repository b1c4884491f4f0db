"""Templates can be read: no line is wide, one format, and few decisions in each; texts are exact."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
HTML = [path for path in TEMPLATES if path.suffix == ".html"]
WIDTH = 120
MOST_DECISIONS = 5
_DECISION = re.compile(r"{% (?:if|elif) ")
# With how many they have, so that none grows unseen, and why.
MORE_DECISIONS = {
    "calculator/field.html": (18, "one input with all that it may carry, drawn once and kept"),
    "calculator/estimate.html": (6, "each part of an estimate says itself whether it is there"),
    "calculator/keep.html": (8, "saved anew or over another, with and without an account"),
    "calculator/models.html": (
        6,
        "models in use, deprecated ones and those of other meters, each where found",
    ),
    "calculator/waiting.html": (7, "asked for by a script or by a page, while inputs are missing or wrong"),
    "scenarios/detail.html": (7, "what may be done with a scenario depends on prices, shares and age"),
    "scenarios/index.html": (7, "the list, the portfolio and the empty page in one"),
}


def too_wide(text: str) -> list[int]:
    """Numbers of the lines that are too wide."""
    return [number for number, line in enumerate(text.splitlines(), 1) if len(line) > WIDTH]


def decisions(text: str) -> int:
    return len(_DECISION.findall(text))


def test_no_line_is_wider_than_120_characters() -> None:
    assert {str(path): found for path in TEMPLATES if (found := too_wide(path.read_text("utf-8")))} == {}


@pytest.mark.parametrize(("width", "found"), [(120, []), (121, [2])])
def test_a_line_of_121_characters_is_too_wide(width: int, found: list[int]) -> None:
    assert too_wide(f"short\n{'x' * width}\n") == found


def test_a_template_has_a_handful_of_decisions() -> None:
    found = {
        str(path.relative_to(ROOT / "templates")): decisions(path.read_text("utf-8")) for path in TEMPLATES
    }

    assert {name: number for name, number in found.items() if number > MOST_DECISIONS} == {
        name: number for name, (number, _reason) in MORE_DECISIONS.items()
    }


def test_every_if_and_elif_is_a_decision() -> None:
    assert decisions("{% if a %}1{% elif b %}2{% else %}3{% endif %}{% for x in y %}{% endfor %}") == 2


def test_all_have_the_one_format(tmp_path: Path) -> None:
    djade = (str(Path(sys.executable).parent / "djade"), "--check", "--target-version", "6.1")
    untidy = tmp_path / "untidy.html"
    untidy.write_text("{%if a%}{{a|safe}}{%endif%}", "utf-8")

    checked = [
        subprocess.run([*djade, *map(str, paths)], cwd=ROOT, capture_output=True, check=False).returncode
        for paths in (HTML, [untidy])
    ]
    assert checked == [0, 1]


# What the texts of mails may be given; what is left out of them is left out a second time.
GIVEN = {
    "activate_url": "https://runrate.example/confirm/",
    "address": "https://runrate.example/link/",
    "code": "ABCD-EFGH",
    "email": "new@example.com",
    "from_email": "old@example.com",
    "lines": ["One change.", "Another one."],
    "link": {"expires_at": date(2026, 12, 24)},
    "password_reset_url": "https://runrate.example/reset/",
    "sender": "Alice <alice@example.com>",
    "signup_url": "https://runrate.example/signup/",
    "site_url": "https://runrate.example",
    "to_email": "new@example.com",
}
# A frame is sent with what others put into it.
TEXTS = [
    str(path.relative_to(ROOT / "templates"))
    for path in TEMPLATES
    if path.suffix == ".txt" and not path.name.startswith("base_")
]


def laid_out(text: str) -> list[str]:
    """White space that only lays out a template and was sent to somebody: what it stands before."""
    return re.findall(r"\A\s+\S*|^[ \t]+\S*|\n{3,}(?=\S)\S*", text, re.MULTILINE)


@pytest.mark.parametrize("left_out", [(), ("code", "from_email")], ids=str)
@pytest.mark.parametrize("name", TEXTS)
def test_a_text_has_no_space_that_only_lays_out_its_template(name: str, left_out: tuple[str, ...]) -> None:
    given = {key: value for key, value in GIVEN.items() if key not in left_out}

    assert laid_out(get_template(name).render(given)) == []


def test_space_before_a_line_and_a_gap_of_two_lines_are_found() -> None:
    assert laid_out("\nDear\n\n  all\n\n\nof you\n") == ["\nDear", "  all", "\n\n\nof"]
