from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "network.rounds"

    def ready(self) -> None:
        """Let a link lead to its page, make the report, let answers follow merging, register turns."""
        from network.actions.merging import Follower, register_follower  # noqa: PLC0415 - models are there only now
        from network.rounds import turns  # noqa: PLC0415 - as above
        from network.rounds.actions.answers import lock_rounds, merge_answers  # noqa: PLC0415 - as above
        from network.rounds.report import RoundReport  # noqa: PLC0415 - as above
        from network.rounds.views import link  # noqa: PLC0415 - as above
        from nfp_portal.renderings.registry import register  # noqa: PLC0415 - as above
        from nfp_portal.ui.navigation import register_section  # noqa: PLC0415 - as above

        link.register()
        register(RoundReport)
        register_follower(Follower(lock=lock_rounds, people=merge_answers))
        register_section("desk", "network:rounds")
        turns.register()
