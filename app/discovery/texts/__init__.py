"""What evidence says and how pieces belong together: text, families, copies, malware findings."""
