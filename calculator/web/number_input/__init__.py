"""Numbers typed into the boxes of a workload: read, said back, asked about."""
