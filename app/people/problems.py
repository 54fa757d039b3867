"""How people, accounts and relations refuse."""

from app.kernel.problems import Conflict, FieldError, Invalid, TooMany, Unauthenticated
from app.kernel.text import Text


class WrongPassword(Unauthenticated):
    """Login and password do not fit; said the same for unknown logins and disabled accounts."""

    slug = "wrong-password"
    title = Text("이메일 또는 비밀번호가 맞지 않습니다", "The e-mail or the password is wrong")


class SessionEnded(Unauthenticated):
    """A session or token is unknown, used up or revoked."""

    slug = "session-ended"
    title = Text("로그인 시간이 끝났습니다. 다시 로그인해 주세요", "Signed out; sign in again")


class WrongCode(Invalid):
    """A one-time code is wrong, used, too old or tried too often."""

    slug = "wrong-code"
    title = Text(
        "인증번호가 맞지 않거나 시간이 지났습니다. 새 번호를 받아 주세요",
        "The code is wrong or too old; ask for a new one",
    )

    def __init__(self) -> None:
        """Name the field."""
        super().__init__(errors=(FieldError("/code", "code", self.title),))


class TooManyTries(TooMany):
    """Too many sign-ins or codes from here in a short time."""

    slug = "too-many-tries"
    title = Text(
        "시도 횟수가 너무 많습니다. 잠시 뒤에 다시 시도해 주세요",
        "Too many tries; try again in a while",
    )


class LoginTaken(Conflict):
    """An account with this login exists; said to staff only, never to strangers."""

    slug = "login-taken"
    title = Text("이미 계정이 있는 이메일입니다", "An account with this e-mail exists")


class ScopeTooWide(Invalid):
    """A token asks for more than its owner's role has."""

    slug = "scope-too-wide"
    title = Text("이 역할에는 없는 권한이 들어 있습니다", "A scope is not given to this role")


class NotByToken(Conflict):
    """What only a person in a session may do."""

    slug = "session-needed"
    title = Text("이 일은 로그인한 화면에서만 할 수 있습니다", "This needs a signed-in session")


class AlreadyMember(Conflict):
    """The person belongs to the company already, or has asked to."""

    slug = "already-member"
    title = Text("이미 등록했거나 확인을 기다리는 기업입니다", "Already registered, or waiting")


class AlreadySettled(Conflict):
    """It was confirmed, revoked, lifted, accepted or ended before."""

    slug = "already-settled"
    title = Text("이미 처리된 항목입니다", "This was settled before")


class WalledOff(Conflict):
    """The person must stay away from the case, so no relation can be set."""

    slug = "walled-off"
    title = Text("이 사건을 맡을 수 없는 사람입니다", "This person must stay away from the case")


class UnfitForTie(Conflict):
    """The person has no enabled account of a role that can stand in this relation."""

    slug = "unfit-for-tie"
    title = Text("이 역할을 맡을 수 없는 계정입니다", "No account of a fitting role")


class OwnWall(Conflict):
    """Nobody lifts a wall that stands before himself."""

    slug = "own-wall"
    title = Text("본인에 대한 차단벽은 직접 풀 수 없습니다", "One's own wall cannot be lifted")
