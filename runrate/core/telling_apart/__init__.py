"""Figures and names that must not look alike: the digits, or the words, that tell them apart."""
