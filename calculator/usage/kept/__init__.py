"""What is kept of rows: sums by line and day."""
