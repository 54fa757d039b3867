"""The papers that the fictional firms bring as proof: small PDFs in Korean, and a mail."""

from email.message import EmailMessage

import typst

from app.papers import fonts

MIX = "37.5 : 12.5 : 50"
"""The secret in the papers: a ratio that the story has blacked out or refused."""

_PAGE = """\
#set page(paper: "a5", margin: 20mm)
#set text(font: "Pretendard", size: 11pt, lang: "ko")
= {title}
{lines}
"""
_MAIL_SENT = "Tue, 14 Jul 2026 10:12:00 +0900"


def a_pdf(title: str, *lines: str) -> bytes:
    """Return a paper of one page, as text that can be searched."""
    source = _PAGE.format(title=title, lines="\n\n".join(lines))
    setter = typst.Compiler(font_paths=[fonts.FOLDER], ignore_system_fonts=True)
    made = setter.compile(input=source.encode(), format="pdf")
    if not isinstance(made, bytes):
        raise TypeError("one page becomes one file")
    return made


def process_table() -> bytes:
    """Return the table of process conditions, which is a trade secret from end to end."""
    return a_pdf("열처리 공정 조건표 v3", f"배합비 {MIX}", "승온 12 °C/분, 유지 840 °C 95분")


def meeting_record() -> bytes:
    """Return the record of a meeting; one line of it is a trade secret."""
    return a_pdf(
        "공동개발 협의록", "2026년 7월 14일, 한빛정밀(가상) 회의실",
        "미래플랜트(가상)가 공정 조건표의 사본을 요구함", f"배합비 {MIX}",
    )  # fmt: skip


def statement() -> bytes:
    """Return what a witness told the examiner."""
    return a_pdf("참고인 진술조서", "조건표를 구매팀에서 전달받아 설비 설계에 썼다고 진술함")


def mail() -> bytes:
    """Return a mail with a table attached."""
    message = EmailMessage()
    message["From"], message["To"] = "purchase@plant.example", "design@hanbit.example"
    message["Subject"], message["Date"] = "열처리 조건표 요청", _MAIL_SENT
    message["Message-ID"] = "<20260714.1012@plant.example>"
    message.set_content("검토용으로 조건표 최신본을 오늘 중으로 보내 주세요. 비교표를 붙입니다.\n")
    table = "항목,귀사,당사\n승온,12,?\n유지,840,?\n".encode()
    message.add_attachment(table, maintype="text", subtype="csv", filename="조건 비교표.csv")
    return message.as_bytes()
