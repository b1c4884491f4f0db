"""How each figure came about, in words and with the numbers in it."""
