"""What one may do about secrecy, one module for each thing; none commits."""
