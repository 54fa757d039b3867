"""What the fund pays for, by dated data with legal basis and status; no enacted scheme exists."""
