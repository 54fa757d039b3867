"""What is refused of banks' messages, and that no bank is set up."""

from app.kernel.problems import Invalid, NotConfigured
from app.kernel.text import Text


class BankNotConfigured(NotConfigured):
    """No account of the fund, or no institution code, was set."""

    slug = "bank-not-configured"
    title = Text(
        "기금 계좌와 은행 연결이 설정되지 않았습니다",
        "The fund's account and its bank are not configured",
    )


class MessageRefused(Invalid):
    """A message of a bank can not be read, or says what no bank may say."""

    slug = "bank-message-refused"
    title = Text("은행 전문을 읽을 수 없습니다", "The bank's message cannot be read")
