"""Files of the deployment, read as the services read them."""

import configparser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


DEPLOY = ROOT / "runrate/deploy"


GUIDE = (ROOT / "docs/operations.md").read_text("utf-8")


def unit(name: str) -> configparser.ConfigParser:
    """A unit's sections; names keep their case."""
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # the documented way
    read.read(DEPLOY / name, "utf-8")
    return read
