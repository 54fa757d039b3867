"""The law as dated data: figures, violations, measures, clocks and the sums that follow them."""
