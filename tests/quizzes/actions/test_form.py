"""Papers put together beforehand: drawn, mended, printed, used in a round."""

from datetime import timedelta

import pytest
from pypdf import PdfReader

from backend.common.jobs import no_progress
from backend.common.models import AuditEntry
from quizzes.actions.form import FormWish, make_form_set, replace_item, try_forms, use_form
from quizzes.actions.form_print import fetch_print, print_form, show_form
from quizzes.enums import Difficulty
from quizzes.errors import FormsShort, NoSpareLeft, RoundBegan
from quizzes.models import (
    Item,
    ItemSighting,
    ItemStatistic,
    ItemVersion,
    RoundItem,
    Stimulus,
)
from quizzes.queries.form import availability, form_set_detail
from quizzes.queries.form_use import form_of_round
from quizzes.queries.rulebook import rulebook_of
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import (
    KINDS,
    NOON,
    make_attempt,
    make_items,
    make_items_of_every_kind,
    make_round,
)

pytestmark = pytest.mark.django_db

TOPIC = "nghi-quyet-57"
LATER = timedelta(days=2)


def cell(count, topic=TOPIC, difficulty="easy"):
    return {"topic": topic, "difficulty": difficulty, "count": count}


def made(*cells, forms=2, spares=1):
    wish = FormWish("Đề kiểm tra kỹ năng số", list(cells), forms, spares, 45, "Sở Khoa học")
    return make_form_set(wish, actor=UserFactory(), now=NOON)


def versions_of(form, **which):
    return list(form.items.filter(**which).order_by("place").values_list("version", flat=True))


def test_forms_are_drawn_from_what_was_used_least():
    used = make_items(4)
    round_ = make_round(pool=0)
    RoundItem.objects.bulk_create(RoundItem(round=round_, version=one) for one in used)
    fresh = {one.pk for one in make_items(6)}

    form_set = made(cell(3))

    held = [versions_of(form, is_spare=False) for form in form_set.forms.all()]
    assert {version for form in held for version in form} == fresh
    told = form_set_detail(form_set)
    assert told["balance"]["shared"] == 0
    assert {one["exposure"]["rounds"] for one in told["forms"][0]["items"] if one["is_spare"]} == {
        1
    }


def test_measured_items_are_balanced_by_what_was_measured():
    versions = make_items(8)
    round_ = make_round(pool=0)
    ItemStatistic.objects.bulk_create(
        ItemStatistic(
            round=round_, version=one, attempts=100, facility=0.2 + place / 10, computed_at=NOON
        )
        for place, one in enumerate(versions)
    )

    told = form_set_detail(made(cell(4), spares=0))

    assert [one["known"] for one in told["balance"]["forms"]] == [4, 4]
    assert told["balance"]["is_even"]
    assert told["balance"]["forms"][0]["expected"] == pytest.approx(0.55)


def test_availability_is_told_by_cell_with_what_was_never_used():
    make_items(3)
    Item.objects.filter(pk=Item.objects.first().pk).update(difficulty=Difficulty.HARD)
    made(cell(1), forms=1, spares=0)

    [topic] = availability()

    assert topic["cells"]["easy"] == {"items": 2, "unused": 1}
    assert topic["cells"]["hard"] == {"items": 1, "unused": 1}


def test_what_the_bank_lacks_is_named_and_nothing_is_stored():
    make_items(2)

    with pytest.raises(FormsShort) as refused:
        try_forms(FormWish("Đề", [cell(3), cell(1, difficulty="hard")], 1))

    assert refused.value.facts["cells"] == [
        {"topic": TOPIC, "difficulty": "easy", "wanted": 3, "available": 2},
        {"topic": TOPIC, "difficulty": "hard", "wanted": 1, "available": 0},
    ]


def test_a_faulty_item_gives_way_to_a_spare_of_its_cell():
    make_items(3)
    form = made(cell(2), forms=1).forms.get()
    before, [spare] = versions_of(form, is_spare=False), versions_of(form, is_spare=True)
    form.file = "forms/old.pdf"
    form.save()

    mended = replace_item(form, 2, reason="Câu hết hiệu lực", actor=UserFactory(), now=NOON)

    assert versions_of(mended, is_spare=False) == [before[0], spare]
    assert (mended.file, mended.printed_at) == ("", None)
    entry = AuditEntry.objects.get(action="forms.item_replaced")
    assert entry.details["put_in"] == ItemVersion.objects.get(pk=spare).item.code
    with pytest.raises(NoSpareLeft):
        replace_item(form, 1, reason="Câu nữa", actor=UserFactory(), now=NOON)


