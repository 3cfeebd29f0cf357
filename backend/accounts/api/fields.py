"""Fields of a person, with their rules."""

from typing import Any

from rest_framework import serializers

from backend.accounts.rules.identifier import Identifier, normalise_phone, parse_identifier
from backend.accounts.rules.person import clean_full_name
from backend.common.fields import refusals_as_field_errors

MAX_PASSWORD_LENGTH = 128


class IdentifierField(serializers.CharField):
    """A phone number or an e-mail address; gives an Identifier."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=254, **options)

    def to_internal_value(self, data: Any) -> Identifier:  # type: ignore[override] # parsed
        typed = super().to_internal_value(data)
        self.run_validators(typed)
        with refusals_as_field_errors():
            return parse_identifier(typed)

    def run_validators(self, value: Any) -> None:
        """Check the text before it is parsed; what was parsed needs no second look."""
        if isinstance(value, str):
            super().run_validators(value)


class PhoneField(serializers.CharField):
    """A mobile number in any spelling; gives E.164."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=24, **options)

    def to_internal_value(self, data: Any) -> str:
        with refusals_as_field_errors():
            return normalise_phone(super().to_internal_value(data))


class FullNameField(serializers.CharField):
    """A person's name; the limit of 100 counts composed signs."""

    def to_internal_value(self, data: Any) -> str:
        with refusals_as_field_errors():
            return clean_full_name(super().to_internal_value(data))


class PasswordField(serializers.CharField):
    """A password as typed; its length is checked before anything costly happens."""

    def __init__(self, **options: Any) -> None:
        style = {"input_type": "password"}
        super().__init__(
            max_length=MAX_PASSWORD_LENGTH,
            trim_whitespace=False,
            write_only=True,
            style=style,
            **options,
        )
