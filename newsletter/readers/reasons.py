"""Why an address receives an issue: computed from the record of a day, never stored with the reader.

See docs/decisions/0031-readers.md.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.aggregates import StringAgg
from django.db import connection, models
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from network.models import Appointment, Contact
from network.reference.names import names_in
from newsletter.readers.models import (
    SUBSCRIBED,
    GroupMember,
    Reader,
    ReaderQuerySet,
    suppressed_addresses,
)


class Reason(models.TextChoices):
    """In the order in which pages and letters name them."""

    APPOINTMENT = "appointment", _("Focal points")
    DELEGATION = "delegation", _("Delegations and organisations")
    SUBSCRIPTION = "subscription", _("Subscribers")
    GROUP = "group", _("Groups")


# Rows for addresses of the directory that have none; a person comes before a contact of the same address.
_MAKE = """
    INSERT INTO newsletter_reader (address, person_id, language, token, confirm_token, created_at,
                                   consent, consent_source, is_demonstration)
    SELECT DISTINCT ON (address) address, person_id, language, {token}, {token}, statement_timestamp(),
           '', '', is_demonstration
    FROM (
        SELECT p.email AS address, p.id AS person_id, p.is_demonstration,
               coalesce(u.language,
                        (SELECT code FROM unnest(p.languages) WITH ORDINALITY AS l (code, rank)
                         WHERE code = ANY(%(languages)s) ORDER BY rank LIMIT 1), %(default)s) AS language
        FROM network_person p LEFT JOIN accounts_user u ON u.id = p.user_id
        WHERE p.email <> '' AND EXISTS (
            SELECT FROM network_appointment a
            WHERE a.person_id = p.id AND a.starts_on <= %(day)s
              AND (a.ends_on IS NULL OR a.ends_on > %(day)s))
        UNION ALL
        SELECT c.address, NULL, false, c.language FROM network_contact c
    ) AS recorded
    ORDER BY address, person_id NULLS LAST
    ON CONFLICT (address) DO NOTHING
"""
_TOKEN = "left(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 40)"  # noqa: S105 - SQL
# Whose address it is today; an address that nobody has any more stays with its last owner.
_LINK = """
    UPDATE newsletter_reader r SET person_id = p.id
    FROM network_person p
    WHERE p.email = r.address AND p.email <> '' AND r.person_id IS DISTINCT FROM p.id
