"""The shapes of certificates on the desk."""

from typing import Any

from rest_framework import serializers as s

from backend.certificates.actions.bundle import FORMATS
from backend.certificates.enums import CertificateKind, PrintState
from backend.common.api import JobSerializer
from quizzes.api.desk.winner_shapes import PrizeRoundSerializer
from quizzes.api.texts import WrittenField
from quizzes.queries.certificate_desk import STATES


class KindOfCertificatesSerializer(s.Serializer[Any]):
    """`issued` = `printed` + `waiting` + `failed`, but for people who had themselves erased."""

    kind = s.ChoiceField(CertificateKind.choices)
    may_issue = s.BooleanField()
    comes_with_results = s.BooleanField(help_text="The rulebook gives them, unasked.")
    earned = s.IntegerField(allow_null=True, help_text="How many are to have one, where counted.")
    issued = s.IntegerField()
    printed = s.IntegerField()
    waiting = s.IntegerField()
    failed = s.IntegerField()
    revoked = s.IntegerField()
    job = JobSerializer(allow_null=True)


class CertificateScopeSerializer(s.Serializer[Any]):
    """A round, or (`round` is null) the contest as a whole."""

    round = s.IntegerField(allow_null=True)
    title = s.CharField()
    is_published = s.BooleanField()
    is_paused = s.BooleanField(help_text="Its printing is.")
    trouble = s.CharField(help_text="Why a print that will be tried again did not succeed.")
    printing = JobSerializer(allow_null=True)
    kinds = KindOfCertificatesSerializer(many=True)


class CertificateDeskSerializer(s.Serializer[Any]):
    scopes = CertificateScopeSerializer(many=True)


class IssueWishSerializer(PrizeRoundSerializer):
    kind = s.ChoiceField(CertificateKind.choices)


class PrintingStepSerializer(PrizeRoundSerializer):
    step = s.ChoiceField(["pause", "resume", "retry"])


class CertificateQuestionSerializer(s.Serializer[Any]):
    q = s.CharField(required=False, allow_blank=True, default="", max_length=100)
    state = s.ChoiceField(list(STATES), required=False, allow_blank=True, default="")


class FoundCertificateSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    code = s.CharField()
    kind = s.CharField()
    name = s.CharField()
    organisation = s.CharField()
    round = s.CharField()
    award = s.CharField()
    issued_at = s.DateTimeField()
    state = s.ChoiceField(PrintState.choices)
    is_erased = s.BooleanField()
    print_error = s.CharField()
    revoked_at = s.DateTimeField(allow_null=True)
    revoked_reason = s.CharField()


class FoundCertificatesSerializer(s.Serializer[Any]):
    count = s.IntegerField()
    results = FoundCertificateSerializer(many=True)


class CertificateHistorySerializer(FoundCertificateSerializer):
    facts = s.JSONField()
    printed_at = s.DateTimeField(allow_null=True)
    history = FoundCertificateSerializer(many=True)


class ReissueSerializer(s.Serializer[Any]):
    """What the new paper says in place of the old one."""

    name = s.CharField(min_length=2, max_length=200)
    organisation = s.CharField(max_length=200, required=False, allow_blank=True, default="")
    reason = WrittenField(max_length=500)


class BundleWishSerializer(PrizeRoundSerializer):
    organisation = s.UUIDField(
        required=False, allow_null=True, default=None, help_text="With all below it."
    )
    form = s.ChoiceField(FORMATS, help_text="`zip`: the signed files; `pdf`: one, for paper.")


class CertificateBundleSerializer(s.Serializer[Any]):
    """`round` and `organisation` are empty where it holds all of them."""

    uuid = s.UUIDField()
    form = s.ChoiceField(FORMATS)
    organisation = s.CharField()
    round = s.CharField()
    asked_at = s.DateTimeField()
    kept_until = s.DateTimeField()
    certificates = s.IntegerField(allow_null=True)
    size = s.IntegerField(allow_null=True, help_text="In bytes.")
    is_there = s.BooleanField()
    job = JobSerializer()
