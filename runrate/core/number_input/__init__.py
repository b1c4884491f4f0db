"""Numbers that people type: one reader, one form field."""
