"""What papers are drawn from."""

import pytest

from quizzes.models import ItemKey
from quizzes.queries.bank import pool_of
from tests.factories.quizzes import make_round

pytestmark = pytest.mark.django_db


def test_a_version_without_a_key_is_never_drawn():
    round_ = make_round(items=4, pool=6)
    keyless = round_.pool.order_by("pk").first()
    ItemKey.objects.filter(version=keyless).delete()

    drawn = [candidate.version_id for candidate in pool_of(round_.pk)]

    assert len(drawn) == 5
    assert keyless.pk not in drawn
