"""What a harmed firm asks of the fund, what else it was paid, how its loss is assessed, its objections."""
