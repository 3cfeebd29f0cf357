"""Organisers look; they do not write."""

import pytest
from django.test import Client

from backend.certificates.models import Certificate
from tests.factories.certificates import CertificateFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/certificates/certificate/"


def test_admin_shows_a_certificate_and_offers_no_change(admin_client: Client):
    certificate = CertificateFactory()

    page = admin_client.get(f"{LIST}{certificate.pk}/change/")

    assert certificate.code in admin_client.get(LIST).content.decode()
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()


@pytest.mark.parametrize("address", ["add/", "{pk}/delete/"])
def test_admin_neither_adds_nor_deletes(admin_client: Client, address: str):
    certificate = CertificateFactory()

    response = admin_client.post(LIST + address.format(pk=certificate.pk), {"post": "yes"})

    assert response.status_code == 403
    assert Certificate.objects.get().code == certificate.code


def test_admin_sends_a_failed_certificate_to_print_again(admin_client: Client):
    certificate = CertificateFactory(failed=True)

    admin_client.post(LIST, {"action": "print_anew", "_selected_action": [certificate.pk]})

    certificate.refresh_from_db()
    assert certificate.print_due_at is not None
    assert certificate.print_attempts == 0
