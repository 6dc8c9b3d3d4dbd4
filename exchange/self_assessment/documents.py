"""A self-assessment as a PDF: for its own people beside earlier ones, for others by itself."""

import hashlib
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exchange.self_assessment.models import SelfAssessment
from exchange.self_assessment.permissions import is_own
from exchange.self_assessment.results import AreaResult, earlier_of, results_of
from nfp_portal.accounts.models import User
from nfp_portal.jobs.models import Job
from nfp_portal.renderings.documents import Document

TEMPLATE = "exchange/self_assessment/pdf/result.html"


@dataclass(frozen=True)
class LevelsDocument(Document):
    """`for_own` is the copy of the State's own people."""

    kind: ClassVar[str] = "exchange.self_assessment"
    templates: ClassVar[tuple[str, ...]] = (TEMPLATE, "exchange/self_assessment/bars.html")
    for_one_reader: ClassVar[bool] = True
    is_private: ClassVar[bool] = True
    assessment: SelfAssessment
    for_own: bool

    @classmethod
    def of(cls, job: Job) -> Self:
        assessment = SelfAssessment.objects.with_facts().get(key=job.subject)
        return cls(assessment, job.parameters["for_own"])

    @property
    def subject(self) -> str:
        return str(self.assessment.key)

    @property
    def parameters(self) -> dict[str, Any]:
        return {"for_own": self.for_own}

    def _results(self) -> list[AreaResult]:
        return results_of(self.assessment, earlier_of(self.assessment) if self.for_own else ())

    def fingerprint(self) -> str:
        shown = [
            (result.bars, [(each.level, each.evidence) for each in result.answers])
            for result in self._results()
        ]
        facts = [self.assessment.title, self.assessment.closed_at, self.assessment.shared_with, shown]
        return hashlib.sha256(repr(facts).encode()).hexdigest()

    def compose(self) -> str:
        closed = self.assessment.closed_at
        context = {
            "language": "en",
            "assessment": self.assessment,
            "results": self._results(),
            "restricted": self._restriction(),
            "issued": date_format(localtime(closed) if closed else localtime(), "j F Y"),
        }
        return render_to_string(TEMPLATE, context)

    def _restriction(self) -> str:
        if self.for_own:
            return _("For officials of %(state)s only") % {"state": self.assessment.state.name_in_text}
        return _("For those with whom the State shares it")

    @property
    def title(self) -> str:
        return _("Self-assessment")

    @property
    def url(self) -> str:
        return reverse("exchange:self_assessment:pdf", args=[self.assessment.key])

    def may_read(self, user: User) -> bool:
        visible = SelfAssessment.objects.visible_to(user).filter(pk=self.assessment.pk)
        return visible.exists() and is_own(user, self.assessment) == self.for_own

    @property
    def trail(self) -> list[tuple[str, str]]:
        return [(_("Self-assessment"), self.assessment.get_absolute_url())]
