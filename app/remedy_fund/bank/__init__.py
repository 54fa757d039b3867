"""The bank behind one port: orders out, answers and statements in."""
