"""What the service writes to people: short, in both languages, with a link and nothing secret."""

from dataclasses import dataclass
from enum import StrEnum

from app.kernel.text import Text


class Template(StrEnum):
    """Which message it is."""

    REGISTER = "register"
    REGISTERED_ALREADY = "registered_already"
    RESET = "reset"
    STEP_UP = "step_up"
    INVITATION = "invitation"
    MANDATE = "mandate"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Wording:
    """Subject and body; places such as `{code}` are filled when the message is read."""

    subject: Text
    body: Text


WORDINGS: dict[Template, Wording] = {
    Template.REGISTER: Wording(
        Text("[상생] 가입 인증번호", "[Sangsaeng] Code for your registration"),
        Text(
            "인증번호는 {code}입니다. 10분 안에 입력해 주세요. 요청하지 않으셨다면 무시해 주세요.",
            "Your code is {code}. Enter it within ten minutes. Ignore this if you did not ask.",
        ),
    ),
    Template.REGISTERED_ALREADY: Wording(
        Text("[상생] 이미 가입하셨습니다", "[Sangsaeng] You have an account already"),
        Text(
            "이 이메일로 만든 계정이 있습니다. 비밀번호를 잊으셨다면 다시 정해 주세요.",
            "There is an account with this e-mail. Reset the password if you forgot it.",
        ),
    ),
    Template.RESET: Wording(
        Text("[상생] 비밀번호 변경 인증번호", "[Sangsaeng] Code to reset your password"),
        Text(
            "인증번호는 {code}입니다. 10분 안에 입력해 주세요. 요청하지 않으셨다면 무시해 주세요.",
            "Your code is {code}. Enter it within ten minutes. Ignore this if you did not ask.",
        ),
    ),
    Template.STEP_UP: Wording(
        Text("[상생] 추가 인증번호", "[Sangsaeng] Code to confirm it is you"),
        Text(
            "인증번호는 {code}입니다. 10분 안에 입력해 주세요.",
            "Your code is {code}. Enter it within ten minutes.",
        ),
    ),
    Template.INVITATION: Wording(
        Text("[상생] 계정 초대", "[Sangsaeng] You are invited to open an account"),
        Text(
            "초대 번호 {invitation_id}, 초대 코드 {code}. 7일 안에 계정을 만들어 주세요.",
            "Invitation {invitation_id}, code {code}. Open your account within seven days.",
        ),
    ),
    Template.MANDATE: Wording(
        Text("[상생] 대리인으로 지정되었습니다", "[Sangsaeng] You may act for a company"),
        Text(
            "{company}의 대리인으로 지정되었습니다. 이 이메일로 로그인하시면 업무를 볼 수 있습니다.",
            "You may act for {company}. Sign in with this e-mail to do so.",
        ),
    ),
    Template.NOTICE: Wording(
        Text("[상생] 새 소식이 있습니다", "[Sangsaeng] There is news for you"),
        Text(
            "로그인하여 확인해 주세요: {path}",
            "Sign in to read it: {path}",
        ),
    ),
}
