"""What a file is by its own bytes: its name, its true type, what a container holds."""
