"""What tests stand on: a private PostgreSQL, the house rules; no test of its own."""
