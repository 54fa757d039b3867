"""How secret evidence is, by item and by page: marks, privilege, public versions, redaction."""
