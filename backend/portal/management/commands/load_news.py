"""Load the news and documents of the files under content/."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand

from backend.common.markup import harmless
from backend.common.text import nfc
from backend.portal.models import News

FILE = Path(__file__).parents[2] / "content" / "news" / "van-ban.yaml"


class Command(BaseCommand):
    help = "Bring in news that is not there yet; what staff wrote or changed stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        said = yaml.load(nfc(FILE.read_text(encoding="utf-8")), yaml.CSafeLoader)
        made = [News.objects.get_or_create(slug=one["slug"], defaults=_read(one)) for one in said]
        self.stdout.write(f"{sum(is_new for _, is_new in made)} of {len(made)} news are new")


def _read(one: dict[str, Any]) -> dict[str, Any]:
    day: date = one["published_on"]
    at = datetime.combine(day, time(8), ZoneInfo(settings.TIME_ZONE))
    fields = ("title", "lead", "number", "issued_on", "publisher")
    return {
        **{name: one[name] for name in fields},
        "body": harmless(one.get("body", "")),
        "published_at": at,
    }
