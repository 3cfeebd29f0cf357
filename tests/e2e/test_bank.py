"""The item bank in a browser: items written, returned, mended, approved; found and changed."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from backend.devstack.stack import Stack
from tests.e2e.phone import new_phone, sign_in
from tests.e2e.test_accessibility import problems

pytestmark = pytest.mark.e2e

DESK_SIZE = (1280, 800)
LONG_MS = 20_000
PASSWORD = "hoc-so-2026"
STEM = "Cơ quan nào cấp tài khoản định danh điện tử mức độ 2?"
FROM_WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office"><head><style>p {color: red}</style></head>
<body><!--StartFragment--><p class=MsoNormal style='margin:0'><b style='mso-bidi:normal'>
<span style='font-size:14.0pt;font-family:"Times New Roman"'>Mức độ 2</span></b><o:p></o:p>
<script>document.title = 'hacked'</script> cần
<span style="font-style:italic">gặp cán bộ</span></p>
<!--EndFragment--></body></html>
"""
PASTE = """
(box, html) => {
  const data = new DataTransfer();
  data.setData('text/html', html);
  data.setData('text/plain', 'Mức độ 2 cần gặp cán bộ');
  const event = { clipboardData: data, bubbles: true, cancelable: true };
  box.dispatchEvent(new ClipboardEvent('paste', event));
}
"""


def colleague(browser: Browser, stack: Stack, who: str) -> Iterator[Page]:
    for page in new_phone(browser, stack.url, DESK_SIZE):
        sign_in(page, who, PASSWORD)
        yield page


@pytest.fixture
def trainer(browser: Browser, stack: Stack) -> Iterator[Page]:
    yield from colleague(browser, stack, "trainer@hocso.test")


@pytest.fixture
def reviewer(browser: Browser, stack: Stack) -> Iterator[Page]:
    yield from colleague(browser, stack, "admin@hocso.test")


def expect_saved(page: Page) -> None:
    expect(page.get_by_text("Đã lưu lúc")).to_be_visible(timeout=15_000)


def begin(page: Page) -> str:
    """A new item by keyboard alone; its code."""
    page.goto("/ngan-hang/")
    expect(page.get_by_role("table")).to_be_visible(timeout=LONG_MS)
    expect(page.get_by_role("button", name="Soạn câu hỏi")).to_be_enabled(timeout=LONG_MS)
    page.keyboard.press("n")
    page.get_by_role("button", name="Bắt đầu soạn").press("Enter")
    page.wait_for_url("**/ngan-hang/soan/**")
    expect(page.locator("#stem")).to_be_focused(timeout=LONG_MS)
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def write(page: Page) -> None:
    page.keyboard.type(STEM)
    page.get_by_label("Phương án A", exact=True).press("Home")
    for text in ("Bộ Công an", "Sở Y tế", "Ngân hàng", "Nhà mạng"):
        page.keyboard.type(text)
        page.keyboard.press("Enter" if text != "Nhà mạng" else "Alt+ArrowUp")
    page.keyboard.press("Control+1")
    page.get_by_label("Văn bản, tài liệu").fill("Nghị định 69/2024/NĐ-CP")
    page.get_by_label("Điều, mục, trang").fill("Điều 11")
    page.get_by_label("Giải thích sau khi làm bài").fill("Công an cấp sau khi đối chiếu.")


