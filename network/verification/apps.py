from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "network.verification"

    def ready(self) -> None:
        """Ask on a person's page, take its confirmation as an answer, and follow the merging of entries."""
        from network.actions.confirmations import register_confirmer  # noqa: PLC0415 - models are there only now
        from network.actions.merging import Follower, register_follower  # noqa: PLC0415 - as above
        from network.actions.rounds.answers import lock_rounds, unite_answers  # noqa: PLC0415 - as above
        from network.sections import register_person_part  # noqa: PLC0415 - as above
        from network.verification.sections import confirm_as_answer, open_question  # noqa: PLC0415 - as above

        register_confirmer(confirm_as_answer)
        register_follower(Follower(lock=lock_rounds, people=unite_answers))
        register_person_part(open_question)
