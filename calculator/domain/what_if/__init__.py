"""What moves an estimate: one input at a time, all at once, volume, and what could be done about it."""
