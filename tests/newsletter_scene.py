"""What the addresses of the newsletter name, for the permission matrix."""

from functools import cached_property
from typing import Any

from newsletter.models import Issue, IssueStatus
from newsletter.pictures.addresses import signed_address
from nfp_portal.accounts.models import Role, User
from tests.exchange_scene import Named
from tests.factories import contributions, dispatches, network, newsletter, pictures


class NewsletterScene:
    """Issues in each status, pieces, a call to Austria, and texts that wait for their State."""

    accounts: dict[str, User]
    people: Any  # made by the scene: among them the focal point of the own State

    @cached_property
    def issues(self) -> dict[str, Issue]:
        submitted = newsletter.make_issue(by=self.accounts[Role.EDITOR])
        draft = newsletter.make_issue()
        for issue in (draft, submitted):
            newsletter.make_piece(issue)
            newsletter.make_edition(issue)
        Issue.objects.filter(pk=submitted.pk).update(status=IssueStatus.SUBMITTED)
        return {
            "draft": draft,
            "submitted": submitted,
            "approved": newsletter.make_approved_issue(editions=["ru"]),
            "being sent": dispatches.make_issue_sent_to(1, of=3),
            "sent": newsletter.make_sent_issue(editions=["ru"]),
        }

    def of_issues(self) -> dict[str, Named]:
        offered = newsletter.make_piece()
        rest = {"pk": offered.pk, "kind": "csv", "language": "ru"}
        return {
            label: {"number": issue.number, "piece": issue.pieces.earliest("pk").pk} | rest
            for label, issue in self.issues.items()
        }

    def of_contributions(self) -> dict[str, Named]:
        own = newsletter.make_piece(author=self.accounts[Role.FOCAL_POINT])
        pieces = {"own": own, "another's": newsletter.make_piece()}
        return {label: {"pk": piece.pk, "revision": 1} for label, piece in pieces.items()}

    def of_pictures(self) -> dict[str, Named]:
        """Pictures of pieces: offered, of a draft issue, and published for everyone and for focal points."""
        picture = pictures.make_picture()
        restricted = {"audience": "focal_points", "pictures": [picture.to_json()]}
        published = newsletter.make_sent_issue({"pictures": [picture.to_json()]}, restricted)
        public, for_some = published.pieces.order_by("position")
        pieces = {
            "offered": pictures.with_pictures(newsletter.make_piece(), picture),
            "of a draft": pictures.with_pictures(newsletter.make_piece(newsletter.make_issue()), picture),
            "public": public,
            "for focal points": for_some,
        }
        return {label: {"pk": piece.pk, "name": picture.file_name} for label, piece in pieces.items()}

    def of_shown_pictures(self) -> dict[str, Named]:
        signed = signed_address(pictures.make_picture().digest)
        return {"signed": {"token": signed.split("/")[-2]}, "made up": {"token": "made.up.token"}}

    def of_calls(self) -> dict[str, Named]:
        contributions.make_call("AT")
        return {"asked": {"code": "at"}, "not asked": {"code": "de"}}

    def of_clearances(self) -> dict[str, Named]:
        """A text of the State of the focal point and the delegation, and one of another."""
        _people = self.people
        other = newsletter.make_piece(state=network.state("PL"), agency=None)
        pieces = {"own State": newsletter.make_piece(), "another State": other}
        issue = newsletter.make_issue()
        sent = {label: contributions.sent_for_clearance(piece, issue) for label, piece in pieces.items()}
        return {label: {"key": clearance.addressee.key} for label, clearance in sent.items()}
