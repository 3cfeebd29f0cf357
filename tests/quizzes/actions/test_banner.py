"""Pictures are read with care and drawn anew."""

from io import BytesIO

import pytest
from PIL import Image

from quizzes.actions.banner import redrawn, remove_banner, set_banner
from quizzes.errors import PictureRefused
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import NOON, make_round


def picture(kind="JPEG", size=(2400, 1200), **options):
    out = BytesIO()
    Image.new("RGB", size, "#0B6E5E").save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_webp_of_bounded_size(kind):
    with Image.open(BytesIO(redrawn(picture(kind)))) as drawn:
        assert (drawn.format, drawn.size) == ("WEBP", (1600, 800))


def test_nothing_but_the_picture_is_kept():
    secret = b"GPS-CANARY"
    exif = Image.Exif()
    exif[0x010E] = secret.decode()

    drawn = redrawn(picture(exif=exif) + b"<script>CANARY</script>")

    assert b"CANARY" not in drawn


@pytest.mark.parametrize(
    "body",
    [b"", b"<svg onload=alert(1)>", b"%PDF-1.7", picture("GIF", (8, 8)), picture()[:200]],
)
def test_what_is_no_picture_is_refused(body):
    with pytest.raises(PictureRefused):
        redrawn(body)


def test_a_bomb_of_pixels_is_refused():
    with pytest.raises(PictureRefused):
        redrawn(picture("PNG", (9000, 5000)))


@pytest.mark.django_db
def test_the_picture_stands_under_a_name_of_our_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    contest, organiser = make_round().contest, UserFactory()

    stored = set_banner(contest.pk, BytesIO(picture()), actor=organiser, now=NOON)

    assert (tmp_path / stored.banner).read_bytes()[:4] == b"RIFF"
    assert remove_banner(contest.pk, actor=organiser, now=NOON).banner == ""
