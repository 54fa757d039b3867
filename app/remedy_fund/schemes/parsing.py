"""From a scheme's TOML page to its dataclass: unknown keys, gaps and overlaps stop start-up."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from app.law.figures import Measured, parse_value
from app.law.parsing import read_sources
from app.law.reading import Block, LawDataError, resolve
from app.remedy_fund.schemes.kinds import (
    AllocationTier,
    ApprovalTier,
    Benefit,
    BenefitKind,
    EligibilityFact,
    LoanTerms,
    Origin,
    Purpose,
    RecoveryStep,
    Rounding,
    Scheme,
    SchemeFigure,
    SchemeStatus,
    Term,
)

FIGURES = {
    "surcharge_share_ratio": Measured.RATE,
    "de_minimis_won": Measured.WON,
    "objection_days": Measured.DAYS,
    "answer_days": Measured.DAYS,
    "answer_extension_days": Measured.DAYS,
    "payee_waiting_days": Measured.DAYS,
}
CEILINGS = {"case": Measured.WON, "applicant_year": Measured.WON}
_TERMS = {"rounding": tuple(Rounding), "recovery_order": tuple(RecoveryStep)}
_PAGES = "scheme_*.toml"


@dataclass(frozen=True)
class Reader:
    """Reads one page: knows the sources that all share, and what holds where nothing is written."""

    sources: Mapping[str, str]
    defaults: Mapping[str, str]

    def origin(self, block: Block) -> Origin:
        """Return where a thing comes from."""
        block.rest = {**self.defaults, **block.rest}
        try:
            status = SchemeStatus(block.text("status"))
        except ValueError as wrong:
            raise LawDataError(f"{block.where}: {wrong}") from wrong
        source = resolve(self.sources, block.text("source"), block.where)
        return Origin(block.basis(), source, status)

    def figure(self, name: str, block: Block, unit: Measured) -> SchemeFigure:
        """Return a figure that has to be counted in a unit."""
        if block.text("unit") != unit:
            raise LawDataError(f"{block.where}: is counted in {unit}")
        try:
            value = parse_value(block.rest.pop("value", None), unit)
        except ValueError as wrong:
            raise LawDataError(f"{block.where}: {wrong}") from wrong
        figure = SchemeFigure(name, block.words(), value, unit, self.origin(block))
        block.close()
        return figure

    def figures(
        self, block: Block, key: str, wanted: Mapping[str, Measured]
    ) -> dict[str, SchemeFigure]:
        """Return exactly the figures wanted; one missing or one too many is an error."""
        tables = dict(block.tables(key))
        if set(tables) != set(wanted):
            raise LawDataError(f"{block.where}.{key}: must hold exactly {sorted(wanted)}")
        return {name: self.figure(name, tables[name], unit) for name, unit in wanted.items()}

    def term(self, name: str, block: Block) -> Term:
        """Return a rule that is no figure."""
        values = block.names("values")
        if not values or set(values) - set(_TERMS[name]) or len(set(values)) != len(values):
            raise LawDataError(f"{block.where}: values are some of {list(_TERMS[name])}, each once")
        term = Term(name, block.words(), values, self.origin(block))
        block.close()
        return term

    def benefit(self, code: str, block: Block) -> Benefit:
        """Return a benefit with its conditions and figures."""
        kind = BenefitKind(block.text("kind"))
        wanted = {"apply_within": Measured.MONTHS, "share": Measured.RATE, "ceiling": Measured.WON}
        loan = {"term_months": Measured.MONTHS, "grace_months": Measured.MONTHS,
                "yearly_rate": Measured.RATE}  # fmt: skip
        terms = self.figures(block, "loan", loan) if kind is BenefitKind.LOAN else None
        figures = self.figures(block, "figures", wanted)
        benefit = Benefit(
            code=code,
            label=block.words(),
            kind=kind,
            purpose=block.text("purpose"),
            any_of=tuple(EligibilityFact(name) for name in block.names("any_of")),
            all_of=tuple(EligibilityFact(name) for name in block.names("all_of")),
            loan=LoanTerms(**terms) if terms else None,
            origin=self.origin(block),
            **figures,
        )
        block.close()
        if not 0 < benefit.share.exact <= 1:
            raise LawDataError(f"{block.where}: a share lies above 0 and is at most 1")
        return benefit

    def purpose(self, code: str, block: Block) -> Purpose:
        """Return a purpose that money may be set aside for."""
        purpose = Purpose(code, block.words(), block.names("benefits"), self.origin(block))
        block.close()
        return purpose

    def tier(self, block: Block) -> AllocationTier:
        """Return one rank of benefits."""
        code, benefits = block.text("code"), block.names("benefits")
        tier = AllocationTier(code, block.words(), benefits, self.origin(block))
        block.close()
        return tier

    def approval(self, block: Block) -> ApprovalTier:
        """Return one tier of approvals."""
        to_won = block.take("to_won", int, 0) or None
        tier = ApprovalTier(
            block.take("from_won", int), to_won, block.take("persons", int), self.origin(block)
        )
        block.close()
        return tier


def read_schemes(folder: Path) -> tuple[Scheme, ...]:
    """Return every edition of every scheme, oldest first; raises LawDataError."""
    sources = read_sources(folder)
    found = [_read_page(path, sources) for path in sorted(folder.glob(_PAGES))]
    schemes = tuple(sorted(found, key=lambda scheme: (scheme.id, scheme.effective_from)))
    _refuse_broken_editions(schemes)
    return schemes


def _read_page(path: Path, sources: Mapping[str, str]) -> Scheme:
    raw = path.read_bytes()
    block = Block(path.name, tomllib.loads(raw.decode("utf-8")))
    defaults = block.take("defaults", dict, {})
    if set(defaults) - {"basis", "source", "status"}:
        raise LawDataError(f"{path.name}: unknown keys among the defaults")
    reader = Reader(sources, defaults)
    try:
        scheme = _read_scheme(block, reader, hashlib.sha256(raw).hexdigest())
    except (ValueError, KeyError) as wrong:
        if isinstance(wrong, LawDataError):
            raise
        raise LawDataError(f"{path.name}: {wrong}") from wrong
    _refuse_broken_scheme(scheme)
    return scheme


def _read_scheme(block: Block, reader: Reader, digest: str) -> Scheme:
    first = block.day("from")
    if first is None:
        raise LawDataError(f"{block.where}: `from` is missing")
    scheme = Scheme(
        id=block.text("id"),
        edition=block.text("edition"),
        name=block.words("name"),
        notice=block.words("notice"),
        effective_from=first,
        effective_to=block.day("to"),
        origin=reader.origin(block),
        digest=digest,
        figures=reader.figures(block, "figures", FIGURES),
        terms={name: reader.term(name, table) for name, table in block.tables("terms")},
        benefits={code: reader.benefit(code, table) for code, table in block.tables("benefits")},
        purposes={code: reader.purpose(code, table) for code, table in block.tables("purposes")},
        tiers=tuple(reader.tier(table) for table in block.blocks("tiers")),
        ceilings=reader.figures(block, "ceilings", CEILINGS),
        approval_tiers=tuple(reader.approval(table) for table in block.blocks("approval_tiers")),
    )
    block.close()
    return scheme


def _refuse_broken_scheme(scheme: Scheme) -> None:
    faults = [
        *_term_faults(scheme),
        *_benefit_faults(scheme),
        *_tier_faults(scheme),
        *_approval_faults(scheme),
    ]
    if faults:
        raise LawDataError(f"{scheme.id} {scheme.edition}: " + "; ".join(faults))


def _term_faults(scheme: Scheme) -> Iterable[str]:
    for name in _TERMS:
        if name not in scheme.terms:
            yield f"the term `{name}` is missing"
    if len(scheme.terms["rounding"].values) != 1:
        yield "one rounding is chosen"
    if len(scheme.terms["recovery_order"].values) != len(RecoveryStep):
        yield "the order of recovery names every step once"


def _benefit_faults(scheme: Scheme) -> Iterable[str]:
    for benefit in scheme.benefits.values():
        purpose = scheme.purposes.get(benefit.purpose)
        if purpose is None or benefit.code not in purpose.benefits:
            yield f"the purpose of {benefit.code} does not pay it"
        if not benefit.any_of and not benefit.all_of:
            yield f"{benefit.code} asks for no fact"
    for purpose in scheme.purposes.values():
        for code in set(purpose.benefits) - set(scheme.benefits):
            yield f"the purpose {purpose.code} pays the unknown benefit {code}"


def _tier_faults(scheme: Scheme) -> Iterable[str]:
    ranked = [code for tier in scheme.tiers for code in tier.benefits]
    if sorted(ranked) != sorted(scheme.benefits):
        yield "each benefit stands in exactly one tier"


def _approval_faults(scheme: Scheme) -> Iterable[str]:
    tiers = scheme.approval_tiers
    if not tiers or tiers[0].from_won != 1 or tiers[-1].to_won is not None:
        yield "approval tiers begin at one won and the last has no upper end"
    for lower, upper in pairwise(tiers):
        if lower.to_won is None or upper.from_won != lower.to_won + 1:
            yield f"a gap or an overlap of approval tiers at {upper.from_won}"
        if upper.persons < lower.persons:
            yield f"fewer persons for more money at {upper.from_won}"
    for tier in tiers:
        if tier.persons < 1 or (tier.to_won is not None and tier.to_won < tier.from_won):
            yield f"an impossible approval tier at {tier.from_won}"


def _refuse_broken_editions(schemes: Iterable[Scheme]) -> None:
    for earlier, later in pairwise(schemes):
        if earlier.id != later.id:
            continue
        ended = earlier.effective_to
        if ended is None or (later.effective_from - ended).days != 1:
            raise LawDataError(
                f"{later.id}: a gap or an overlap between {earlier.edition} and {later.edition}"
            )
