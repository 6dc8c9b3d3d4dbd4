"""A question in words: who asks, since when, until when."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exchange.questions.models import AnswerAudience, Choice, Question, QuestionItem
from network.permissions import may_see_people
from nfp_portal.accounts.access import Reader
from nfp_portal.accounts.audience import Audience


def asker_in_list(question: Question) -> str:
    """Name who asks, to stand alone: "Finland", "Secretariat"."""
    return question.state.name if question.state else _("Secretariat")


def asker_in_text(question: Question) -> str:
    return question.state.name_in_text if question.state else _("the Secretariat")


def asked_by(question: Question, reader: Reader) -> str:
    """Say who asks, and by whom to those who see people."""
    names_author = question.author and question.state and may_see_people(reader)
    author = f", {question.author}" if names_author else ""
    return _("Asked by %(asker)s") % {"asker": asker_in_text(question)} + author


def audience_label(question: Question, audience: str) -> str:
    """Say who reads an answer; for the asking side alone it is named."""
    if audience == AnswerAudience.ASKING:
        if question.state is None:
            return pgettext("letter", "Only the Secretariat")
        return pgettext("letter", "%(asker)s only") % {"asker": question.state.name}
    return str(AnswerAudience(audience).label)


def audiences_of(question: Question) -> dict[str, str]:
    """Name who may be chosen to read an answer; everyone only where everyone may read the question."""
    labels = {each: audience_label(question, each) for each in AnswerAudience.values}
    if question.audience != Audience.ALL:
        del labels[AnswerAudience.EVERYONE]
    return labels


def value_in_words(item: QuestionItem, value: str) -> str:
    """Say a choice in the language in force; a text is as it was written."""
    return str(Choice(value).label) if item.is_choice and value else value


def status_of(question: Question) -> tuple[str, str]:
    """Return the kind of the status mark, and its text."""
    if question.round is None:
        return "draft", _("Draft")
    if question.round.closed_at:
        day = date_format(localtime(question.round.closed_at), "j F Y")
        return "done", _("Closed %(day)s") % {"day": day}
    day = date_format(question.round.closes_on, "j F Y")
    if question.round.is_past_its_date:
        return "due", _("Was due %(day)s") % {"day": day}
    return "running", _("Open until %(day)s") % {"day": day}


def opened_on(question: Question) -> str:
    day = date_format(question.round.opened_on, "j F Y") if question.round else ""
    return _("Opened %(day)s") % {"day": day} if day else ""
