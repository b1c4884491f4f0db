"""A form sent so many times: what is answered each time."""

from django.test import Client


def statuses(client: Client, path: str, times: int, **fields: str) -> list[int]:
    return [client.post(path, fields).status_code for _ in range(times)]
