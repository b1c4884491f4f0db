"""Reports printed once for all tests, and a rendering process."""

from collections.abc import Iterator

import pytest

from runrate.reports.rendering.pdf import print_pdf
from runrate.reports.rendering.process import Printer
from tests.reports.printing import REPORTS, job_of


@pytest.fixture(scope="session")
def printed() -> dict[str, bytes]:
    """Each kind of report, printed once for all tests of this folder."""
    return {name: print_pdf(job_of(made_from)) for name, made_from in REPORTS.items()}


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    machine = Printer()
    yield machine
    machine.close()
