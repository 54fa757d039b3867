"""What stages and happenings of a receivable are called. Data."""

from app.kernel.text import Text
from app.law.receivable import Kind, Stage

STAGES = {
    Stage.OPEN: Text("납부 대기", "To be paid"),
    Stage.OVERDUE: Text("체납", "Overdue"),
    Stage.STAYED: Text("집행정지", "Stayed"),
    Stage.IN_COURT: Text("법원 심리 중", "Before the court"),
    Stage.SETTLED: Text("징수 종결", "Settled"),
    Stage.WRITTEN_OFF: Text("결손", "Written off"),
}
HAPPENED = {
    Kind.IMPOSED: Text("부과", "Imposed"),
    Kind.CHANGED: Text("금액 변경", "Sum changed"),
    Kind.STAYED: Text("집행정지", "Stayed"),
    Kind.STAY_LIFTED: Text("집행정지 해제", "Stay lifted"),
    Kind.EXTENDED: Text("납부기한 연장", "Due day extended"),
    Kind.PLANNED: Text("분할납부 승인", "Instalments granted"),
    Kind.PLAN_ENDED: Text("분할납부 취소", "Instalments ended"),
    Kind.EARLY_OFFERED: Text("자진납부 안내", "Early payment offered"),
    Kind.DEMANDED: Text("독촉", "Demanded"),
    Kind.PAID: Text("납부", "Paid"),
    Kind.REFUNDED: Text("환급", "Refunded"),
    Kind.OBJECTED: Text("이의제기", "Objected"),
    Kind.COURT_REFERRED: Text("법원 통보", "Referred to the court"),
    Kind.COURT_DECIDED: Text("법원 결정", "Decided by the court"),
    Kind.WRITTEN_OFF: Text("결손처분", "Written off"),
}
NOTES = {
    "refund_interest": Text(
        "환급가산금 이율이 설정되지 않아 원금만 표시합니다",
        "The rate of interest on refunds is not configured; only the principal is shown",
    ),
    "late_charge": Text(
        "이 제도의 가산금은 설정되지 않았습니다", "The late charge of these rules is not configured"
    ),
    "write_off": Text(
        "결손처분 요건은 설정되지 않아 담당자의 사유와 다른 사람의 승인으로 처리했습니다",
        "Conditions of a write-off are not configured; an officer's reasons and another person's "
        "approval stood in for them",
    ),
}
