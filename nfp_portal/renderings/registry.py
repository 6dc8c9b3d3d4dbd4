"""Registration of the kinds of documents, in `AppConfig.ready()` of their rooms."""

from nfp_portal.jobs.registry import runs
from nfp_portal.renderings import actions
from nfp_portal.renderings.documents import DOCUMENTS, Document


def register(*kinds: type[Document]) -> None:
    for each in kinds:
        DOCUMENTS[each.kind] = each
        runs(each.kind, result_url=actions.url_of, opens_result=True, is_private=each.is_private)(
            actions.render
        )
