"""People and what they agreed to."""

from backend.accounts.models.consent import Consent
from backend.accounts.models.user import User

__all__ = ["Consent", "User"]
