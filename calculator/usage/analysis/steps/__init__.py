"""Model steps of two workloads that are set against each other."""
