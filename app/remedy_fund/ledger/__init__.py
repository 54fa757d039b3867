"""The books of the fund: accounts, transactions whose legs sum to zero, reservations and fiscal years."""
