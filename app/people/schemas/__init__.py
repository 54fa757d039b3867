"""What is sent and answered about accounts, companies and relations; by subject."""
