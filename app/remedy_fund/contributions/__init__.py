"""Money that comes in: pledges, receipts, purposes, shares of collected surcharges, returns."""
