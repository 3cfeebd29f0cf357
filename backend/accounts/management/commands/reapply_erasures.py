"""After a backup was restored: erase again whoever was erased since."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from backend.accounts.actions.erasure_again import erase_again, people_who_came_back


class Command(BaseCommand):
    help = "Erase again whom a restored backup brought back; ends with 1 while somebody waits."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only tell how many.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        if dry_run:
            count = len(people_who_came_back())
            self.stdout.write(
                _("{count} người đã xóa lại có tên sau khi phục hồi.").format(count=count)
            )
            return
        repeated = erase_again(now=timezone.now())
        self.stdout.write(_("Đã xóa lại {count} người.").format(count=repeated.erased))
        if repeated.held:
            told = ", ".join(f"{reason}: {count}" for reason, count in repeated.held.items())
            raise CommandError(_("Còn người chưa xóa lại được ({reasons}).").format(reasons=told))
