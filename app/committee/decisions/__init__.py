"""Written decisions: findings with their evidence, service, and corrections of clerical errors."""
