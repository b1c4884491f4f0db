"""Exports of the administration, asked for and read back."""

import csv
import io

from django.test import Client

EXPORT = "/admin/assessment/submission/export/"


def text_of(client: Client, **form: str) -> str:
    return b"".join(client.post(EXPORT, form).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))
