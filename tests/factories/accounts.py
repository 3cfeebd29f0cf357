"""People. Their password is PASSWORD."""

from datetime import date
from functools import cache

import factory
from django.contrib.auth.hashers import make_password

from backend.accounts.models import User

PASSWORD = "mat-khau-thu-2026"


@cache
def hashed_password() -> str:
    """Hashed once: a suite makes many people."""
    return make_password(PASSWORD)


class UserFactory(factory.django.DjangoModelFactory[User]):
    """An adult participant with a phone number."""

    class Meta:
        model = User

    class Params:
        staff = factory.Trait(is_staff=True, is_superuser=True)
        child = factory.Trait(birth_date=date(2014, 5, 19))
        with_email = factory.Trait(
            email=factory.Sequence(lambda number: f"nguoi{number}@hocso.test")
        )

    phone = factory.Sequence(lambda number: f"+8491{number:07}")
    full_name = factory.Sequence(lambda number: f"Nguyễn Văn Thử {number}")
    birth_date = date(1990, 9, 2)
    password = factory.LazyFunction(hashed_password)
