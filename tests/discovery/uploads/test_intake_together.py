"""Many at once: limits hold, labels and chains have no gaps, nothing is stored twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.discovery.conftest import LIMITS, Office
from tests.support.sample_files import SAMPLES

PDF = SAMPLES["pdf"]


def together(count: int, act: Callable[[int], Any]) -> list[Any]:
    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(act, range(count)))


def test_uploads_at_once_keep_the_limit_and_number_without_gaps(office: Office) -> None:
    def send(number: int) -> int:
        return office.send("complainant", (f"{number}.pdf", PDF), key=f"k{number}").status_code

    found = together(LIMITS.case_files + 4, send)
    assert sorted(found) == [201] * LIMITS.case_files + [413] * 4
    labels = sorted(exhibit.label or "" for exhibit in office.exhibits())
    assert labels == [f"신 제{number}호증" for number in range(1, LIMITS.case_files + 1)]
    assert len(office.objects()) == LIMITS.case_files


def test_one_upload_sent_many_times_at_once_takes_effect_once(office: Office) -> None:
    answers = together(5, lambda _: office.send("complainant", ("a.pdf", PDF), key="one"))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert len(office.objects()) == len(office.exhibits()) == 1
    assert "pending" not in office.states()


def test_downloads_at_once_leave_a_chain_without_gaps(office: Office) -> None:
    item = office.item()
    answers = together(
        8, lambda _: office.call("examiner", "GET", f"/evidence/{item}/content").content
    )
    assert set(answers) == {PDF}
    assert office.chain(item) == ["received", *["downloaded"] * 8]
