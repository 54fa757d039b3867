"""Evidence: how files come in, where they lie, who held them, and what keeps them from removal.

Words it owns: evidence item, custody event, legal hold.
"""
