"""Measurements: ratios against a baseline of the same run. They print; no test asserts a time."""
