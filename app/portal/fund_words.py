"""What an applicant may expect at each point of an application, in both languages."""

from app.kernel.text import Text
from app.remedy_fund.applications.lifecycle import State

NEXT = {
    State.RECEIVED: Text(
        "신청을 접수했습니다. 담당자가 자격 요건부터 확인합니다.",
        "The application was received. The conditions are checked first.",
    ),
    State.UNDER_ELIGIBILITY: Text(
        "자격 요건을 확인하고 있습니다. 더 필요한 자료가 있으면 알려 드립니다.",
        "The conditions are being checked. You are told if more is needed.",
    ),
    State.ELIGIBLE: Text(
        "자격이 인정되었습니다. 이제 손해액과 지원액을 산정합니다.",
        "You are eligible. Loss and support are assessed next.",
    ),
    State.INELIGIBLE: Text(
        "자격이 인정되지 않았습니다. 사유를 확인하고 기한 안에 이의를 신청할 수 있습니다.",
        "You were found not eligible. Read the reason; you may object in time.",
    ),
    State.ASSESSED: Text(
        "산정이 끝났습니다. 다음 배분 계획에서 지원액이 정해집니다.",
        "It is assessed. The next plan settles how much is awarded.",
    ),
    State.PLANNED: Text(
        "배분 계획에 들어 있습니다. 두 사람 이상의 승인을 받으면 지원이 결정됩니다.",
        "It is in a plan. Once the plan is approved by others the award is made.",
    ),
    State.AWARDED: Text(
        "지원이 결정되었습니다. 확인된 계좌로 지급합니다.",
        "Support was awarded. It is paid to the verified account.",
    ),
    State.SETTLED: Text(
        "지급이 끝났습니다. 나중에 다른 배상·보상을 받으면 알려 주세요.",
        "Everything is paid. Tell the fund if you receive other compensation later.",
    ),
    State.WITHDRAWN: Text("신청을 취하했습니다.", "The application was withdrawn."),
    State.REJECTED: Text(
        "지원이 거절되었습니다. 사유를 확인하고 기한 안에 이의를 신청할 수 있습니다.",
        "The application was refused. Read the reason; you may object in time.",
    ),
}  # fmt: skip
