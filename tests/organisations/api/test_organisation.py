"""The type-ahead over HTTP."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from backend.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def test_organisations_are_found_by_anybody_in_two_queries(
    client: Client, commune: Organisation, django_assert_num_queries: DjangoAssertNumQueries
):
    with django_assert_num_queries(2):
        response = client.get("/api/v1/organisations/", {"q": "thuong"})

    assert response.status_code == 200
    assert response.json() == {
        "results": [
            {
                "uuid": str(commune.uuid),
                "name": "Xã Thượng Lâm",
                "path": "Xã Thượng Lâm, tỉnh Tuyên Quang",
                "kind": "commune",
            }
        ]
    }


def test_organisations_without_a_word_are_none(client: Client, commune: Organisation):
    assert client.get("/api/v1/organisations/").json() == {"results": []}


@pytest.mark.parametrize(
    "query", ["q=a&limit=0", "q=a&limit=51", "q=a&limit=x", "q=%00", "q=" + "a" * 101]
)
def test_organisations_refuse_a_wrong_question(client: Client, query: str):
    response = client.get(f"/api/v1/organisations/?{query}")

    assert response.status_code == 400
    assert response.json()["code"] == "invalid"


def test_organisations_take_any_bytes(client: Client):
    assert client.get("/api/v1/organisations/?q=%ff%fe%ed%a0%80").status_code == 200
