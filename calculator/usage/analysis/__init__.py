"""What follows from a bill: a workload, causes of a difference, checks, and the months to come."""
