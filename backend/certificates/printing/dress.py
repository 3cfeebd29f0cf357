"""What a template gives a page: its design, and the pictures that the design names."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from backend.certificates.formats.design import Design


@dataclass(frozen=True)
class Dress:
    """`pictures` are WebP files by their digest."""

    design: Design
    pictures: Mapping[str, bytes] = field(default_factory=dict)

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
