"""What the application may do in the database when it does not own it.

The owner migrates; the application works as a role of its own, which reads and writes everything
but may only add to the audit log and read it. A trigger forbids the rest to the owner too.
"""

from django.db import connection
from psycopg import sql

APPEND_ONLY = ("common_auditentry",)

_RIGHTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "REVOKE ALL ON {append_only} FROM {role}",
    "GRANT SELECT, INSERT ON {append_only} TO {role}",
)


def grant_rights(role: str, password: str | None = None) -> None:
    """Make the role if it is missing and give it its rights; safe to repeat, after each migration.

    With a password the role may sign in; an existing one gets this password.
    """
    with connection.cursor() as cursor:
        name = sql.Identifier(role)
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("CREATE ROLE {}").format(name))
        if password is not None:
            cursor.execute(
                sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(name, sql.Literal(password))
            )
        tables = sql.SQL(", ").join(sql.Identifier(table) for table in APPEND_ONLY)
        for right in _RIGHTS:
            cursor.execute(sql.SQL(right).format(role=name, append_only=tables))
