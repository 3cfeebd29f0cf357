"""What is said, to whom, by which channel, and what became of it: the outbox is these rows."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.messaging.enums import Channel, DeliveryState, MessageKind


class Message(models.Model):
    """One text, however many people get it; never changed once it is written.

    `{ten}` in it is each reader's name; what else is filled in lies in `fields`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(
        max_length=200, unique=True, help_text="Of what it is about: the same twice is one message."
    )
    kind = models.CharField(_("loại"), max_length=12, choices=MessageKind)
    topic = models.CharField(
        max_length=100, blank=True, db_index=True, help_text="Such as cohort:<uuid>."
    )
    subject = models.CharField(_("tiêu đề"), max_length=200)
    body = models.TextField(_("nội dung"))
    fields = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True, help_text="Where it leads, on this site.")
    is_ours = models.BooleanField(
        default=False, help_text="Words of the house, said in the reader's language."
    )
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    written_at = models.DateTimeField(_("viết lúc"))
    useful_until = models.DateTimeField(
        null=True, help_text="Later it is not sent any more; in the app it stays."
    )

    class Meta:
        ordering = ["-written_at", "-pk"]
        verbose_name = _("tin nhắn")
        verbose_name_plural = _("tin nhắn")

    def __str__(self) -> str:
        return self.key


class Delivery(models.Model):
    """One message to one person by one channel. There is never a second one."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(_("kênh"), max_length=8, choices=Channel)
    state = models.CharField(_("trạng thái"), max_length=8, choices=DeliveryState)
    tries = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    due_at = models.DateTimeField(help_text="Not before.")
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(_("xong lúc"), null=True)
    failure = models.CharField(_("lỗi"), max_length=60, blank=True)
    read_at = models.DateTimeField(_("đọc lúc"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "person", "channel"], name="one_delivery")
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(state__in=(DeliveryState.WAITING, DeliveryState.SENDING)),
                name="delivery_due",
            ),
            models.Index(
                fields=["person", "-id"],
                condition=models.Q(channel=Channel.APP),
                name="delivery_inbox",
            ),
        ]
        verbose_name = _("lượt gửi")
        verbose_name_plural = _("lượt gửi")

    def __str__(self) -> str:
        return f"{self.message_id} → {self.person_id} ({self.channel})"


class ContactChoice(models.Model):
    """By what ways somebody wants to be reached; without a row as the defaults say."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="contact_choice"
    )
    email = models.BooleanField(default=True)
    sms = models.BooleanField(default=False)
    zalo = models.BooleanField(default=False)
    reminders = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("lựa chọn liên lạc")
        verbose_name_plural = _("lựa chọn liên lạc")

    def __str__(self) -> str:
        return str(self.person_id)
