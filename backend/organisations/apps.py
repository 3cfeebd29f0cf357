"""Registers the app, and the admin that opens for its roles."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "backend.organisations"
    label = "organisations"
    default = True
    verbose_name = _("Đơn vị")

    def ready(self) -> None:
        import_module("backend.organisations.actions.erasure")


class RoleAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "backend.organisations.admin_site.RoleAdminSite"
