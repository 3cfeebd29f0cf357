"""Wake up and send. The sweep is the guarantee; every message is a row."""

from celery import shared_task
from django.utils import timezone

from backend.messaging.actions.sending import send_due


@shared_task(ignore_result=True)
def send_messages() -> None:
    """Every few seconds: send what is due."""
    send_due(now=timezone.now())
