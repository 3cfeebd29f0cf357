"""Items as a QTI 3.0 package: one file an item, shared texts and pictures beside them."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape

from quizzes.formats.item_content import Note, StimulusPart
from quizzes.formats.item_reading import ExportItem
from quizzes.formats.items.archive import MOST_ENTRIES
from quizzes.formats.items.dressing import Said
from quizzes.formats.items.gift_writing import facts_of
from quizzes.formats.items.keeping import PICTURE, all_markup, not_kept
from quizzes.formats.items.qti_bodies import BODIES, Answering, xhtml
from quizzes.formats.items.qti_package import MANIFEST

HOLDS = frozenset(
    {
        *("source", "stimulus", "language", "limit", "rubric", "unit", "loose_marks"),
        *("exact_case", "pictures", "difficulty", "tags"),
    }
)
QTI = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/LOM"
ITEM_TYPE, STIMULUS_TYPE = "imsqti_item_xmlv3p0", "imsqti_stimulus_xmlv3p0"
LEVELS = {"easy": "easy", "medium": "medium", "hard": "difficult"}
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_NOT_NAME = re.compile(r"[^A-Za-z0-9_.-]")


def write(items: Sequence[ExportItem]) -> tuple[bytes, list[Note]]:
    """The same items give the same bytes."""
    notes = [note for item in items for note in not_kept(item, HOLDS)]
    files: dict[str, bytes] = {}
    resources: list[str] = []
    for number, item in enumerate(items, 1):
        name = f"items/{number:04d}-{_NOT_NAME.sub('_', item.code)}.xml"
        files[name] = _item(item).encode()
        shown = [one for one in _shown(item) if one in item.pictures]
        files |= {f"images/{digest}.webp": item.pictures[digest] for digest in shown}
        beside = [f"images/{digest}.webp" for digest in shown]
        if item.content.stimulus:
            stimulus = _stimulus_name(item.content.stimulus)
            if stimulus not in files:
                files[stimulus] = _stimulus(item.content.stimulus, item.content.language).encode()
                resources.append(_resource(stimulus, STIMULUS_TYPE, []))
            beside.append(stimulus)
        resources.append(_resource(name, ITEM_TYPE, beside, _metadata(item)))
    if len(files) >= MOST_ENTRIES:
        told = f"Gói có hơn {MOST_ENTRIES} tệp nên không nhập lại được; hãy xuất từng phần."
        notes.append(Note("warning", "", told))
    return _packed({MANIFEST: _manifest(resources).encode(), **files}), notes


def _packed(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), body, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _shown(item: ExportItem) -> list[str]:
    own = [item.content.picture.digest] if item.content.picture else []
    return list(dict.fromkeys([*own, *PICTURE.findall(all_markup(item.content))]))


def _item(item: ExportItem) -> str:
    content = item.content
    answering: Answering = BODIES[content.kind](item)
    stimulus = content.stimulus
    facts = (
        f'identifier="{identifier(item.code)}" title="{escape(item.code)}" '
        f'xml:lang="{content.language}" adaptive="false" time-dependent="false"'
    )
    parts = [
        f'<qti-assessment-item xmlns="{QTI}" {facts}>',
        answering.declared,
        '<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>',
    ]
    if content.explanation:
        outcome = 'identifier="FEEDBACK" cardinality="single" base-type="identifier"'
        parts.append(f"<qti-outcome-declaration {outcome}/>")
    if stimulus:
        title = escape(stimulus.title)
        href = f"../{_stimulus_name(stimulus)}"
        reference = f'identifier="stimulus" href="{href}" title="{title}"'
        parts.append(f"<qti-assessment-stimulus-ref {reference}/>")
    stem = xhtml(Said(content.stem, content.markup.stem), "../images/")
    parts.append(f"<qti-item-body>{stem}{answering.body}</qti-item-body>")
    parts.append(answering.scored)
    if content.explanation:
        told = xhtml(Said(content.explanation, content.markup.explanation), "../images/")
        shown = 'outcome-identifier="FEEDBACK" identifier="explanation" show-hide="show"'
        told = f"<qti-content-body>{told}</qti-content-body>"
        parts.append(f"<qti-modal-feedback {shown}>{told}</qti-modal-feedback>")
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *parts, "</qti-assessment-item>"])


def identifier(code: str) -> str:
    """A code as XML wants identifiers: no digit in front."""
    bare = _NOT_NAME.sub("_", code)
    return bare if bare[:1].isalpha() else f"_{bare}"


def _stimulus_name(stimulus: StimulusPart) -> str:
    words = "\0".join((stimulus.title, stimulus.text, stimulus.markup))
    return f"stimuli/{sha256(words.encode()).hexdigest()[:20]}.xml"


def _stimulus(stimulus: StimulusPart, language: str) -> str:
    body = xhtml(Said(stimulus.text, stimulus.markup), "../images/")
    facts = f'identifier="stimulus" title="{escape(stimulus.title)}" xml:lang="{language}"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<qti-assessment-stimulus xmlns="{QTI}" {facts}>'
        f"<qti-stimulus-body>{body}</qti-stimulus-body></qti-assessment-stimulus>"
    )


def _manifest(resources: Sequence[str]) -> str:
    head = "<metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest xmlns="{PACKAGE}" identifier="manifest">{head}<organizations/>\n'
        f"<resources>\n{chr(10).join(resources)}\n</resources>\n</manifest>"
    )


def _resource(name: str, kind: str, beside: Sequence[str], metadata: str = "") -> str:
    files = "".join(f'<file href="{escape(one)}"/>' for one in (name, *beside))
    key = sha256(name.encode()).hexdigest()[:16]
    return (
        f'<resource identifier="r{key}" type="{kind}" href="{escape(name)}">'
        f"{metadata}{files}</resource>"
    )


def _metadata(item: ExportItem) -> str:
    return f'<metadata><lom xmlns="{LOM}">{"".join(_facts(item))}</lom></metadata>'


def _facts(item: ExportItem) -> Iterator[str]:
    """Tags, difficulty, topic and source in the words of learning object metadata."""
    keywords = "".join(
        f"<keyword>{_string(tag)}</keyword>" for tag in (*facts_of(item), *item.tags)
    )
    yield f"<general>{keywords}</general>"
    if item.difficulty in LEVELS:
        yield f"<educational>{_value('difficulty', LEVELS[item.difficulty])}</educational>"
    told = item.content.source.model_dump(mode="json", exclude_defaults=True)
    if told:
        pairs = "".join(
            f"<identifier><catalog>{name}</catalog><entry>{escape(str(one))}</entry></identifier>"
            for name, one in told.items()
        )
        kind = _value("kind", "isbasedon")
        yield f"<relation>{kind}<resource>{pairs}</resource></relation>"
    if item.topic:
        taxon = f"<taxonPath><taxon><entry>{_string(item.topic)}</entry></taxon></taxonPath>"
        yield f"<classification>{_value('purpose', 'discipline')}{taxon}</classification>"


def _string(text: str) -> str:
    return f'<string language="vi">{escape(text)}</string>'


def _value(name: str, value: str) -> str:
    return f"<{name}><source>LOMv1.0</source><value>{value}</value></{name}>"
