"""What a template gives a page: its design, the pictures that the design names, an own layout."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from backend.certificates.formats.design import Design
from backend.certificates.rules.own_page import OwnPage


@dataclass(frozen=True)
class Dress:
    """`pictures` are PNG files by their digest; those of an own layout are among them."""

    design: Design
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    own: OwnPage | None = None

    def parts(self) -> dict[str, tuple[str, bytes]]:
        """Each picture's part of the page, with a name that means this content, and the content."""
        people = enumerate(self.design.signatories)
        wanted = {
            "emblem": self.design.emblem,
            "seal": self.design.seal,
            **{f"hand-{place}": person.signature for place, person in people},
        }
        return {
            part: (f"{digest}.png", self.pictures[digest])
            for part, digest in wanted.items()
            if digest is not None and digest in self.pictures
        }
