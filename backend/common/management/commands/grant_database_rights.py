"""Give the application's database role its rights: everything, but only adding to the log."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from backend.common.database_rights import grant_rights


class Command(BaseCommand):
    help = (
        "Run as the database's owner after each migration. ROLE_PASSWORD lets the role sign in, "
        "so that DATABASE_URL can name it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, role: str, **options: Any) -> None:
        grant_rights(role, os.environ.get("ROLE_PASSWORD"))
