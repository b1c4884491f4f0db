"""How each figure of a report beyond the cost lines came about, with the numbers that come to it."""
