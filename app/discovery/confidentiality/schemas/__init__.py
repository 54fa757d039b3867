"""What the doors of this room take and give."""
