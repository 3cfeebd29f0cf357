"""What is kept about certificates."""

from backend.certificates.models.certificate import Certificate, PausedPrinting

__all__ = ["Certificate", "PausedPrinting"]
