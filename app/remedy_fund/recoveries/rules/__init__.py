"""The pure rules of this room: who gets what comes in, how much may be claimed, by when."""
