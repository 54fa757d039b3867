"""Ways in which a case is settled without a contested decision: mediation, consent decision, self-correction, simplified decision."""
