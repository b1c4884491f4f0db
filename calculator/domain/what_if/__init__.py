"""What moves an estimate: one input, all at once, volume, another workload; and what could be done."""
