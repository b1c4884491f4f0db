"""Bills and usage exports as people have them, read into sums of months: pure, exact, nothing kept but sums."""
