"""How much may be committed and paid for each year, programme, item, applicant and case."""
