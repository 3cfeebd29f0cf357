"""Foreign HTML becomes words with harmless dress."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.common.markup import harmless_item, plain_text
from quizzes.formats.items.dressing import dressed, looks_like_html

PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<script>", "</script>", "alert(1)"),
        *("<img src=a.png>", '<img src="javascript:x" onerror=x>', '<img alt="a>b" src=b.png>'),
        *('<a href="javascript:x">', "</a>", "<svg onload=x>", "</svg>", "<math><mi>", "</math>"),
        *("<iframe src=//x>", "<style>*{}</style>", "<table><tr><td>", "</td></tr></table>", "&"),
        *("&lt;script&gt;", "&#x3c;img&#x3e;", "<!--", "-->", "<![CDATA[", "]]>", "\x0b", "ộ", " "),
        *("<h1>", "</h1>", "<noscript><p title='</noscript><img src=x onerror=x>'>", "<template>"),
        *("<form><math><mtext></form><form><mglyph><style></math><img src onerror=x>", "\n"),
        *("<", ">", "text"),
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_whatever_comes_in_what_comes_out_is_harmless(html):
    said = dressed(html, lambda _address: "a.png")

    assert harmless_item(said.markup) == said.markup
    assert not said.markup or plain_text(said.markup) == said.text


@pytest.mark.parametrize(
    ("html", "text", "markup"),
    [
        ("<div>một</div><div>hai</div>", "một\nhai", ""),
        ("<p>một<br>hai&nbsp; ba</p>", "một\nhai ba", ""),
        ("<h1>A</h1><p>b</p>", "A\nb", "<h2>A</h2><p>b</p>"),
        ("<span style='color:red'>đỏ</span>", "đỏ", ""),
        ("a &lt; b", "a < b", ""),
        ("  nhiều   chỗ trống ", "nhiều chỗ trống", ""),
        ("<math><msup><mi>x</mi><mn>2</mn></msup></math>", "x^2", ""),
        (
            "<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></math>",
            "(a + b)/2",
            "",
        ),
        (
            "<table><tr><td>1</td><td>2</td></tr></table>",
            "1 2",
            "<table><tbody><tr><td>1</td> <td>2</td> </tr></tbody></table>",
        ),
    ],
)
def test_dress_is_kept_only_where_words_do_not_say_it_all(html, text, markup):
    said = dressed(html, lambda _address: None)

    assert (said.text, said.markup) == (text, markup)


def test_pictures_without_words_go_by_their_names():
    said = dressed('<img src="x/a.png"> <img src="b.png" alt="">', lambda one: one.split("/")[-1])

    assert said.text == "[hình a.png] [hình b.png]"
    assert said.lost == ("Có hình chưa có lời mô tả cho người không nhìn thấy.",)


@pytest.mark.parametrize(
    ("text", "is_html"),
    [
        ("a < b và c > d", False),
        ("<p>x", True),
        ("x<br/>y", True),
        ("{a} &amp; b", True),
        ("", False),
    ],
)
def test_html_is_told_from_plain_words(text, is_html):
    assert looks_like_html(text) == is_html


def test_links_to_attached_files_are_named():
    said = dressed('<a href="@@PLUGINFILE@@/de.pdf">đề</a> <a href="https://a.b">x</a>', str)

    assert "PLUGINFILE" not in said.markup
    assert '<a href="https://a.b"' in said.markup
    assert said.lost == ("Đã bỏ liên kết không dùng được ở đây: @@PLUGINFILE@@/de.pdf",)
