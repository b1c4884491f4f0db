"""Tests of the commands that run before anything is installed."""
