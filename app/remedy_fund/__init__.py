"""The damage-remedy fund: money in, money out, every won explained, never more than there is."""
