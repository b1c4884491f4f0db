#!/usr/bin/env python
"""Django's command line for Runrate."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "runrate.settings")
    if sys.argv[1:2] == ["db_worker"] and "--no-reload" in sys.argv:
        # A worker prints, and reading its library takes its printer as long as reading the site takes here.
        from runrate.reports.rendering.process import printer

        printer.begin()
    execute_from_command_line(sys.argv)
