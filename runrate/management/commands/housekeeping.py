"""`manage.py housekeeping`: what has to happen by itself; called by a timer, or staying with `--every`."""

import signal
import threading
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from runrate.ops import housekeeping


class Command(BaseCommand):
    """Some steps happen at each call, the rest once a day; calling it twice does no harm."""

    help = "Puts abandoned work back, deletes what is over its term, publishes and checks the benchmark."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """For containers, which have no timer."""
        parser.add_argument("--every", type=int, metavar="SECONDS", help="stay and do it again and again")

    def handle(self, *args: str, every: int | None, **options: object) -> None:
        """Ends at SIGTERM, between two rounds."""
        stop = threading.Event()
        if every:
            signal.signal(signal.SIGTERM, lambda *_: stop.set())
        while True:
            for line in housekeeping.run(now=timezone.now()):
                self.stdout.write(line)
            if not every or stop.wait(every):
                return
            close_old_connections()
