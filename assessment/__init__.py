"""What makes AI cost what it costs in a team, asked, scored and acted on."""

from runrate.oldest_python import demand

demand()
