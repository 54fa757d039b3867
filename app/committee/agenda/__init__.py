"""The agenda: a case before a panel, with its day, its notices and the seats of its members."""
