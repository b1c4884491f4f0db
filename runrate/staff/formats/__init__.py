"""How days and hours are written where nothing else is said, language by language."""
