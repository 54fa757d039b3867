"""All doors of settlements, one router for each of its rooms."""

from app.settlements.consent_decisions.routes import router as consent_decisions
from app.settlements.mediation.routes import router as mediation
from app.settlements.self_corrections.routes import router as self_corrections
from app.settlements.simplified_decisions.routes import router as simplified_decisions

ROUTERS = (mediation, consent_decisions, self_corrections, simplified_decisions)
