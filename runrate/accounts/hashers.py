"""How a password is kept: Argon2 with the smallest setting that OWASP recommends.

By Django's own setting a hash takes 100 MB, so ten people who sign in at once are a gigabyte, and three to
four times the processor's time. Hashes of before are renewed when their owner signs in.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id, 46 MiB, one pass, one lane (OWASP's Password Storage Cheat Sheet)."""

    time_cost = 1
    memory_cost = 46 * 1024
    parallelism = 1
