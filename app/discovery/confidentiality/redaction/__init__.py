"""Pages of a PDF as pictures: where words stand, what is blacked out, what is written across."""
