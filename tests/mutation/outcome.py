"""What mutmut noted of a module, read from its files: how each break ended, and what survived."""

import ast
import difflib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.mutation.workspace import ROOT, file_of

SURVIVED = {0: "survived", 5: "no test reaches it", 33: "no test reaches it"}
# SIGXCPU, sent or raised by the limit on the processor's time.
LATE = {-24, 24, 36, 152, 255}
FAILED = {1, 3}


@dataclass(frozen=True)
class Survivor:
    """A break that no test saw."""

    name: str
    why: str
    diff: str


@dataclass(frozen=True)
class Outcome:
    """How many breaks were made of a module, and what became of them."""

    killed: int
    timeouts: int
    survivors: tuple[Survivor, ...]

    @property
    def survived(self) -> int:
        """Breaks that no test saw."""
        return len(self.survivors)

    @property
    def made(self) -> int:
        """All breaks."""
        return self.killed + self.timeouts + self.survived


def read(folder: Path, module: Path) -> Outcome:
    """What became of the breaks of one module in mutmut's folder."""
    mutated = folder / "mutants" / module
    noted = mutated.with_name(f"{module.name}.meta")
    codes: dict[str, int | None] = (
        json.loads(noted.read_text("utf-8"))["exit_code_by_key"] if noted.exists() else {}
    )
    # None: not tried, because a part was asked for.
    survivors = [key for key, code in codes.items() if code is not None and code not in FAILED | LATE]
    texts = functions(mutated.read_text("utf-8")) if survivors else {}
    return Outcome(
        killed=sum(code in FAILED for code in codes.values()),
        timeouts=sum(code in LATE for code in codes.values()),
        survivors=tuple(
            Survivor(key, SURVIVED.get(codes[key] or 0, f"ended with {codes[key]}"), difference(key, texts))
            for key in survivors
        ),
    )


def note(module: Path, outcome: Outcome) -> None:
    """Notes the outcome beside the text of the module that it is of."""
    noted = {"module": (ROOT / module).read_text("utf-8"), "outcome": asdict(outcome)}
    file_of(module).write_text(json.dumps(noted), "utf-8")


def last(module: Path) -> Outcome | None:
    """The outcome of the last run; None where there was none, or the module has changed since."""
    if not file_of(module).exists():
        return None
    noted = json.loads(file_of(module).read_text("utf-8"))
    if noted["module"] != (ROOT / module).read_text("utf-8"):
        return None
    found = noted["outcome"]
    survivors = tuple(Survivor(**each) for each in found["survivors"])
    return Outcome(found["killed"], found["timeouts"], survivors)


def functions(text: str) -> dict[str, str]:
    """Each function of a module by its name, with its text."""
    return {
        node.name: ast.get_source_segment(text, node) or ""
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def difference(key: str, texts: dict[str, str]) -> str:
    """The changed lines of one break, without the heads of the diff."""
    name = key.rpartition(".")[2]
    original = f"{name.rpartition('__mutmut_')[0]}__mutmut_orig"
    plain, changed = (texts.get(each, "").replace(each, "f").splitlines() for each in (original, name))
    return "\n".join(list(difflib.unified_diff(plain, changed, lineterm="", n=1))[3:])
