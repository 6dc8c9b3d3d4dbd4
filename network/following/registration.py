"""What following adds to the page of mails, to the digest and to pages; imported when models are there."""

from network.following.actions import save_choices, take_news
from network.following.forms import form_of
from network.following.subjects import head_part
from network.sections import register_head_part
from nfp_portal.turns.registry import MailForm, register_mail_form, register_news


def register() -> None:
    register_mail_form(MailForm(form_of, lambda user, form: save_choices(user, form.choices)))
    register_news(take_news)
    register_head_part(head_part)
