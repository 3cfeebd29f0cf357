"""The tables of messages."""

from backend.messaging.models.message import ContactChoice, Delivery, Message

__all__ = ["ContactChoice", "Delivery", "Message"]
