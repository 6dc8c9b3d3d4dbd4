"""Subscriptions become readers: an address, whose it is, and what its owner chose.

Every row keeps its key, tokens and the instants of its consent and its end. What waited for a confirmation
goes on waiting. The deliveries of issues are renamed with the rows, so that nobody gets an issue twice.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

KEYS = """
    UPDATE mail_delivery SET key = {new} || substr(key, length({old}) + 1)
    WHERE key LIKE {old} || '%%' AND letter_id IN (SELECT letter_id FROM newsletter_issue)
"""


# A refused address was held back by its state; from now on by its suppression alone.
SUPPRESS_REFUSED = """
    INSERT INTO mail_suppression (address, stream, reason, created_at)
    SELECT r.address, 'newsletter', 'its mail server refused it', statement_timestamp()
    FROM newsletter_reader r
    WHERE r.state = 'bounced' AND NOT EXISTS (
        SELECT FROM mail_suppression s WHERE s.address = r.address AND s.stream IN ('', 'newsletter'))
"""


def become_readers(apps, schema_editor):
    readers = apps.get_model("newsletter", "Reader")
    readers.objects.filter(state="pending").update(asked_at=F("created_at"))
    readers.objects.exclude(confirmed_at=None).update(consent="link")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(SUPPRESS_REFUSED)
        cursor.execute(
            "UPDATE newsletter_reader r SET person_id = p.id FROM network_person p"
            " WHERE p.email = r.address AND p.email <> ''"
        )
        cursor.execute(KEYS.format(old="'subscription-'", new="'reader-'"), [])


def become_subscriptions(apps, schema_editor):
    """Who never subscribed has no row there; refused addresses are found again by their suppression."""
    readers = apps.get_model("newsletter", "Reader")
    readers.objects.filter(asked_at=None, confirmed_at=None).delete()
    readers.objects.filter(asked_at=None, opted_out_at=None).update(state="active")
    readers.objects.filter(asked_at=None, opted_out_at__isnull=False).update(state="ended")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(KEYS.format(old="'reader-'", new="'subscription-'"), [])


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0001_initial"),
        ("network", "0010_structures_and_fields"),
        ("newsletter", "0008_states_of_pieces"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameModel("Subscription", "Reader"),
        migrations.RemoveConstraint("reader", "one_subscription_per_email"),
        migrations.RemoveConstraint("reader", "subscription_state_is_known"),
        migrations.RemoveConstraint("reader", "active_subscription_was_confirmed"),
        migrations.RemoveConstraint("reader", "ended_subscription_has_an_instant"),
        migrations.RemoveIndex("reader", "subscription_state"),
        migrations.RenameField("reader", "email", "address"),
        migrations.RenameField("reader", "ended_at", "opted_out_at"),
        migrations.AlterField(
            "reader",
            "confirmed_at",
            models.DateTimeField(null=True, verbose_name="subscribed"),
        ),
        migrations.AlterField(
            "reader",
            "opted_out_at",
            models.DateTimeField(null=True, verbose_name="opted out"),
        ),
        migrations.AddField(
            "reader",
            "person",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="network.person",
            ),
        ),
        migrations.AddField("reader", "asked_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "reader",
            "consent",
            models.CharField(
                blank=True,
                choices=[
                    ("link", "The link in a message to the address"),
                    ("staff", "Entered by the secretariat"),
                ],
                default="",
                max_length=10,
                verbose_name="consent",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "reader",
            "consent_source",
            models.CharField(blank=True, default="", max_length=200, verbose_name="how consent was given"),
            preserve_default=False,
        ),
        migrations.AddField(
            "reader", "consent_on", models.DateField(null=True, verbose_name="day of the consent")
        ),
        migrations.AddField(
            "reader",
            "consent_entered_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(become_readers, become_subscriptions),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL IMMEDIATE"),
        migrations.RemoveField("reader", "state"),
        migrations.AddConstraint(
            "reader", models.UniqueConstraint(fields=["address"], name="one_reader_per_address")
        ),
        migrations.AddConstraint(
            "reader",
            models.CheckConstraint(
                condition=Q(confirmed_at=None, consent="")
                | Q(confirmed_at__isnull=False, consent__in=["link", "staff"]),
                name="subscription_has_a_consent",
            ),
        ),
        migrations.AddConstraint(
            "reader",
            models.CheckConstraint(
                condition=~Q(consent="staff")
                | Q(consent_on__isnull=False, consent_entered_by__isnull=False) & ~Q(consent_source=""),
                name="consent_by_staff_has_a_source",
            ),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='issue',
            name='keep_published',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='issue',
            trigger=pgtrigger.compiler.Trigger(name='keep_published', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.status = 'sent' AND NEW.status NOT IN ('sent', 'sending') OR OLD.status IN ('sending', 'stopped') AND NEW.status IN ('draft', 'submitted'))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='00fabdbd0664204a8dcbdcd36288e0c27954857e', operation='UPDATE', pgid='pgtrigger_keep_published_d1bc4', table='newsletter_issue', when='BEFORE')),
        ),
    ]
