"""What a deployment costs, all of it: the workload, its lines, and everything around the estimate."""

from runrate.core import demand

demand()
