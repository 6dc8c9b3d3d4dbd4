from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        """Add the meetings to the navigation, their own parts to their history, their dates to the turns."""
        from meetings import belonging, newsworthy, recipients, searchable, turns  # noqa: PLC0415 - models are there only now
        from meetings.checklist import register_act, save_the_date_url  # noqa: PLC0415 - as above
        from meetings.models import MeetingDate  # noqa: PLC0415 - as above
        from meetings.views.kinds import AGENDA, OBJECTIVES, register_part  # noqa: PLC0415 - as above
        from nfp_portal.ui.navigation import Link, register_link, register_section  # noqa: PLC0415 - as above

        register_link(Link(3, "meetings:list", _("Meetings"), "meetings"))
        register_section("meetings", "meetings")
        register_part(OBJECTIVES)
        register_part(AGENDA)
        register_act(MeetingDate.Kind.SAVE_THE_DATE, save_the_date_url)
        belonging.register()
        newsworthy.register()
        recipients.register()
        searchable.register()
        turns.register()
