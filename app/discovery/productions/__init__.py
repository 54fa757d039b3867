"""Productions: sets of evidence that leave numbered, checked and sealed, built to the same bytes."""
