"""The words people agree to."""

from django.test import Client


def test_consent_texts_name_each_purpose_once(client: Client):
    texts = client.get("/api/v1/consent-texts/").json()

    assert [(each["purpose"], each["is_required"]) for each in texts] == [
        ("taking_part", True),
        ("publish_name", False),
        ("photos", False),
        ("messages", False),
    ]
    assert all(each["text"].startswith("Tôi đồng ý") for each in texts)


def test_consent_texts_speak_english(client: Client):
    texts = client.get("/api/v1/consent-texts/", headers={"Cookie": "django_language=en"}).json()

    assert all(each["text"].startswith("I agree") for each in texts)
