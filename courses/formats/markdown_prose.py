"""What a lesson's prose may have of all that Markdown knows."""

from collections.abc import Iterator
from typing import Final

from markdown_it.token import Token

_ALLOWED: Final = frozenset(
    {
        *("paragraph", "heading", "bullet_list", "ordered_list", "list_item", "blockquote"),
        *("table", "thead", "tbody", "tr", "th", "td", "strong", "em", "link"),
        *("inline", "text", "softbreak", "hardbreak"),
    }
)


def refusal(token: Token) -> str:
    """Why a lesson may not have this; "" where it may."""
    kind = token.type.removesuffix("_open").removesuffix("_close")
    if kind == "image":
        return "Hình phải đứng riêng một đoạn."
    if kind in ("html_block", "html_inline"):
        return "Không dùng HTML trong bài học."
    if kind not in _ALLOWED:
        return f"Bài học không dùng được định dạng này ({kind})."
    if kind == "heading" and token.tag not in ("h2", "h3"):
        return "Tiêu đề trong bài chỉ có hai mức: ## và ###."
    if token.type == "link_open" and not str(token.attrs.get("href", "")).startswith("https://"):
        return "Liên kết phải bắt đầu bằng https://."
    return ""


def top_level(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens of one block after the other."""
    block: list[Token] = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield block
            block = []


def lone_picture(tokens: list[Token]) -> Token | None:
    """The picture that stands alone in a paragraph."""
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return None
    [*children] = tokens[1].children or ()
    return children[0] if len(children) == 1 and children[0].type == "image" else None


def walked(tokens: list[Token]) -> Iterator[Token]:
    """All tokens, those inside of others too."""
    for token in tokens:
        yield token
        yield from token.children or ()
