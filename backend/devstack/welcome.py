"""What a start tells the person in front of it: the address, who may sign in, a QR code."""

import contextlib
import io
import socket

import segno

from backend.devstack import console
from backend.devstack.data_folder import short
from backend.devstack.paths import data_dir

PASSWORD = "hoc-so-2026"
SIGN_INS = (
    ("citizen", "citizen@hocso.test or 0912345678"),
    ("organiser", "organiser@hocso.test"),
    ("approver", "approver@hocso.test"),
    ("trainer", "trainer@hocso.test"),
    ("organisation admin", "unit@hocso.test"),
    ("staff (/admin/)", "admin@hocso.test"),
)


def welcome(url: str, port: int, *, shows_qr: bool) -> None:
    """Address, demonstration sign-ins and, for phones nearby, the address as a QR code."""
    console.say()
    console.say(f"  Học Số is running:  {url}")
    if shows_qr:
        console.say(f"  on this machine also  http://127.0.0.1:{port}")
    console.say()
    console.say(f"  Demonstration sign-ins, password {PASSWORD}:")
    for role, identifier in SIGN_INS:
        console.say(f"    {role:<20}{identifier}")
    if shows_qr:
        console.say()
        console.say("  For a phone on the same network:")
        _print_qr(url)
    console.say()
    console.say("  Ctrl-C stops everything; the data is kept in " + short(data_dir()))
    console.say()


def _print_qr(url: str) -> None:
    drawing = io.StringIO()
    segno.make(url, error="m").terminal(drawing, compact=True)
    console.say(drawing.getvalue().rstrip("\n"))


def visible_host(host: str) -> str:
    """The host to write into an address that others can open."""
    if host in {"0.0.0.0", "::"}:
        return _own_address()
    return f"[{host}]" if ":" in host else host


def _own_address() -> str:
    """The address by which others on the network know this machine."""
    probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with probe, contextlib.suppress(OSError):
        # No packet is sent: the system only tells which of its addresses it would use.
        probe.connect(("192.0.2.1", 9))
        address: str = probe.getsockname()[0]
        return address
    return "127.0.0.1"


def is_for_the_network(host: str) -> bool:
    """Whether other machines are meant to reach this host."""
    return host not in {"127.0.0.1", "localhost", "::1"}
