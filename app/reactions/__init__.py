"""Where news travels upward: which event is answered by whom, exactly once."""
