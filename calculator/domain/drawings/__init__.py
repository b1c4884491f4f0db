"""Drawings of an estimate that have a shape for a phone."""
