"""All doors of discovery, one router for each of its rooms."""

from app.discovery.confidentiality.routes import router as confidentiality
from app.discovery.custody.routes import router as custody
from app.discovery.evidence.routes import router as evidence
from app.discovery.fingerprints.routes import router as fingerprints
from app.discovery.orders.routes import router as orders
from app.discovery.productions.routes import router as productions
from app.discovery.receipts.routes import router as receipts
from app.discovery.safekeeping.routes import router as safekeeping
from app.discovery.texts.routes import router as texts
from app.discovery.transmissions.routes import router as transmissions
from app.discovery.uploads.routes import UPLOAD_PATHS
from app.discovery.uploads.routes import router as uploads
from app.discovery.uploads.session_routes import router as upload_sessions

__all__ = ["ROUTERS", "UPLOAD_PATHS"]

ROUTERS = (
    evidence,
    uploads,
    upload_sessions,
    fingerprints,
    receipts,
    custody,
    texts,
    confidentiality,
    orders,
    productions,
    transmissions,
    safekeeping,
)