def test_an_item_is_written_returned_mended_and_approved(trainer: Page, reviewer: Page):
    code = begin(trainer)
    write(trainer)
    expect_saved(trainer)
    options = trainer.locator("textarea[id^=option]")
    assert options.evaluate_all("all => all.map((one) => one.value)") == [
        *("Bộ Công an", "Sở Y tế", "Nhà mạng", "Ngân hàng")
    ]
    expect(trainer.get_by_role("radio", name="A là đáp án đúng")).to_be_checked()
    assert problems(trainer) == []
    trainer.set_viewport_size({"width": 1280, "height": 800})
    trainer.keyboard.press("Control+Enter")
    expect(trainer.get_by_text("Đã gửi thẩm định")).to_be_visible()

    reviewer.goto(f"/ngan-hang/tham-dinh/{code}/")
    heading = reviewer.get_by_role("heading", name=f"Thẩm định {code}")
    expect(heading).to_be_visible(timeout=LONG_MS)
    expect(reviewer.get_by_text("Nghị định 69/2024/NĐ-CP")).to_be_visible()
    assert problems(reviewer) == []
    reviewer.get_by_role("button", name="Trả lại").click()
    expect(reviewer.get_by_text("Hãy ghi rõ cần sửa gì trước khi trả lại.")).to_be_visible()
    reviewer.get_by_label("Nhận xét cho người soạn").fill("Thêm chữ “hiện nay” vào câu hỏi.")
    reviewer.get_by_role("button", name="Trả lại").click()
    expect(reviewer.get_by_text(f"Đã trả lại {code}")).to_be_visible()

    trainer.reload()
    trainer.get_by_role("tab", name="Góp ý").click()
    expect(trainer.get_by_text("Thêm chữ “hiện nay” vào câu hỏi.")).to_be_visible()
    trainer.get_by_label("Câu hỏi", exact=True).fill(f"Hiện nay, {STEM}")
    expect_saved(trainer)
    trainer.keyboard.press("Control+Enter")
    expect(trainer.get_by_text("Đã gửi thẩm định")).to_be_visible()
    trainer.goto(f"/ngan-hang/tham-dinh/{code}/")
    others = trainer.get_by_role("heading", name="Thẩm định ")
    expect(others).to_be_visible(timeout=LONG_MS)
    expect(others).not_to_contain_text(code)

    reviewer.goto(f"/ngan-hang/tham-dinh/{code}/")
    changes = reviewer.get_by_text("Khác gì so với phiên bản 1")
    expect(changes).to_be_visible(timeout=LONG_MS)
    expect(reviewer.locator("ins").first).to_contain_text("Hiện nay")
    reviewer.keyboard.press("Alt+d")
    expect(reviewer.get_by_text(f"Đã duyệt {code}")).to_be_visible()

    trainer.goto(f"/ngan-hang/soan/{code}/")
    expect(trainer.get_by_text("Đã duyệt", exact=True).first).to_be_visible()


def test_two_who_write_at_once_see_both_and_choose(trainer: Page, reviewer: Page):
    code = begin(trainer)
    trainer.keyboard.type("Bản của người thứ nhất")
    expect_saved(trainer)
    reviewer.goto(f"/ngan-hang/soan/{code}/")
    box = reviewer.get_by_label("Câu hỏi", exact=True)
    expect(box).to_have_value("Bản của người thứ nhất", timeout=LONG_MS)

    reviewer.get_by_label("Câu hỏi", exact=True).fill("Bản của người thứ hai")
    expect_saved(reviewer)
    trainer.get_by_label("Câu hỏi", exact=True).fill("Bản của riêng tôi")
    conflict = trainer.get_by_role("alert").filter(has_text="Hai người cùng sửa câu này")
    expect(conflict).to_be_visible()
    expect(conflict.locator("del").first).to_contain_text("người thứ")
    conflict.get_by_role("button", name="Giữ bản của tôi").click()

    expect(conflict).to_be_hidden()
    expect_saved(trainer)
    reviewer.reload()
    expect(reviewer.get_by_label("Câu hỏi", exact=True)).to_have_value("Bản của riêng tôi")


def test_what_is_typed_offline_is_kept_and_sent_later(trainer: Page):
    begin(trainer)
    trainer.keyboard.type("Trước khi mất mạng")
    expect_saved(trainer)
    trainer.context.set_offline(True)
    trainer.keyboard.type(" và sau đó")
    expect(trainer.get_by_text("vẫn giữ trên máy này")).to_be_visible()

    trainer.context.set_offline(False)
    expect_saved(trainer)
    trainer.reload()
    box = trainer.get_by_label("Câu hỏi", exact=True)
    expect(box).to_have_value("Trước khi mất mạng và sau đó")


