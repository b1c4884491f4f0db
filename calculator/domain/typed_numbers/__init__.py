"""Numbers typed into the boxes of a workload: what each takes, read, said back."""
