"""What one may do with claims, loans and pay-outs; one function per act; none commits."""
