"""The pure rules of contributions: their sums, which earmarks may pay, and shares of surcharges."""
