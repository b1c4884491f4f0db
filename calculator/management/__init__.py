"""Commands of the calculator."""
