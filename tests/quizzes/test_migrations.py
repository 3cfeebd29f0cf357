"""Migrations that fill columns: what they write into rows that were there before."""

from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from backend.certificates.models import Certificate
from quizzes.models import Participant
from quizzes.queries.certificate import certificate_source
from tests.factories.certificates import CertificateFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.quizzes import make_attempt, make_round

pytestmark = pytest.mark.django_db


def test_certificates_learn_the_organisation_their_person_joined_for():
    round_, commune = make_round(), OrganisationFactory()
    joined, alone = (make_attempt(round_).participant for _ in range(2))
    Participant.objects.filter(pk=joined.pk).update(organisation=commune)
    Participant.objects.filter(pk=alone.pk).update(organisation=None)
    source = certificate_source(round_, joined.pk)
    known = CertificateFactory(source=source)
    revoked = CertificateFactory(source=source, revoked=True)
    erased = CertificateFactory(
        source=source, revoked_at=timezone.now(), erased_at=timezone.now(), user=None
    )
    others = [
        CertificateFactory(source=certificate_source(round_, alone.pk)),
        CertificateFactory(source=f"round:{round_.uuid}:participant:0"),
        CertificateFactory(source=f"course:{round_.uuid}:{joined.pk}"),
    ]

    with connection.cursor() as cursor:
        cursor.execute(import_module("quizzes.migrations.0026_certificates_organisation").FILL)

    told = Certificate.objects.filter(organisation=commune).values_list("pk", flat=True)
    assert set(told) == {known.pk, revoked.pk}
    empty = Certificate.objects.filter(organisation=None).values_list("pk", flat=True)
    assert set(empty) == {erased.pk, *(one.pk for one in others)}
