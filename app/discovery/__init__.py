"""Discovery: evidence as it comes in, the orders that bind it, and the form in which it leaves.

`files` what a file is · `evidence` items and who may read them · `fingerprints` hashes registered
before the file · `uploads` how files come in · `receipts` the proof that they did · `custody` who
did what with them · `safekeeping` reading again what is stored · `texts` what they say and which
belong together · `confidentiality` how secret they are · `orders` what binds them · `productions`
and `transmissions` how they leave · `checkers` what lets strangers check all that. Words it owns:
evidence item, custody event, legal hold.
"""
