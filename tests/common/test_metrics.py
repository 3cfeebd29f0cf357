"""Process figures are for those who run the installation."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sent", [None, "", "Bearer ", "Bearer other", "Bearer geheim2"])
def test_nobody_else_finds_them(client: Client, settings, sent):
    settings.METRICS_TOKEN = "geheim"
    headers = {} if sent is None else {"HTTP_AUTHORIZATION": sent}

    assert client.get("/metrics", **headers).status_code == 404


def test_without_a_token_there_is_no_token_to_guess(client: Client, settings):
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics", HTTP_AUTHORIZATION="Bearer ").status_code == 404


def test_a_collector_with_the_token_and_staff_read_them(client: Client, admin_client, settings):
    settings.METRICS_TOKEN = "geheim"

    collected = client.get("/metrics", HTTP_AUTHORIZATION="Bearer geheim")

    assert b"python_info" in collected.content
    assert admin_client.get("/metrics").status_code == 200
