"""REST of orders, their people and journal, and of disposals, on one router."""

from fastapi import APIRouter

from app.discovery.orders.routes.disposals import router as disposals
from app.discovery.orders.routes.orders import router as orders
from app.discovery.orders.routes.people import router as people

router = APIRouter()
for part in (orders, people, disposals):
    router.include_router(part)
