"""What makes AI cost what it costs in a team, asked, scored and acted on."""

from runrate.core import demand

demand()
