"""Ports: one that nobody uses, and whether a given one is taken."""

import socket


def free_port(host: str = "127.0.0.1") -> int:
    """A port nobody listens on at the moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
    return port


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises OSError when the port is taken.

    Visitors who come before the server behind it is up wait instead of being refused.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(4096)
    except OSError:
        bound.close()
        raise
    return bound
