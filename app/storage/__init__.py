"""Where the bytes of evidence lie: one port, `base`, and the stores that stand behind it."""
