"""Shapes of organisations, registrations and sessions."""

from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, gettext
from rest_framework import serializers

from backend.accounts.actions.registration import Guardian, Registration
from backend.accounts.api.fields import (
    FullNameField,
    IdentifierField,
    PasswordField,
    PhoneField,
)
from backend.accounts.models import User
from backend.accounts.rules.consent import check_consents
from backend.accounts.rules.person import GuardianRequired, check_birth_date, needs_guardian
from backend.common.fields import refusals_as_field_errors
from backend.organisations.enums import Kind
from backend.organisations.models import Organisation
from backend.organisations.queries.organisation import valid_organisations


class OrganisationSerializer(serializers.Serializer[Organisation]):
    """An organisation as found by its name."""

    uuid = serializers.UUIDField()
    name = serializers.CharField()
    path = serializers.CharField(help_text="Its address: Xã Thượng Tân, tỉnh Tuyên Quang")
    kind = serializers.ChoiceField(choices=Kind.choices)


class FoundOrganisationsSerializer(serializers.Serializer[Any]):
    """The likeliest organisations, best first."""

    results = OrganisationSerializer(many=True)


class OrganisationSearchSerializer(serializers.Serializer[Any]):
    """What was typed so far."""

    q = serializers.CharField(max_length=100, allow_blank=True, default="")
    limit = serializers.IntegerField(min_value=1, max_value=50, default=12)


class OwnOrganisationSerializer(serializers.Serializer[Any]):
    """The organisation for which a person takes part."""

    uuid = serializers.UUIDField()
    name = serializers.CharField()
    path = serializers.CharField()


class SessionMeSerializer(serializers.Serializer[Any]):
    """The visitor and what they may do."""

    signed_in = serializers.BooleanField()
    uuid = serializers.UUIDField(allow_null=True, help_text="The person; null for a visitor.")
    full_name = serializers.CharField()
    organisation = OwnOrganisationSerializer(allow_null=True)
    roles = serializers.ListField(child=serializers.CharField())
    language = serializers.CharField()
    csrf_token = serializers.CharField()


class SignInSerializer(serializers.Serializer[Any]):
    """A phone number or e-mail address, in any spelling, and the password."""

    identifier = serializers.CharField(max_length=254)
    password = PasswordField()


class ConsentsSerializer(serializers.Serializer[Any]):
    """Separate answers; only taking part is needed."""

    taking_part = serializers.BooleanField()
    publish_name = serializers.BooleanField(default=False)
    photos = serializers.BooleanField(default=False)
    messages = serializers.BooleanField(default=False)

    def validate_taking_part(self, granted: bool) -> bool:
        with refusals_as_field_errors():
            check_consents({"taking_part": granted})
        return granted


class GuardianSerializer(serializers.Serializer[Any]):
    """The parent or guardian of a child under 16."""

    full_name = FullNameField()
    phone = PhoneField()


class RegistrationSerializer(serializers.Serializer[Any]):
    """What a person brings to join."""

    identifier = IdentifierField()
    password = PasswordField()
    full_name = FullNameField()
    birth_date = serializers.DateField()
    organisation = serializers.UUIDField()
    consents = ConsentsSerializer()
    guardian = GuardianSerializer(required=False, allow_null=True)

    def validate_birth_date(self, born_on: date) -> date:
        with refusals_as_field_errors():
            return check_birth_date(born_on, today=timezone.localdate())

    def validate_organisation(self, uuid: str) -> Organisation:
        found = valid_organisations(timezone.localdate()).filter(uuid=uuid).first()
        if found is None:
            raise serializers.ValidationError(gettext("Hãy chọn đơn vị trong danh sách."))
        return found

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        needed = needs_guardian(attrs["birth_date"], today=timezone.localdate())
        if needed and not attrs.get("guardian"):
            raise serializers.ValidationError({"guardian": gettext(GuardianRequired.title)})
        _check_password(attrs)
        return attrs

    def registration(self) -> Registration:
        """What was validated, as the action takes it."""
        valid = self.validated_data
        guardian = valid.get("guardian")
        return Registration(
            identifier=valid["identifier"],
            password=valid["password"],
            full_name=valid["full_name"],
            birth_date=valid["birth_date"],
            consents=valid["consents"],
            guardian=Guardian(**guardian) if guardian else None,
            language=get_language(),
        )


class ActivationSerializer(RegistrationSerializer):
    """What a person brings to take over an account that was made for them."""

    full_name = None  # type: ignore[assignment] # it is known already
    organisation = None  # type: ignore[assignment] # likewise
    code = serializers.CharField(max_length=24)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return super().validate({**attrs, "full_name": ""})


def _check_password(attrs: dict[str, Any]) -> None:
    identifier = attrs["identifier"]
    person = User(full_name=attrs["full_name"], **{identifier.kind: identifier.value})
    try:
        validate_password(attrs["password"], person)
    except ValidationError as error:
        raise serializers.ValidationError({"password": error.messages}) from error
