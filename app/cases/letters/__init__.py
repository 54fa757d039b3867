"""Letters: the papers that the steps of a case bring about, and what they keep to themselves."""
