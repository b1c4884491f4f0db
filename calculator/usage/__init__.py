"""Bills and usage exports as people have them, read into sums of months: exact, and nothing kept but sums."""
