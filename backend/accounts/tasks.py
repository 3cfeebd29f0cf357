"""Work for the Celery workers."""

from celery import shared_task

from backend.accounts.actions.password import mail_reset_link


@shared_task(autoretry_for=(OSError,), retry_backoff=True, max_retries=5, ignore_result=True)
def send_reset_link(identifier: str) -> None:
    """Write to whoever forgot a password."""
    mail_reset_link(identifier)
