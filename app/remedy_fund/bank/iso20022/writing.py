"""A payment file as pain.001.001.09: one batch from the fund's account, one transfer an order."""

from decimal import Decimal

from pyiso20022.pain import pain_001_001_09 as pain  # type: ignore[import-untyped]
from xsdata.formats.dataclass.context import XmlContext
from xsdata.formats.dataclass.serializers import XmlSerializer
from xsdata.models.datatype import XmlDate, XmlDateTime

from app.remedy_fund.bank.port import Order, OrderFile, Payer

_CONTEXT = XmlContext()
_NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
_NAME_LENGTH, _WORDS_LENGTH = 140, 140


def payment_file(file: OrderFile, payer: Payer) -> bytes:
    """Return the file as XML; the same file gives the same bytes."""
    count, total = str(len(file.orders)), Decimal(file.total_won)
    fund = pain.PartyIdentification135(nm=payer.holder[:_NAME_LENGTH])
    header = pain.GroupHeader85(
        msg_id=file.message_id, cre_dt_tm=XmlDateTime.from_datetime(file.created_at),
        nb_of_txs=count, ctrl_sum=total, initg_pty=fund,
    )  # fmt: skip
    batch = pain.PaymentInstruction30(
        pmt_inf_id=f"{file.message_id}-1", pmt_mtd=pain.PaymentMethod3Code.TRF, nb_of_txs=count,
        ctrl_sum=total,
        reqd_exctn_dt=pain.DateAndDateTime2Choice(dt=XmlDate.from_date(file.pay_on)),
        dbtr=fund, dbtr_acct=_account(payer.account), dbtr_agt=_bank(""),
        cdt_trf_tx_inf=[_transfer(order) for order in file.orders],
    )  # fmt: skip
    document = pain.Document(
        cstmr_cdt_trf_initn=pain.CustomerCreditTransferInitiationV09(
            grp_hdr=header, pmt_inf=[batch]
        )
    )
    return XmlSerializer(context=_CONTEXT).render(document, ns_map={None: _NAMESPACE}).encode()


def _transfer(order: Order) -> pain.CreditTransferTransaction34:
    return pain.CreditTransferTransaction34(
        pmt_id=pain.PaymentIdentification6(instr_id=order.order_id, end_to_end_id=order.order_id),
        amt=pain.AmountType4Choice(
            instd_amt=pain.ActiveOrHistoricCurrencyAndAmount(
                value=Decimal(order.amount_won), ccy="KRW"
            )
        ),
        cdtr_agt=_bank(order.payee.bank_code),
        cdtr=pain.PartyIdentification135(nm=order.payee.holder[:_NAME_LENGTH]),
        cdtr_acct=_account(order.payee.account),
        rmt_inf=pain.RemittanceInformation16(ustrd=[order.words[:_WORDS_LENGTH]]),
    )


def _account(number: str) -> pain.CashAccount38:
    if is_iban(number):
        return pain.CashAccount38(id=pain.AccountIdentification4Choice(iban=number))
    other = pain.GenericAccountIdentification1(id=number)
    return pain.CashAccount38(id=pain.AccountIdentification4Choice(othr=other))


def _bank(code: str) -> pain.BranchAndFinancialInstitutionIdentification6:
    if not code:
        # The standard's own word where a mandatory identifier is not given.
        unknown = pain.GenericFinancialIdentification1(id="NOTPROVIDED")
        institution = pain.FinancialInstitutionIdentification18(othr=unknown)
    else:
        member = pain.ClearingSystemMemberIdentification2(mmb_id=code)
        institution = pain.FinancialInstitutionIdentification18(clr_sys_mmb_id=member)
    return pain.BranchAndFinancialInstitutionIdentification6(fin_instn_id=institution)


def is_iban(number: str) -> bool:
    """Tell whether an account number is an IBAN: two letters, and its check digits agree."""
    plausible = number.isascii() and number.isalnum() and number.isupper() and len(number) > 4  # noqa: PLR2004 - country and check digits
    if not plausible or not number[:2].isalpha() or not number[2:4].isdigit():
        return False
    digits = "".join(str(int(symbol, 36)) for symbol in number[4:] + number[:4])
    return int(digits) % 97 == 1
