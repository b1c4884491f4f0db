"""Files in and out on pages: downloads of what was entered, and JSON brought back."""
