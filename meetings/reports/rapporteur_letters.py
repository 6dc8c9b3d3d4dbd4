"""The letter that asks somebody to write of a session, in six languages by the catalogue of letters."""

from django.utils.translation import override, pgettext

from meetings.reports.models import RapporteurNote
from nfp_portal.accounts.languages import for_letters
from nfp_portal.links.signing import address_of
from nfp_portal.text.normal import one_line
from nfp_portal.ui.letters import Letter, render_letter

PURPOSE = "rapporteur"


def letter_to(note: RapporteurNote) -> Letter:
    language = for_letters(note.language)
    with override(language):
        values = {
            "session": one_line(str(note.item)),
            "meeting": one_line(note.item.meeting.title),
            "name": one_line(note.name),
        }
        subject = pgettext("letter", "Your notes on the session: %(session)s") % values
        context = {
            "subject_line": subject,
            "subject": subject,
            "greeting": pgettext("letter", "Dear %(name)s,") % values,
            "text": pgettext(
                "letter",
                "thank you for being rapporteur of “%(session)s” at this meeting: %(meeting)s. Please write "
                "your notes on the page; they become part of the draft of the report.",
            )
            % values,
            "facts": [],
            "button": pgettext("letter", "Write the notes"),
            "link": address_of(PURPOSE, note.key),
            "after": pgettext(
                "letter",
                "You need no password, and you can go on writing until the report is published. The link is "
                "yours alone: please do not pass it on.",
            ),
            "reason": pgettext("letter", "You receive this message because you are rapporteur of a session."),
        }
        return render_letter("email/facts_letter", context, language=language)
