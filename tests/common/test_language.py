"""Vietnamese first; English for those who chose it."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_browser_that_asks_for_english_is_still_answered_in_vietnamese(client):
    response = client.get("/chung-nhan/", headers={"Accept-Language": "en"})

    assert response.headers["Content-Language"] == "vi"
    assert "Cookie" in response.headers["Vary"]


def test_the_visitors_own_choice_holds(client):
    client.cookies["django_language"] = "en"

    assert client.get("/chung-nhan/").headers["Content-Language"] == "en"


def test_an_unknown_language_is_vietnamese(client):
    client.cookies["django_language"] = "../etc"

    assert client.get("/chung-nhan/").headers["Content-Language"] == "vi"
