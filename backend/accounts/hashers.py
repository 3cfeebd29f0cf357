"""Password hashing at OWASP's minimum: strong enough, and quick in a crowd."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class MinimumArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane."""

    time_cost = 2
    memory_cost = 19456
    parallelism = 1
