"""Work that nobody waits for: the outbox, queued jobs, the audit log's sequence, upkeep."""
