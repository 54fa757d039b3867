"""Discovery: evidence as it comes in, the orders that bind it, and the form in which it leaves.

`files` what a file is · `evidence` items, custody and who may read them · `uploads` how files
come in · `texts` what they say and which belong together · `confidentiality` how secret they are ·
`orders` what binds them · `productions` and `transmissions` how
they leave. Words it owns: evidence item, custody event, legal hold.
"""
