"""Letters: the papers that the committee's acts bring about."""
