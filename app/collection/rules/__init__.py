"""Rules of collecting: matching receipts, and what the steps on a receivable need."""
