"""What is kept about certificates."""

from backend.certificates.models.certificate import Certificate

__all__ = ["Certificate"]
