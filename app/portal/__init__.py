"""The portal: pages over the same acts and queries as the REST API; no rule lives here."""
