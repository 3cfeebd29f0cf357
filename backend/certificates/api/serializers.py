"""Shapes of certificates."""

from typing import Any

from rest_framework import serializers

from backend.certificates.enums import PrintState, Verdict
from backend.certificates.models import Certificate
from backend.certificates.printing.page import verification_url
from backend.certificates.queries.certificate import print_state
from backend.certificates.rules.facts import title_of


class CertificateSerializer(serializers.Serializer[Certificate]):
    """One of my certificates."""

    uuid = serializers.UUIDField()
    code = serializers.CharField()
    title = serializers.SerializerMethodField()
    issued_at = serializers.DateTimeField()
    state = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    def get_title(self, certificate: Certificate) -> str:
        facts = certificate.facts
        return " · ".join(part for part in (title_of(facts), facts.get("round")) if part)

    def get_state(self, certificate: Certificate) -> PrintState:
        return print_state(certificate)

    def get_url(self, certificate: Certificate) -> str:
        """The public page that verifies it."""
        return verification_url(certificate.code)


class VerifiedFactsSerializer(serializers.Serializer[Any]):
    """What the certificate states; absent facts are left out."""

    name = serializers.CharField(required=False, help_text="Masked: Nguyễn V. A***")
    organisation = serializers.CharField(required=False)
    contest = serializers.CharField(required=False)
    round = serializers.CharField(required=False)
    course = serializers.CharField(required=False)
    lessons = serializers.IntegerField(required=False)
    minutes = serializers.IntegerField(required=False)
    award = serializers.CharField(required=False)
    points = serializers.IntegerField(required=False)
    max_points = serializers.IntegerField(required=False)
    rank = serializers.IntegerField(required=False)
    people = serializers.IntegerField(required=False)
    issued_on = serializers.DateField()
    issuer = serializers.CharField(required=False)


class VerificationSerializer(serializers.Serializer[Any]):
    """The verdict on a code; `facts` is null for an unknown one."""

    state = serializers.ChoiceField(choices=Verdict.choices)
    code = serializers.CharField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)
    revoked_reason = serializers.CharField(allow_null=True, help_text="As its owner was told.")
    replaced_by = serializers.CharField(
        allow_null=True, help_text="The code of the one that was issued in its place."
    )
    facts = VerifiedFactsSerializer(allow_null=True)
    signing_key = serializers.CharField(
        allow_null=True, help_text="The key whose signature upon the facts was found good just now."
    )
    file_digest = serializers.CharField(allow_null=True, help_text="SHA-256 of the printed file.")


class SigningKeySerializer(serializers.Serializer[Any]):
    """A public key as RFC 8037 has it."""

    kty = serializers.CharField()
    crv = serializers.CharField()
    use = serializers.CharField()
    kid = serializers.CharField(help_text="How certificates name it.")
    x = serializers.CharField(help_text="In base64url.")


class SigningKeysSerializer(serializers.Serializer[Any]):
    """A JSON Web Key Set; the first key signs, the others signed before."""

    keys = SigningKeySerializer(many=True)