"""


def update_readers() -> int:
    """Make a row for each address of the directory that is to receive the newsletter and has none.

    Two statements, whatever the number; returns how many are new. Safe to call at any time.
    """
    values: dict[str, Any] = {
        "languages": [code for code, _name in settings.LANGUAGES],
        "default": settings.LANGUAGE_CODE,
        "day": timezone.localdate(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_MAKE.format(token=_TOKEN), values)
        number = int(cursor.rowcount)
        cursor.execute(_LINK)
    return number


def _appointments(on: date) -> QuerySet[Appointment]:
    """Return the appointments in force of people who did not opt out, also not at an earlier address."""
    left = Reader.objects.exclude(opted_out_at=None).exclude(person=None)
    rows = Appointment.objects.in_force(on).exclude(person__email="")
    return rows.exclude(person__in=left.values("person"))


def with_reasons(rows: ReaderQuerySet, on: date | None = None) -> Any:
    """Add `by_appointment` and so on for each reason: what holds on `on` (default: today).

    The record alone is asked: who opted out or is suppressed may have a reason too.
    """
    appointed = _appointments(on or timezone.localdate())
    conditions = {
        "by_appointment": Q(address__in=appointed.values("person__email")),
        "by_delegation": Q(address__in=Contact.objects.values("address")),
        "by_subscription": SUBSCRIBED,
        "by_group": Q(pk__in=GroupMember.objects.current().values("reader")),
    }
    return rows.annotate(
        **{name: models.ExpressionWrapper(rule, models.BooleanField()) for name, rule in conditions.items()}
    )


HAS_A_REASON = Q(by_appointment=True) | Q(by_delegation=True) | Q(by_subscription=True) | Q(by_group=True)


def receiving(on: date | None = None) -> Any:
    """Return the readers who receive an issue sent on `on` (default: today), with their reasons.

    Nobody who opted out, and no suppressed address. A person who receives it at the address of the directory
    gets no second copy at an earlier one.
    """
    day = on or timezone.localdate()
    rows = with_reasons(Reader.objects.all(), day).filter(HAS_A_REASON, opted_out_at=None)
    reached = _appointments(day).exclude(person__email__in=suppressed_addresses())
    reached = reached.exclude(person__email__in=Reader.objects.exclude(opted_out_at=None).values("address"))
    earlier = Q(person__in=reached.values("person")) & ~Q(address=F("person__email"))
    return rows.exclude(address__in=suppressed_addresses()).exclude(earlier)


def counts(rows: QuerySet[Any]) -> dict[Reason, int]:
    """Count readers `with_reasons` by reason; who has two counts twice. One query."""
    named = {reason.value: models.Count("pk", filter=Q(**{f"by_{reason.value}": True})) for reason in Reason}
    counted = rows.order_by().aggregate(**named)
    return {reason: counted[reason.value] for reason in Reason}


def codes() -> models.Expression | models.Func:
    """Return the reasons of a reader `with_reasons` as one text: "appointment subscription"."""
    return _joined({reason: Value(reason.value) for reason in Reason})


def in_words(on: date | None = None) -> models.Func:
    """Return in words why a reader `with_reasons` receives the newsletter, in the active language."""
    sentences = {
        Reason.APPOINTMENT: pgettext("letter", "You receive this as focal point of %(states)s."),
        Reason.DELEGATION: pgettext(
            "letter", "You receive this because this address is recorded for %(states)s."
        ),
        Reason.SUBSCRIPTION: pgettext(
            "letter", "You receive this because this address was subscribed and confirmed."
        ),
        Reason.GROUP: pgettext(
            "letter",
            "You receive this because the Secretariat keeps this address in its list of readers: %(states)s.",
        ),
    }
    return _sentences(sentences, on, " ")


def in_short(on: date | None = None) -> models.Func:
    """Return the reasons as staff read them, for example "focal point of Austria; subscribed"."""
    phrases = {
        Reason.APPOINTMENT: gettext("focal point of %(states)s"),
        Reason.DELEGATION: gettext("recorded for %(states)s"),
        Reason.SUBSCRIPTION: gettext("subscribed"),
        Reason.GROUP: gettext("in the group %(states)s"),
    }
    return _sentences(phrases, on, "; ")


def _sentences(texts: dict[Reason, str], on: date | None, separator: str) -> models.Func:
    names = {
        Reason.APPOINTMENT: _states_of_appointments(on or timezone.localdate()),
        Reason.DELEGATION: _owners_of_contacts(),
        Reason.GROUP: _groups(),
    }
    return _joined({reason: _filled(text, names.get(reason)) for reason, text in texts.items()}, separator)


def _joined(parts: dict[Reason, Any], separator: str = " ") -> models.Func:
    """Join the parts of the reasons that hold."""
    cases = [
        Case(When(Q(**{f"by_{reason.value}": True}), then=part), default=None, output_field=TextField())
        for reason, part in parts.items()
    ]
    return models.Func(Value(separator), *cases, function="concat_ws", output_field=TextField())


def _filled(sentence: str, names: Subquery | None) -> Any:
    if names is None:
        return Value(sentence)
    return models.Func(
        Value(sentence), Value("%(states)s"), names, function="replace", output_field=TextField()
    )


def _states_of_appointments(on: date) -> Subquery:
    own = Appointment.objects.in_force(on).exclude(person__email="").filter(person__email=OuterRef("address"))
    rows = own.order_by().values("person__email").annotate(names=_listed(_in_text()))
    return Subquery(rows.values("names"))


def _owners_of_contacts() -> Subquery:
    own = Contact.objects.filter(address=OuterRef("address")).order_by().values("address")
    owner = Coalesce(_in_text(), "organisation__name")
    return Subquery(own.annotate(names=_listed(owner)).values("names"))


def _groups() -> Subquery:
    own = GroupMember.objects.current().filter(reader=OuterRef("pk")).order_by().values("reader")
    return Subquery(own.annotate(names=_listed("group__name")).values("names"))


def _in_text() -> Coalesce:
    """Return a row's State as `network.labels.state_in_text` names it; NULL where it has none."""
    names = Value(names_in(get_language() or ""), models.JSONField())
    name = models.Func(names, F("state__name"), function="jsonb_extract_path_text", output_field=TextField())
    return Coalesce(name, F("state__name_in_text"))


def _listed(name: Any) -> StringAgg:
    return StringAgg(name, delimiter=", ", distinct=True, order_by=name)
