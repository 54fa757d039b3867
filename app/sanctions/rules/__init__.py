"""Which measure may be taken, what is owed, what points count: pure, facts in and answers out."""
