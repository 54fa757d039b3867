"""What one may do with requests for records; one file per stretch of their life; none commits."""

from app.discovery.transmissions.actions.deciding import decide, release
from app.discovery.transmissions.actions.filing import (
    file_request,
    match_case,
    name_recipient,
    withdraw,
)
from app.discovery.transmissions.actions.news import tell_investigated, tell_recipient
from app.discovery.transmissions.actions.reviewing import (
    begin_review,
    enter_finding,
    extend_list,
    mark_item,
)
from app.discovery.transmissions.actions.sending import (
    acknowledge,
    claw_back,
    register_packages,
    take_package,
)

__all__ = [
    "acknowledge",
    "begin_review",
    "claw_back",
    "decide",
    "enter_finding",
    "extend_list",
    "file_request",
    "mark_item",
    "match_case",
    "name_recipient",
    "register_packages",
    "release",
    "take_package",
    "tell_investigated",
    "tell_recipient",
    "withdraw",
]
