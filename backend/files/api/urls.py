"""Addresses below /api/v1/."""

from django.urls import URLPattern, path

from backend.files.api.stored_file import FileContentView, FilesView, FileView
from backend.files.api.upload import UploadsView, UploadView

urlpatterns: list[URLPattern] = [
    path("files/", FilesView.as_view(), name="files"),
    path("files/uploads/", UploadsView.as_view(), name="uploads"),
    path("files/uploads/<uuid:uuid>/", UploadView.as_view(), name="upload"),
    path("files/<uuid:uuid>/", FileView.as_view(), name="file"),
    path("files/<uuid:uuid>/content/", FileContentView.as_view(), name="file-content"),
]
