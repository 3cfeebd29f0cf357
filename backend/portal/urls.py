"""Addresses of the server-rendered pages and of the participant's app."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
