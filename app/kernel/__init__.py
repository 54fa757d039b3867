"""Words that every floor shares; standard library only, no input or output."""
