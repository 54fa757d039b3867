"""Orders as things: what a court or agency ordered, which evidence it binds, when it ends."""
