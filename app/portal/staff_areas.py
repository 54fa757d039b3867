"""Every page of the staff side, for the list of all pages."""

from app.portal import (
    staff_acts,
    staff_case,
    staff_claims,
    staff_companies,
    staff_consent,
    staff_drafting,
    staff_figures,
    staff_measure,
    staff_measure_steps,
    staff_measures,
    staff_objections,
    staff_queue,
    staff_seats,
    staff_steps,
)

AREAS = (
    staff_queue.router,
    staff_case.router,
    staff_steps.router,
    staff_acts.router,
    staff_consent.router,
    staff_seats.router,
    staff_measures.router,
    staff_drafting.router,
    staff_measure.router,
    staff_measure_steps.router,
    staff_objections.router,
    staff_companies.router,
    staff_claims.router,
    staff_figures.router,
)
