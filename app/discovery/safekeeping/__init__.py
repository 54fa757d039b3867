"""Safekeeping: every stored byte is read again in time, and what is lost is fetched back."""
