"""The committee that decides: its members and panels, agenda, hearings, votes, resolutions and written decisions."""
