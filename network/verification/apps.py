from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "network.verification"

    def ready(self) -> None:
        """Register both kinds of rounds, ask on a person's page, and take its confirmation as an answer."""
        from network.actions.confirmations import register_confirmer  # noqa: PLC0415 - models are there only now
        from network.rounds.kinds import register_kind  # noqa: PLC0415 - as above
        from network.sections import register_person_part  # noqa: PLC0415 - as above
        from network.verification import turns  # noqa: PLC0415 - as above
        from network.verification.kinds import CommunicationCheck, Verification  # noqa: PLC0415 - as above
        from network.verification.sections import confirm_as_answer, open_question  # noqa: PLC0415 - as above
        from network.verification.views import link  # noqa: PLC0415 - as above
        from nfp_portal.ui.navigation import register_section  # noqa: PLC0415 - as above

        register_kind(Verification(), link.verification)
        register_kind(CommunicationCheck(), link.check)
        register_confirmer(confirm_as_answer)
        register_person_part(open_question)
        register_section("desk", "network:verification")
        turns.register()
