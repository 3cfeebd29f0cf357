"""Addresses of the organiser's desk, under /api/v1/desk/."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
