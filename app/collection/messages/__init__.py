"""What files of the bank say came in: camt.053, camt.054 and CSV, read into the same lines."""
