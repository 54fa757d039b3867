"""Getting in what a measure demands: due dates, instalments, late charges, receipts from the bank, refunds, write-offs."""
