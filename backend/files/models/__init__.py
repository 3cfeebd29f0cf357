"""The tables of files."""

from backend.files.models.stored_file import StoredFile

__all__ = ["StoredFile"]
