"""Data of a report in files that are none, and the door that takes them."""

import gc
import time
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.reports.readers import SMALL, article

DATA: dict[str, Any] = article(SMALL).as_json()


def send(client: Client, body: bytes) -> tuple[Any, float]:
    """The answer, and the CPU that the site itself took for it."""
    sent = SimpleUploadedFile("report.pdf", body)
    gc.collect()
    gc.disable()  # what other tests left behind is not this request's to clear away
    try:
        began = time.thread_time()
        answer = client.post(reverse("reports:import"), {"file": sent})
        return answer, time.thread_time() - began
    finally:
        gc.enable()
