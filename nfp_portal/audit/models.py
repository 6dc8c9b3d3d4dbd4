"""The audit trail of acts that change no row (sign-ins, exports, reads of personal data), and read counts.

Changes of rows are recorded by pghistory beside each model. Both are append-only: the database refuses
anything else, and the portal's own role lacks the rights (grants.py).
"""

import time
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    SIGN_IN = "sign_in", "signed in"
    SIGN_OUT = "sign_out", "signed out"
    FAILED_SIGN_IN = "failed_sign_in", "failed to sign in"
    EXPORT = "export", "exported"
    READ = "read", "read personal data"
    RELEASE = "release", "released"
    SENT_BACK = "sent_back", "sent back with a remark"
    ACTING_APPROVER = "acting_approver", "named an acting approver"
    IMPORT = "import", "brought a spreadsheet into the directory"
    UNDO_IMPORT = "undo_import", "took an import back"
    # What happens to an account (accounts.events.Event): the subject is the account.
    INVITATION_ACCEPTED = "invitation_accepted", "accepted an invitation"
    PASSWORD_CHANGED = "password_changed", "changed a password"
    SECOND_FACTOR_ADDED = "second_factor_added", "added a second factor"
    SECOND_FACTOR_REMOVED = "second_factor_removed", "removed a second factor"
    RECOVERY_CODES_RENEWED = "recovery_codes_renewed", "made new recovery codes"
    ROLE_CHANGED = "role_changed", "changed a role"
    ADDRESS_CHANGED = "address_changed", "changed an account's address"
    ACCOUNT_CLOSED = "account_closed", "closed an account"
    ACCOUNT_REOPENED = "account_reopened", "reopened an account"
    SUPPRESSION_LIFTED = "suppression_lifted", "let an address have mail again"
    ADDRESS_STOPPED = "address_stopped", "stopped mail to an address"
    MAIL_HELD = "mail_held", "held outgoing mail"
    MAIL_RELEASED = "mail_released", "released outgoing mail"


class Purpose(models.TextChoices):
    CORRESPONDENCE = "correspondence", _("Writing to focal points")
    MEETING = "meeting", _("A meeting, a training or a visit")
    CASE = "case", _("Finding counterparts for a case")
    RECORDS = "records", _("Keeping our own records up to date")
    REPORT = "report", _("A report or a statistic")
    OTHER = "other", _("Something else")


_LINKED = """
    PERFORM pg_advisory_xact_lock(20060412);
    SELECT id, digest INTO last_id, last_digest FROM audit_entry ORDER BY id DESC LIMIT 1;
    NEW.id := coalesce(last_id, 0) + 1;
    NEW.at := clock_timestamp();
    NEW.salt := gen_random_uuid()::text;
    NEW.details_digest := encode(sha256(convert_to(NEW.salt || NEW.details::text, 'UTF8')), 'hex');
    NEW.digest := encode(sha256(convert_to(concat_ws('|', coalesce(last_digest, ''), NEW.id,
        to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), NEW.act, NEW.subject,
        coalesce(NEW.actor_id::text, '-'), NEW.request, NEW.details_digest), 'UTF8')), 'hex');
    RETURN NEW;
"""


class Entry(models.Model):
    """One act. Postgres fills id, time, salt and digests; each digest covers the one before it.

    `details` may be set to null when a person is erased; its salted digest keeps the chain whole.
    """

    id = models.BigIntegerField(primary_key=True, default=0)
    at = models.DateTimeField(null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    act = models.CharField(max_length=30, choices=Act)
    subject = models.CharField(max_length=200, blank=True)
    request = models.CharField(max_length=32, blank=True)
    details = models.JSONField(default=dict, null=True)
    salt = models.CharField(max_length=36, default="")
    details_digest = models.CharField(max_length=64, default="")
    digest = models.CharField(max_length=64, default="")

    class Meta:
        verbose_name_plural = "entries"
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Trigger(
                name="link",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[("last_id", "bigint"), ("last_digest", "text")],
                func=_LINKED,
            ),
            pgtrigger.Protect(name="keep", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="only_erase",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.details IS NOT NULL OR OLD.digest IS DISTINCT FROM NEW.digest"
                    " OR OLD.details_digest IS DISTINCT FROM NEW.details_digest"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.subject}"


HOUR = 3600

# One statement, so that two requests at once both count. An entry read twice counts once. Beyond 5,000, far
# above any quota, the list no longer grows.
_COUNT = """
    INSERT INTO audit_readcount AS known (account_id, hour, opened, listed, exports)
    VALUES (%(account)s, %(hour)s, %(opened)s, %(listed)s, %(exports)s)
    ON CONFLICT (account_id) DO UPDATE SET
        hour = excluded.hour,
        opened = CASE WHEN known.hour <> excluded.hour THEN excluded.opened
            WHEN cardinality(known.opened) > 5000 THEN known.opened
            ELSE ARRAY(SELECT unnest(known.opened) UNION SELECT unnest(excluded.opened)) END,
        listed = CASE WHEN known.hour <> excluded.hour THEN excluded.listed
            WHEN cardinality(known.listed) > 5000 THEN known.listed
            ELSE ARRAY(SELECT unnest(known.listed) UNION SELECT unnest(excluded.listed)) END,
        exports = CASE WHEN known.hour <> excluded.hour THEN 0 ELSE known.exports END + excluded.exports
    RETURNING cardinality(opened), cardinality(listed), exports
"""


class HourlyCounts(NamedTuple):
    """Different entries opened, different entries in lists, and files, of one account in this hour."""

    opened: int
    listed: int
    exports: int


class ReadCount(models.Model):
    """What one account has read in an hour of the clock. The table is unlogged: a crash empties it."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    hour = models.BigIntegerField()
    opened = ArrayField(models.BigIntegerField(), default=list)
    listed = ArrayField(models.BigIntegerField(), default=list)
    exports = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.account_id}: {len(self.opened)} opened, {len(self.listed)} listed"

    @classmethod
    def add(
        cls, account: int, *, opened: Sequence[int] = (), listed: Sequence[int] = (), exports: int = 0
    ) -> HourlyCounts:
        """Count entries by their ids and files; returns the sums of the hour. One query."""
        with connection.cursor() as cursor:
            cursor.execute(
                _COUNT,
                {
                    "account": account,
                    "hour": int(time.time()) // HOUR,
                    "opened": list(opened),
                    "listed": list(listed),
                    "exports": exports,
                },
            )
            return HourlyCounts(*cursor.fetchone())
