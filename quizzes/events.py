"""Facts that leave the product once they are committed."""

from uuid import UUID


def takers_topic(round_uuid: UUID) -> str:
    """The topic under which those who sit a paper of a round hear news of it."""
    return f"takers-{round_uuid}"


def hall_topic(contest_uuid: UUID) -> str:
    """The topic under which the big screens of a contest change scenes."""
    return f"hall-{contest_uuid}"


def round_topic(round_uuid: UUID) -> str:
    """The topic under which a round's board goes out."""
    return f"round-{round_uuid}"
