"""The secret address by which a letter's reader wants no more of them."""

from django.conf import settings
from django.core import signing

from backend.accounts.models import User

SALT = "messaging.unsubscribe"


def unsubscribe_address(person: User, channel: str) -> str:
    """Works until the person is erased: the uuid is nobody's then."""
    token = signing.dumps([str(person.uuid), channel], salt=SALT)
    return f"{settings.PUBLIC_URL}/ngung-nhan-tin/{token}/"
