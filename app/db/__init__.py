"""The database floor: one transaction per act, and nothing outside `work` commits."""
