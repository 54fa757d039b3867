"""What the doors of orders take and give."""
