"""Certificates for organisers: to look at, and to print again; nothing can be edited."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.certificates.actions.print import print_again
from backend.certificates.models import Certificate
from backend.certificates.queries.certificate import print_state


@admin.register(Certificate)
class CertificateAdmin(admin.ModelAdmin):
    """Read-only."""

    list_display = ("code", "name", "kind", "issued_at", "state", "print_attempts")
    list_filter = ("kind",)
    search_fields = ("code", "source")
    date_hierarchy = "issued_at"
    actions = ("print_anew",)

    @admin.display(description=_("họ và tên"))
    def name(self, certificate: Certificate) -> str:
        return str(certificate.facts["name"])

    @admin.display(description=_("tình trạng"))
    def state(self, certificate: Certificate) -> str:
        return str(print_state(certificate).label)

    @admin.action(description=_("In lại"), permissions=["view"])
    def print_anew(self, request: HttpRequest, chosen: QuerySet[Certificate]) -> None:
        now = timezone.now()
        for certificate_id in chosen.values_list("pk", flat=True):
            print_again(certificate_id, now=now)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
