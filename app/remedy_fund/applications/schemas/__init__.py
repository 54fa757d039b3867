"""What the doors of applications take and give."""
