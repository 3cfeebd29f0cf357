"""No act is recorded anywhere in the code that screens could not name, in both languages."""

import pytest
from django.utils import translation

from backend.common.acts import facts_of, is_named_act, is_named_fact, words_of
from backend.common.models import AuditEntry
from tests.common.recorded import recorded


@pytest.fixture(scope="module")
def found():
    return recorded()


def test_every_act_that_is_recorded_has_a_name(found):
    assert found.unclear == []
    assert len(found.acts) > 100
    assert {act for act in found.acts if not is_named_act(act)} == set()


def test_every_fact_that_is_recorded_has_a_name_or_is_for_machines(found):
    assert {fact for fact in found.facts if not is_named_fact(fact)} == set()


def test_every_name_is_said_in_english_too(found):
    alike = {act for act in found.acts if words_of(act) == in_english(act)}

    assert alike == set()


def in_english(act: str) -> str:
    with translation.override("en"):
        return words_of(act)


def test_facts_are_written_for_people():
    entry = AuditEntry(
        details={
            "closes_at": "2026-11-22T13:00:00+00:00",
            "own_wish": False,
            "participant": 12,
            "scene": "people",
            "topics": ["an-toan", "so-hoa"],
            "reason": "",
        }
    )

    assert facts_of(entry) == [
        "đóng lúc: 20:00 22/11/2026",
        "tự yêu cầu: không",
        "cảnh: Bảng cá nhân",
        "chủ đề: an-toan, so-hoa",
    ]
    assert words_of("nobody.named_this") == "Việc khác"
