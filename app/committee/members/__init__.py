"""Members and panels: who sits on the committee from which day to which, and in which panel."""
