"""What of a question is compared from one submission to the next."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.questions.models import Question, QuestionItem
from nfp_portal.revisions.changes import Part
from nfp_portal.text.labels import label_of


def parts_of(question: Question) -> list[Part]:
    return [
        Part("title", label_of(Question, "title"), question.title),
        Part("background", label_of(Question, "background"), question.background),
        Part("field", label_of(Question, "field"), str(question.field or "")),
        *(
            Part(f"item-{item.number}", _("Question %(number)d") % {"number": item.number}, _item(item))
            for item in question.items.all()
        ),
        Part("states", label_of(Question, "states"), ", ".join(map(str, question.states.all()))),
        Part("weeks", label_of(Question, "weeks"), weeks_in_words(question.weeks)),
        Part("audience", label_of(Question, "audience"), question.get_audience_display()),
    ]


def _item(item: QuestionItem) -> str:
    optional = [_("may be left open")] if item.is_optional else []
    return "\n".join([item.text, ", ".join([item.get_kind_display(), *optional])])


def weeks_in_words(weeks: int) -> str:
    return ngettext("%(number)d week", "%(number)d weeks", weeks) % {"number": weeks}
