"""The answers that the complaint form offers, and its own words for what is missing."""

from app.kernel.text import Text
from app.portal.visit import Option

KINDS = (
    Option("corporation", Text("법인", "Corporation")),
    Option("individual", Text("개인·개인사업자", "Individual or sole proprietor")),
    Option("cooperative", Text("조합·단체", "Cooperative or association")),
    Option("representative", Text("대리인", "Representative"), Text(
        "다른 기업이나 사람을 대신하여 신고합니다.", "Files for another firm or person.")),
    Option("third_party", Text("제3자", "Third party"), Text(
        "피해 기업은 아니지만 사실을 알고 있습니다.", "Not the one harmed, but knows of it.")),
)  # fmt: skip
# What is kept is the Korean word itself: the officers read the complaint in Korean.
RELATIONSHIPS = tuple(
    Option(korean, Text(korean, english))
    for korean, english in (
        ("수급사업자", "Subcontractor"),
        ("납품업자", "Supplier"),
        ("협력사", "Partner firm"),
        ("경쟁사", "Competitor"),
        ("임직원", "Employee"),
        ("소비자", "Consumer"),
        ("단체", "Association"),
        ("기타", "Other"),
    )
)
YES_NO = (Option("yes", Text("예", "Yes")), Option("no", Text("아니오", "No")))
SECRECY = (
    Option("access_control", Text("접근 권한을 제한했습니다", "Access was limited")),
    Option("nda", Text("비밀유지계약을 맺었습니다", "A confidentiality agreement was made")),
    Option("marking", Text("비밀이라고 표시했습니다", "It was marked as secret")),
    Option("escrow", Text("기술자료를 임치했습니다", "It was placed in escrow")),
    Option("rules", Text("보안 규정과 교육이 있습니다", "There are security rules and training")),
)
TECHNOLOGY_ACTS = (
    Option("acquired", Text("취득", "Acquired"), Text(
        "요구하거나 몰래 가져갔습니다.", "It was demanded or taken.")),
    Option("used", Text("사용", "Used"), Text(
        "자기 제품이나 사업에 썼습니다.", "It was used for their own goods or business.")),
    Option("disclosed", Text("공개·제공", "Disclosed"), Text(
        "경쟁업체 등 다른 곳에 넘겼습니다.", "It was passed on to somebody else.")),
)  # fmt: skip
# The six points that a written demand has to carry (하도급법 시행령 제7조의3).
DEMAND_ITEMS = (
    Option("purpose", Text("요구하는 목적", "What it is wanted for")),
    Option("rights", Text("권리가 누구에게 있는지", "Who holds the rights")),
    Option("price", Text("대가와 지급 방법", "The price and how it is paid")),
    Option("scope", Text("기술자료의 명칭과 범위", "Name and extent of the data")),
    Option("date", Text("요구하는 날과 주고받는 방법", "The day and the way of handing over")),
    Option(
        "justification",
        Text("그 밖에 요구가 정당함을 보이는 내용", "What else justifies the demand"),
    ),
)
NARRATIVE = (
    ("what", Text("무엇을 했나요?", "What was done?"), Text(
        "겪은 일을 아는 만큼 적어 주세요.", "Tell what happened, as far as you know.")),
    ("who", Text("누가 했나요?", "Who did it?"), Text(
        "부서, 이름, 직책 가운데 아는 것", "Department, name or position, if known")),
    ("when", Text("언제였나요?", "When?"), Text(
        "정확하지 않아도 됩니다. 예: 2025년 봄부터", "It need not be exact, e.g. since spring 2025")),
    ("where", Text("어디서였나요?", "Where?"), Text(
        "회의실, 이메일, 메신저 등", "A meeting, e-mail, a messenger, and so on")),
    ("how", Text("어떻게 했나요?", "How?"), Text(
        "요구한 방법이나 진행된 순서", "The way it was demanded, or the order of events")),
    ("why", Text("왜 그랬다고 생각하나요?", "Why, do you think?"), Text(
        "모르면 비워 두세요.", "Leave blank if you do not know.")),
)  # fmt: skip

IDENTITIES = (
    Option("public", Text("공개", "Disclose it"), Text(
        "피신고인이 신고인의 이름과 신고 내용을 알게 됩니다. 조사와 자료 확인이 빨라질 수 있습니다.",
        "The respondent learns your name and what you wrote. This may speed up the investigation.")),
    Option("private", Text("비공개", "Keep it closed"), Text(
        "사건이 끝난 뒤에도 피신고인에게 이름을 알리지 않습니다. 사실 확인에 한계가 있을 수 있습니다.",
        "The respondent is not told your name, even at the end. This may limit what can be shown.")),
    Option("after_measure", Text("사건 조치 후 공개", "Disclose after the case is dealt with"), Text(
        "조사하는 동안에는 알리지 않고, 사건 처리가 끝난 뒤에 알립니다.",
        "Not told during the investigation; told once the case has been dealt with.")),
)  # fmt: skip
NOTICES = (
    Option("yes", Text("예, 알려도 됩니다", "Yes, they may be told"), Text(
        "신고 사실을 피신고인에게 통지합니다. 통지하면 대금 등의 지급을 요구한 것(최고)으로 봅니다.",
        "The respondent is notified. The notice counts as a demand for performance under civil law.")),
    Option("no", Text("아니오, 알리지 마세요", "No, do not tell them"), Text(
        "통지하지 않습니다. 최고의 효력은 생기지 않습니다. 나중에 동의로 바꿀 수 있습니다.",
        "No notice is sent, and no demand is deemed made. You may consent later.")),
    Option("later", Text("나중에 정하겠습니다", "I will decide later"), Text(
        "담당 기관이 따로 묻습니다. 기한까지 답하지 않으면 동의하지 않은 것으로 봅니다.",
        "The agency will ask. No answer in time counts as a refusal.")),
)  # fmt: skip

# Words for what is wrong with a choice or a code, whatever the check is called.
OWN_WORDS: dict[str, Text] = {
    "complainant.kind": Text("신고인 구분을 선택하세요", "Choose who is reporting"),
    "complainant.postcode": Text(
        "우편번호를 숫자 5자리로 입력하세요", "Enter the postcode as five digits"
    ),
    "violation.codes": Text(
        "해당하는 위반 유형을 하나 이상 선택하세요", "Choose at least one kind of violation"
    ),
    "violation.technology.act": Text(
        "기술자료를 어떻게 침해했는지 선택하세요", "Choose what was done with the technology"
    ),
    "consents.identity": Text(
        "신분을 공개할지 선택하세요", "Choose whether your identity may be disclosed"
    ),
    "consents.collection": Text(
        "신고를 접수하려면 개인정보 수집·이용에 동의해야 합니다. 동의하면 표시하세요",
        "Agree to the collection of your data so that the complaint can be received",
    ),
    "statement.true": Text(
        "사실대로 작성했음을 확인하고 표시하세요", "Confirm that what you wrote is true"
    ),
}
CHANGED_ELSEWHERE = Text(
    "다른 화면에서 이 신고서를 고쳤습니다. 아래에 입력한 내용은 아직 저장되지 않았습니다. "
    "확인한 뒤 다시 저장하세요",
    "This complaint was changed on another screen. What stands below is not saved yet; "
    "check it and save again",
)
