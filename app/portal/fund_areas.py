"""Every page of the remedy fund, for the list of all pages."""

from app.portal import (
    fund_accounts,
    fund_applications,
    fund_approvals,
    fund_bank,
    fund_budgets,
    fund_contributions,
    fund_payments,
    fund_payouts,
    fund_plans,
    fund_public,
    fund_queue,
    fund_recoveries,
    fund_years,
    my_fund,
    my_fund_form,
)

AREAS = (
    fund_queue.router,
    fund_payouts.router,
    fund_applications.router,
    fund_approvals.router,
    fund_plans.router,
    fund_payments.router,
    fund_bank.router,
    fund_contributions.router,
    fund_budgets.router,
    fund_recoveries.router,
    fund_accounts.router,
    fund_years.router,
    my_fund_form.router,
    my_fund.router,
    fund_public.router,
)
