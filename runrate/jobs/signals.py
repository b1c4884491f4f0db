"""What a worker says before it takes its first task, whatever engine it belongs to."""

from django.dispatch import Signal

worker_starting = Signal()
"""Sent once in each worker; who hears it gets ready and returns soon, since tasks wait meanwhile."""
