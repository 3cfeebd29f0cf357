"""Text files in the encodings that Vietnamese files come in."""

from quizzes.formats.item_content import Note


def decoded(body: bytes) -> tuple[str, list[Note]]:
    """The text of a file, in the encodings that Vietnamese files come in."""
    for encoding in _encodings(body):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        notes = []
        if encoding in {"cp1258", "cp1252"}:
            words = f"Tệp không phải UTF-8, đã đọc theo bảng mã {encoding}; hãy xem lại dấu."
            notes.append(Note("warning", "", words))
        return text.replace("\0", ""), notes
    return body.decode("utf-8", "replace").replace("\0", ""), [
        Note("warning", "", "Có ký tự không đọc được trong tệp.")
    ]


def _encodings(body: bytes) -> list[str]:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    return ["utf-8-sig", "cp1258", "cp1252"]
