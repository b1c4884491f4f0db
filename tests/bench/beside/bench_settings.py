"""A tree's own settings of production and one middleware that counts statements.

Lies in a folder beside whatever tree is measured, so it imports nothing of either but its settings.
"""

from runrate.settings import *  # noqa: F403
from runrate.settings import MIDDLEWARE

MIDDLEWARE = ["bench_counting.CountedMiddleware", *MIDDLEWARE]