def test_a_whole_item_is_pasted_and_taken_back(trainer: Page):
    begin(trainer)
    text = "Câu 7: Thủ đô là?\nA. Hà Nội\nB. Huế\nĐáp án: A"
    trainer.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData('text/plain', text);
          const box = document.getElementById('stem');
          box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
        }""",
        text,
    )

    expect(trainer.get_by_label("Câu hỏi", exact=True)).to_have_value("Thủ đô là?")
    expect(trainer.get_by_label("Phương án B", exact=True)).to_have_value("Huế")
    expect(trainer.get_by_role("radio", name="A là đáp án đúng")).to_be_checked()
    trainer.keyboard.press("Control+z")
    expect(trainer.get_by_label("Câu hỏi", exact=True)).to_have_value("")


def test_formatted_text_comes_from_word_without_its_mess(trainer: Page):
    begin(trainer)
    trainer.get_by_role("button", name="Định dạng").first.click()
    box = trainer.locator("#stem.ProseMirror")
    expect(box).to_be_visible(timeout=30_000)

    box.evaluate(PASTE, FROM_WORD)

    expect(box.locator("strong")).to_have_text("Mức độ 2")
    expect(box.locator("em")).to_have_text("gặp cán bộ")
    assert box.locator("[style], [class*=Mso], script").count() == 0
    assert trainer.title() != "hacked"
    expect_saved(trainer)
    trainer.reload()
    expect(trainer.locator("#stem strong")).to_have_text("Mức độ 2")
    written = box.inner_html()
    box.press("Control+Enter")
    expect(trainer.get_by_role("alert").get_by_text("Còn chỗ cần sửa")).to_be_visible()
    assert box.inner_html() == written


def test_a_place_in_a_picture_is_drawn_and_moved_by_keys(trainer: Page, tmp_path):
    begin(trainer)
    trainer.get_by_text("Chỉ vào hình", exact=True).click()
    drawing = BytesIO()
    Image.new("RGB", (800, 600), "#0B6E5E").save(drawing, "PNG")
    file = {"name": "màn hình.png", "mimeType": "image/png", "buffer": drawing.getvalue()}
    trainer.get_by_label("Chọn hình").set_input_files(file)
    trainer.get_by_label("Hình cho thấy gì?").fill("Màn hình đăng nhập VNeID")
    trainer.get_by_role("dialog").get_by_role("button").last.click()

    areas = trainer.get_by_role("group", name="Các vùng trên hình")
    expect(areas).to_be_visible()
    areas.evaluate("async (one) => { await one.previousElementSibling.decode(); }")
    areas.evaluate("one => one.scrollIntoView({ block: 'center' })")
    box = areas.bounding_box()
    assert box is not None
    trainer.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] * 0.1)
    trainer.mouse.down()
    trainer.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.3, steps=4)
    trainer.mouse.up()
    expect(trainer.get_by_text("cách trái 20 %, cách trên 20 %")).to_be_visible()
    areas.get_by_role("img").focus()
    trainer.keyboard.press("ArrowRight")
    expect(trainer.get_by_text("cách trái 21 %, cách trên 20 %")).to_be_visible()
    expect_saved(trainer)
    assert problems(trainer) == []


def test_items_are_found_and_changed_together(trainer: Page):
    trainer.goto("/ngan-hang/?status=approved")
    expect(trainer.get_by_role("table")).to_be_visible(timeout=LONG_MS)
    trainer.keyboard.press("/")
    expect(trainer.locator("#find")).to_be_focused()
    trainer.keyboard.type("dinh danh dien tu")
    expect(trainer.get_by_role("table").get_by_text("định danh").first).to_be_visible()
    trainer.keyboard.press("Escape")
    expect(trainer.locator("#find")).to_have_value("dinh danh dien tu")
    trainer.keyboard.press("j")
    trainer.keyboard.press("x")
    trainer.keyboard.press("j")
    trainer.keyboard.press("x")
    expect(trainer.get_by_text("Đã chọn 2 câu")).to_be_visible()

    trainer.get_by_role("button", name="Sửa cùng lúc").click()
    dialog = trainer.get_by_role("dialog")
    dialog.get_by_label("Thêm thẻ").fill("đợt thử")
    dialog.get_by_label("Thêm thẻ").press("Enter")
    dialog.get_by_role("button", name="Sửa", exact=True).click()
    expect(trainer.get_by_text("Đã sửa 2 câu")).to_be_visible()
    trainer.goto("/ngan-hang/?tag=đợt thử")
    expect(trainer.get_by_text("2 câu", exact=True)).to_be_visible()
    assert problems(trainer) == []

    trainer.set_viewport_size({"width": 360, "height": 740})
    trainer.get_by_text("Chọn mọi câu đang hiện").click()
    expect(trainer.get_by_text("Đã chọn 2 câu")).to_be_visible()
    trainer.get_by_role("button", name="Gửi thẩm định").click()
    trainer.get_by_role("dialog").get_by_role("button", name="Gửi thẩm định").click()
    dialog = trainer.get_by_role("dialog", name="2 câu chưa gửi được")
    expect(dialog.get_by_text("Không có bản nháp nào chờ gửi")).to_have_count(2)
    dialog.get_by_role("button", name="Xong").click()
    expect(dialog).to_have_count(0)


def test_a_version_comes_back_and_an_item_is_retired_and_used_again(trainer: Page, reviewer: Page):
    code = begin(trainer)
    write(trainer)
    expect_saved(trainer)
    trainer.keyboard.press("Control+Enter")
    expect(trainer.get_by_text("Đã gửi thẩm định")).to_be_visible()
    reviewer.goto(f"/ngan-hang/tham-dinh/{code}/")
    heading = reviewer.get_by_role("heading", name=f"Thẩm định {code}")
    expect(heading).to_be_visible(timeout=LONG_MS)
    reviewer.keyboard.press("Alt+d")
    expect(reviewer.get_by_text(f"Đã duyệt {code}")).to_be_visible()

    trainer.goto(f"/ngan-hang/soan/{code}/")
    stem = trainer.get_by_label("Câu hỏi", exact=True)
    expect(stem).to_have_value(STEM, timeout=LONG_MS)
    stem.fill("Một câu khác hẳn?")
    expect_saved(trainer)
    trainer.get_by_role("tab", name="Lịch sử").click()
    trainer.get_by_role("button", name="Lấy lại bản này").click()
    expect(stem).to_have_value(STEM)

    trainer.get_by_role("button", name="Ngừng dùng").click()
    dialog = trainer.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("Văn bản hết hiệu lực")
    dialog.get_by_role("button", name="Ngừng dùng").click()
    retired = trainer.get_by_text("Câu này đã ngừng dùng, không sửa được nữa.")
    expect(retired).to_be_visible()
    trainer.get_by_role("button", name="Dùng lại câu này").click()
    expect(retired).to_be_hidden()


def test_the_next_item_begins_on_the_same_text(trainer: Page):
    begin(trainer)
    trainer.get_by_role("button", name="Thêm ngữ liệu").click()
    trainer.get_by_label("Tên ngữ liệu").fill("Thông báo của xã")
    trainer.locator("#stimulus-text").fill("Từ ngày 1/7, hồ sơ nộp tại Trung tâm.")
    expect_saved(trainer)
    address = trainer.url

    trainer.get_by_role("button", name="Soạn câu tiếp cùng ngữ liệu").click()

    trainer.wait_for_url(lambda url: "/soan/" in url and url != address)
    expect(trainer.get_by_label("Tên ngữ liệu")).to_have_value("Thông báo của xã", timeout=LONG_MS)


def test_a_kept_search_finds_the_same_again(trainer: Page):
    trainer.goto("/ngan-hang/?q=dinh+danh")
    expect(trainer.get_by_role("table")).to_be_visible(timeout=LONG_MS)
    trainer.get_by_role("button", name="Lưu bộ lọc này").click()
    trainer.get_by_role("dialog").get_by_role("textbox").fill("Định danh")
    trainer.get_by_role("dialog").get_by_role("button").last.click()
    expect(trainer.get_by_text("Đã lưu bộ lọc “Định danh”")).to_be_visible()

    trainer.goto("/ngan-hang/")
    trainer.get_by_role("button", name="Định danh", exact=True).click()

    expect(trainer.locator("#find")).to_have_value("dinh danh")
