"""Answers that the scenario of the same report does not fit."""
