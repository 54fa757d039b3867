"""What the doors take and give: measures, calculations and points."""
