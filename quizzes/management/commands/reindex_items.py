"""Make anew what items of the bank are found by."""

from typing import Any

from django.core.management.base import BaseCommand

from quizzes.actions.item_index import reindex_items


class Command(BaseCommand):
    help = "Make words, likeness and other marks by which items are found anew; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{reindex_items()} items changed")
