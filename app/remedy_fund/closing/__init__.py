"""The end of a period: checks, council review, closing, accounts, reports and publication."""
