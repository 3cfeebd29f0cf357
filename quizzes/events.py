"""Facts that leave the product once they are committed."""

from uuid import UUID


def round_topic(round_uuid: UUID) -> str:
    """The topic under which a round's board goes out."""
    return f"round-{round_uuid}"
