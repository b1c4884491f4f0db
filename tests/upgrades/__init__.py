"""Demo databases as earlier states of the site left them, and the proof that nothing in them is lost."""
