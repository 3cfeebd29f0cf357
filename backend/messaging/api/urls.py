"""Addresses of one's own messages, under /api/v1/."""

from django.urls import path

from backend.messaging.api.message import ContactChoiceView, InboxView, ReadingView

urlpatterns = [
    path("me/messages/", InboxView.as_view(), name="own-messages"),
    path("me/messages/read/", ReadingView.as_view(), name="own-messages-read"),
    path("me/contact-choices/", ContactChoiceView.as_view(), name="contact-choices"),
]
