"""What the service does of itself when something has happened; each runs once, in its own Work."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.access.actor import Target
from app.audit.checkpoint import Signer, sign_leaf
from app.cases import documents
from app.cases import queries as cases
from app.db import outbox
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.discovery.orders import actions as orders
from app.discovery.orders.actions.custodians import tell
from app.kernel.problems import NotFound
from app.papers import actions as papers
from app.people import actions as people
from app.people import queries as relations
from app.reactions.deliver import News
from app.sanctions import actions as sanctions


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers that need more than the Work: the log's signer and the portal's address."""

    signer: Signer
    base_url: str
    case_target: Callable[[Work, str], Target]

    def issue_receipt(self, work: Work, news: News) -> None:
        """Make the complainant's receipt."""
        case = cases.subject(work, news.subject)
        leaf = outbox.leaf_of(work, news.event_id)
        if leaf is None:
            raise NotFound
        paper = documents.receipt(
            work,
            case,
            base_url=self.base_url,
            leaf_hash=leaf,
            signature=sign_leaf(self.signer, bytes.fromhex(leaf)),
            signing_key=self.signer.public.text,
        )
        papers.issue(
            work,
            case_id=case.id,
            subject_id=case.id,
            document=paper,
            language="ko",
            target=self.case_target(work, case.id),
        )

    def issue_referral(self, work: Work, news: News) -> None:
        """Make the paper of a case that was referred to the body in charge."""
        if news.data.get("command") != "refer_out":
            return
        case = cases.subject(work, news.subject)
        reasons = cases.reason_of(work, case.id, "refer_out")
        papers.issue(
            work,
            case_id=case.id,
            subject_id=case.id,
            document=documents.referral(work, case, reasons=reasons, base_url=self.base_url),
            language="ko",
            target=self.case_target(work, case.id),
        )

    def tell_complainant(self, work: Work, news: News) -> None:
        """Tell the one who filed that there is something to read."""
        case = cases.subject(work, str(news.data.get("case_id") or news.subject))
        account_id = relations.account_of_person(work, case.filed_by)
        if account_id:
            people.send_notice(work, account_id=account_id, path=f"/my-cases/{case.id}")

    def issue_measure_paper(self, work: Work, news: News) -> None:
        """Make the paper of a measure that was issued."""
        sanctions.issue_paper(work, news, base_url=self.base_url)

    def tell_respondent(self, work: Work, news: News) -> None:
        """Tell the people of the respondent that a measure was served."""
        case = cases.subject(work, str(news.data["case_id"]))
        for member in relations.members(work, case.respondent_company_id).items:
            account_id = relations.account_of_person(work, member.person_id)
            if account_id:
                people.send_notice(work, account_id=account_id, path=f"/my-cases/{case.id}")

    def hold_evidence(self, work: Work, news: News) -> None:
        """Let the store hold what was just filed under a live order."""
        orders.hold_new_evidence(work, case_id=str(news.data.get("case_id") or ""))

    def tell_custodian(self, work: Work, news: News) -> None:
        """Tell a custodian that an order asks something of them."""
        tell(work, str(news.data["person_id"]), str(news.data["case_id"]))

    def queue_reading(self, work: Work, news: News) -> None:
        """Queue the reading of a piece of evidence that came in."""
        key = f"read_evidence:{news.subject}"
        work.later("read_evidence", {"item_id": news.subject}, key=key)

    def queue_rereading(self, work: Work, news: News) -> None:
        """Queue the reading of what was found damaged, so that it is restored where it can be."""
        work.later("scrub_item", {"item_id": news.subject}, key=f"scrub_item:{news.event_id}")

    def queue_forgetting(self, work: Work, news: News) -> None:
        """Queue the removal of what was read from a piece of evidence that is gone."""
        key = f"forget_texts:{news.subject}"
        work.later("forget_texts", {"item_id": news.subject}, key=key)

    def queue_renewals(self, work: Work, news: News) -> None:
        """Queue one job for each case whose clocks a change of the calendar may move."""
        day = date.fromisoformat(str(news.data["falls_on"]))
        for case_id in {touched.case_id for touched in deadlines.touched_by(work, day)}:
            key = f"renew_clocks:{news.event_id}:{case_id}"
            work.later("renew_clocks", {"case_id": case_id}, key=key)
