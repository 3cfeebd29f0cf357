"""Consents are evidence: the database itself refuses to change or delete them."""

from django.db import migrations

GUARD = """
CREATE FUNCTION accounts_consent_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The one change allowed is erasing a guardian's identity on request.
    IF TG_OP = 'UPDATE' THEN
        IF NEW.guardian_name = '' AND NEW.guardian_phone = '' THEN
            NEW.guardian_name := OLD.guardian_name;
            NEW.guardian_phone := OLD.guardian_phone;
            IF NEW IS NOT DISTINCT FROM OLD THEN
                NEW.guardian_name := '';
                NEW.guardian_phone := '';
                RETURN NEW;
            END IF;
        END IF;
    END IF;
    RAISE EXCEPTION 'consents are append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER accounts_consent_append_only BEFORE UPDATE OR DELETE ON accounts_consent
    FOR EACH ROW EXECUTE FUNCTION accounts_consent_is_append_only();
"""
UNGUARD = """
DROP TRIGGER accounts_consent_append_only ON accounts_consent;
DROP FUNCTION accounts_consent_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