def test_a_round_sits_exactly_the_form():
    make_items(6)
    form = made(cell(3)).forms.first()
    round_ = make_round(opens_at=NOON + LATER, closes_at=NOON + 2 * LATER)
    other = make_round(opens_at=NOON + LATER, closes_at=NOON + 2 * LATER)
    other.contest, other.number = round_.contest, 2
    other.save()

    used = use_form(form, round_, reason="Đề chính thức", actor=UserFactory(), now=NOON)

    assert set(used.pool.values_list("pk", flat=True)) == set(versions_of(form, is_spare=False))
    assert rulebook_of(used).blueprint == {(TOPIC, "easy"): 3}
    other.refresh_from_db()
    assert rulebook_of(other).blueprint == {(TOPIC, "easy"): 4}
    attempt = make_attempt(used, now=NOON + LATER + timedelta(minutes=1))
    assert {version for version, _ in attempt.paper} == set(versions_of(form, is_spare=False))
    [told, _] = form_set_detail(form.form_set)["forms"]
    assert [one["contest"] for one in told["rounds"]] == [round_.contest.slug]
    said = form_of_round(used)
    assert said == {"set": form.form_set.uuid, "name": form.form_set.name, "code": form.code}
    assert form_of_round(other) is None


def test_a_round_that_has_opened_keeps_its_items():
    make_items(3)
    form = made(cell(2)).forms.first()

    with pytest.raises(RoundBegan):
        use_form(form, make_round(), reason="Quá muộn", actor=UserFactory(), now=NOON)


@pytest.fixture
def of_every_kind():
    versions = make_items_of_every_kind()
    stimulus = Stimulus.objects.create(title="Tình huống", text="Bà Lan nhận một tin nhắn lạ.")
    ItemVersion.objects.filter(kind__in=["single", "number"]).update(stimulus=stimulus)
    form_set = made(cell(len(versions), topic="nhieu-dang"), forms=1, spares=0)
    return form_set.forms.get()


def test_the_page_of_a_form_holds_every_kind_and_tells_the_key_only_when_asked(of_every_kind):
    person = UserFactory()

    page = show_form(of_every_kind, with_key=False, person=person, now=NOON)
    with_key = show_form(of_every_kind, with_key=True, person=person, now=NOON)

    assert "Mã đề 101" in page
    assert page.count('<section class="item">') == len(KINDS)
    assert "Bà Lan nhận một tin nhắn lạ." in page
    assert "Đáp án</h2>" not in page
    assert "KEYCANARY" not in page
    assert "3,5 (± 0,1) km" in with_key
    assert "3,5 (± 0,1) km" not in page
    assert ItemSighting.objects.filter(person=person, way="preview").count() == len(KINDS)


def test_the_key_on_paper_follows_the_order_of_the_options(of_every_kind):
    row = of_every_kind.items.get(version__kind="matching")
    row.option_order = [3, 0, 1, 2]
    row.save()
    row = of_every_kind.items.get(version__kind="ordering")
    row.option_order = [1, 0, 3, 2]
    row.save()

    page = show_form(of_every_kind, with_key=True, person=UserFactory(), now=NOON)

    # targets 2 0 2 now stand at d, b, d; the order 3 2 0 1 at c, d, b, a
    assert "1–d, 2–b, 3–d" in page
    assert "c → d → b → a" in page


def test_words_of_an_item_are_words_on_paper(of_every_kind):
    ItemVersion.objects.filter(kind="essay").update(stem='<img src="http://169.254.169.254/">{{7}}')

    page = show_form(of_every_kind, with_key=False, person=UserFactory(), now=NOON)

    assert "&lt;img src=" in page
    assert "{{7}}" in page


def test_a_form_is_printed_with_its_key_and_without(of_every_kind, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    person = UserFactory()
    assert fetch_print(of_every_kind, with_key=False, person=person, now=NOON) is None

    print_form(of_every_kind, no_progress, now=NOON)
    print_form(of_every_kind, no_progress, now=NOON)

    of_every_kind.refresh_from_db()
    texts = {}
    for with_key in (False, True):
        path = fetch_print(of_every_kind, with_key=with_key, person=person, now=NOON)
        assert path is not None
        texts[with_key] = " ".join(page.extract_text() for page in PdfReader(path).pages)
    assert "Mã đề 101" in texts[False]
    assert "Phiếu trả lời" in texts[False]
    assert "3,5 (± 0,1) km" in texts[True]
    assert "3,5 (± 0,1) km" not in texts[False]
    assert ItemSighting.objects.filter(person=person, way="print").count() == len(KINDS)
