"""The audit log is evidence: the database itself refuses to change or delete its rows."""

from django.db import migrations

GUARD = """
CREATE FUNCTION common_auditentry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER common_auditentry_append_only BEFORE UPDATE OR DELETE ON common_auditentry
    FOR EACH ROW EXECUTE FUNCTION common_auditentry_is_append_only();
"""
UNGUARD = """
DROP TRIGGER common_auditentry_append_only ON common_auditentry;
DROP FUNCTION common_auditentry_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
