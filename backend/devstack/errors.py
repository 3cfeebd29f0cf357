"""What can stop a start, said in one sentence that a newcomer can act on."""


class StartRefused(Exception):
    """The stack cannot start; the message is shown as it is, without a traceback."""
