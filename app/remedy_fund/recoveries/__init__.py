"""What is owed back: claims taken over, misused awards, loans, and who gets what comes in."""
