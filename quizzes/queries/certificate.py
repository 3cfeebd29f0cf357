"""Where a participant's certificate is found."""

from quizzes.models import Round


def certificate_source(round_: Round, participant_id: int) -> str:
    """What earned the certificate, as the certificates app knows it."""
    return f"round:{round_.uuid}:participant:{participant_id}"
