"""Claims, loans and pay-outs as the doors take and give them."""
