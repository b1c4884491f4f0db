"""All my data as one ZIP: a JSON file per table, the files themselves, and a page that says what is what."""

import json
import tempfile
import zipfile
from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from runrate.accounts.models import User
from runrate.core.store_away import STORE_AWAY
from runrate.mydata.inventory import Holding, holdings, stored_files

# Beyond this the archive goes to disk while it is put together.
_IN_MEMORY = 8_000_000
# A store that is away costs its time-out for each file: after so many the rest is not asked for.
_SILENCES = 2


def archive(*, user: User, now: datetime) -> IO[bytes]:
    """An open file at its beginning; whoever gets it closes it."""
    target = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # handed on open
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        counted = [(holding.name, _put_rows(packed, holding)) for holding in holdings(user)]
        missing = _put_files(packed, user)
        packed.writestr("README.txt", _readme(user, now, counted, missing))
    target.seek(0)
    return target


def _put_rows(packed: zipfile.ZipFile, holding: Holding) -> int:
    rows: list[dict[str, Any]] = list(holding.rows.values(*holding.columns))
    if rows:
        text = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        packed.writestr(f"data/{holding.name}.json", text)
    return len(rows)


def _put_files(packed: zipfile.ZipFile, user: User) -> list[str]:
    missing = []
    silent = 0
    for name, file in stored_files(user):
        if silent == _SILENCES:
            missing.append(name)
            continue
        try:
            with file.open() as stored, packed.open(name, "w") as copy:
                for chunk in stored.chunks():
                    copy.write(chunk)
        except FileNotFoundError:
            missing.append(name)
        except (OSError, *STORE_AWAY):
            silent += 1
            missing.append(name)
    return missing


def _readme(user: User, now: datetime, counted: list[tuple[str, int]], missing: list[str]) -> str:
    lines = [
        f"Everything that {settings.SITE_URL} keeps about {user.email}, as of {now:%Y-%m-%d %H:%M} UTC.",
        "",
        "data/   one JSON file per table, one object per row; times are UTC",
        "files/  the reports as they were made",
        "",
        "Left out, because it only lets somebody in: password, factors, hashes of links, session keys.",
        "",
        *(f"{count:>6}  {name}" for name, count in counted if count),
        *(f"could not be read: {name}" for name in missing),
        *(["Ask again later: a store of files that is away for a moment loses nothing."] if missing else []),
    ]
    return "\n".join(lines) + "\n"
