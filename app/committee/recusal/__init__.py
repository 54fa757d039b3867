"""Recusal: what keeps a member away, declared before the file opens and effective at once."""
