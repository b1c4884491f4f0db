"""What rows of a table are beside what each of them says."""
