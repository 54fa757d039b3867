"""All doors of discovery, one router for each of its rooms."""

from app.discovery.evidence.routes import router as evidence
from app.discovery.uploads.routes import UPLOAD_PATHS
from app.discovery.uploads.routes import router as uploads

__all__ = ["ROUTERS", "UPLOAD_PATHS"]

ROUTERS = (evidence, uploads)
