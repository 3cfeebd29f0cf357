"""A contest with one item of each kind, beside the demonstration's. Run inside of the stack."""

from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image, ImageDraw

from backend.common.markup import harmless_item
from backend.organisations.models import Organisation
from quizzes.actions.picture import store_picture
from quizzes.models import ItemVersion, Round, Stimulus
from tests.factories.quizzes import make_round_of_every_kind

SLUG = "nhieu-dang-cau-hoi"


def make() -> None:
    """Make it once; the province holds it, so its trainers and organisers mark the essays."""
    if Round.objects.filter(contest__slug=SLUG).exists():
        return
    now = timezone.now()
    round_ = make_round_of_every_kind(
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
        prediction={"target": "none"},
        essays={"largest_difference": 2},
    )
    round_.contest.slug = SLUG
    round_.contest.title = "Câu hỏi nhiều dạng"
    round_.contest.organisation = Organisation.objects.get(code="08")
    round_.contest.save()
    _dress(round_)


def _dress(round_: Round) -> None:
    """A drawn picture to point into, formatted words with the same, and a text for two items."""
    picture = store_picture(_drawn(), actor=None, now=timezone.now())
    own = ItemVersion.objects.filter(round_items__round=round_)
    own.filter(kind="hotspot").update(picture=picture)
    shown = f'<img src="/hinh/{picture.digest}.webp" alt="Mô hình kim tự tháp">'
    markup = {"stem": harmless_item(f"<p>Câu <strong>single</strong> số 0?</p>{shown}")}
    stimulus = Stimulus.objects.create(
        title="Thông báo của xã",
        text="Xã mở lớp học chữ số vào tối thứ Bảy.",
        markup="<p>Xã mở lớp học chữ số vào <strong>tối thứ Bảy</strong>.</p>",
        digest="7" * 64,
    )
    own.filter(kind="single").update(markup=markup, stimulus=stimulus)
    own.filter(kind="true_false").update(stimulus=stimulus)


def _drawn() -> bytes:
    """A PNG of three fields; the one to be found is green, low on the left."""
    picture = Image.new("RGB", (1200, 800), "#f6f1e6")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((700, 100, 1100, 400), fill="#c2255c")
    pen.ellipse((180, 500, 420, 700), fill="#0b6e5e")
    pen.polygon([(700, 700), (900, 500), (1100, 700)], fill="#e9a820")
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
