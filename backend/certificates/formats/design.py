"""How a certificate looks and what it says around its facts: the document of a template."""

from typing import Annotated, Any, Final, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
)
from pydantic_core import PydanticCustomError

from backend.certificates.errors import DesignRefused
from backend.certificates.rules.colour import LEAST_CONTRAST, contrast
from backend.certificates.rules.fields import UnknownField, fields_in

Layout = Literal["official", "festive", "plain", "course"]
Orientation = Literal["landscape", "portrait"]
PAPER: Final = "#FFFDF8"
WHITE: Final = "#FFFFFF"
# Dark enough for words upon the paper, and for white words upon them.
PALETTE: Final = {
    "lotus": "#0B6E5E",
    "red": "#A61B22",
    "blue": "#1D4F91",
    "plum": "#8A1F5C",
    "brown": "#6F4518",
    "ink": "#2B3138",
}
MOST_LINES: Final = 5

UNKNOWN_FIELD: Final = _("Không có trường {{{name}}}. Các trường dùng được: {known}.")
LONE_BRACE: Final = _("Tên trường phải nằm giữa hai dấu ngoặc nhọn, như {họ tên}.")
LONE_STAR: Final = _("Dấu * phải đi thành cặp quanh phần chữ đậm.")
PALE: Final = _("Màu này quá nhạt để đọc trên giấy (tương phản {found}:1, cần từ 4,5:1).")
KNOWN_FIELDS: Final = (
    *("họ tên", "đơn vị", "cuộc thi", "vòng", "giải", "điểm", "điểm tối đa", "hạng", "số người"),
    *("khóa học", "số bài", "thời lượng"),
)

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


def _one_line(text: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _with_known_fields(text: str) -> str:
    try:
        fields_in(text)
    except UnknownField as unknown:
        told = gettext(LONE_BRACE)
        if unknown.name not in ("", "{", "}"):
            told = gettext(UNKNOWN_FIELD).format(name=unknown.name, known=", ".join(KNOWN_FIELDS))
        raise PydanticCustomError("unknown_field", "{told}", {"told": told}) from unknown
    if text.count("*") % 2:
        raise PydanticCustomError("lone_star", "{told}", {"told": gettext(LONE_STAR)})
    return text


Short = Annotated[str, StringConstraints(max_length=120), AfterValidator(_one_line)]
Long = Annotated[str, StringConstraints(max_length=200), AfterValidator(_one_line)]
Worded = Annotated[Long, AfterValidator(_with_known_fields)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Signatory(Part):
    """Who signs: "TM. BAN TỔ CHỨC", "Trưởng ban", the scanned signature, the name."""

    signing_for: Short = ""
    title: Short = ""
    name: Short = ""
    signature: Digest | None = None


class Design(Part):
    """Pictures are named by the SHA-256 of what is kept of them.

    `colour` takes the place of the palette's. Without `heading` and `body` the certificate says
    the usual words of its kind; a line of the body whose field is empty for somebody is left out.
    `own` names an operator's layout that takes the place of ours; its fields are filled from here.
    """

    layout: Layout = "official"
    orientation: Orientation = "landscape"
    language: Literal["vi", "en"] = "vi"
    palette: Literal["lotus", "red", "blue", "plum", "brown", "ink"] = "lotus"
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")] | None = None
    header: tuple[Short, ...] = Field(default=(), max_length=2)
    issuer: Long = ""
    heading: Short = ""
    body: tuple[Worded, ...] = Field(default=(), max_length=MOST_LINES)
    place: Short = ""
    signatories: tuple[Signatory, ...] = Field(default=(), max_length=2)
    emblem: Digest | None = None
    seal: Digest | None = None
    own: Digest | None = None

    @field_validator("colour")
    @classmethod
    def _is_read_on_paper(cls, colour: str | None) -> str | None:
        if colour and (found := contrast(colour, PAPER)) < LEAST_CONTRAST:
            said = f"{int(found * 10) / 10:.1f}".replace(".", ",")
            told = gettext(PALE).format(found=said)
            raise PydanticCustomError("pale", "{told}", {"told": told})
        return colour and colour.upper()

    @property
    def lead(self) -> str:
        """The colour of headings and ornaments."""
        return self.colour or PALETTE[self.palette]

    @property
    def pictures(self) -> list[str]:
        """Digests of all pictures that it shows."""
        signatures = [one.signature for one in self.signatories]
        return [one for one in (self.emblem, self.seal, *signatures) if one]


def read_design(document: Any) -> Design:
    """Raises DesignRefused, which names each faulty part and says what is wrong with it."""
    try:
        return Design.model_validate(document)
    except ValidationError as error:
        faults = [
            {"part": ".".join(map(str, one["loc"])), "text": one["msg"]}
            for one in error.errors(include_url=False, include_input=False)
        ]
        raise DesignRefused(faults[0]["text"], faults=faults) from error
