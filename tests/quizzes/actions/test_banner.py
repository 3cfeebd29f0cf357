"""A contest's picture is drawn anew and stored."""

from io import BytesIO

import pytest

from quizzes.actions.banner import remove_banner, set_banner
from tests.common.test_pictures import picture
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import NOON, make_round


@pytest.mark.django_db
def test_the_picture_stands_under_a_name_of_our_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    contest, organiser = make_round().contest, UserFactory()

    stored = set_banner(contest.pk, BytesIO(picture()), actor=organiser, now=NOON)

    assert (tmp_path / stored.banner).read_bytes()[:4] == b"RIFF"
    assert remove_banner(contest.pk, actor=organiser, now=NOON).banner == ""
