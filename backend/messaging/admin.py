"""Messages that did not reach somebody, to look at; nothing can be edited."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from backend.messaging.models import Delivery


@admin.register(Delivery)
class DeliveryAdmin(admin.ModelAdmin):
    """Read-only: who was not reached, by what way and why. The texts stay with their readers."""

    list_display = ("uuid", "channel", "state", "tries", "failure", "due_at", "ended_at")
    list_filter = ("channel", "state")
    fields = ("uuid", "channel", "state", "tries", "failure", "due_at", "claimed_at", "ended_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
