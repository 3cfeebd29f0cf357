"""Check the audit log: every link of its chain, from the first entry to the last."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.common.audit import verify

REASONS = {
    "number_missing": gettext_lazy("thiếu mục này"),
    "chain_cut": gettext_lazy("không nối với mục liền trước"),
    "content_changed": gettext_lazy("nội dung không khớp mã băm"),
    "anchor_missing": gettext_lazy("không còn mục có mã băm đã ghi lại"),
}


class Command(BaseCommand):
    help = "Walk along the audit log's chain; names the first broken number and ends with 1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchor", default="", help="A hash of the log that was written down earlier."
        )

    def handle(self, *args: Any, anchor: str = "", **options: Any) -> None:
        chain = verify(anchor=anchor.lower())
        if not chain.is_whole:
            raise CommandError(
                _("Nhật ký đứt ở mục số {number}: {reason}.").format(
                    number=chain.broken, reason=REASONS[chain.reason]
                )
            )
        self.stdout.write(
            _("Nhật ký nguyên vẹn: {entries} mục, mã băm cuối {head}").format(
                entries=chain.entries, head=chain.head
            )
        )
