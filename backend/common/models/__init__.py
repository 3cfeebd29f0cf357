"""What every app may use: the audit log, and long work that shows its progress."""

from backend.common.models.audit import AuditEntry
from backend.common.models.job import Job

__all__ = ["AuditEntry", "Job"]
